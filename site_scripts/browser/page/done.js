// What a reader has done of a lesson, in numbers: made of what the page shows and of what was kept before.
// Knows neither page nor storage.

/** @typedef {{done: Record<string, number>, of: number, at?: string}} Kept `at`: where they last read */
/** @typedef {{id: string, size: number}} Task a part of the lesson with so many things to do */

export class Done {
  /** @param {Task[]} tasks @param {Partial<Kept> | null} kept */
  constructor(tasks, kept) {
    this.tasks = tasks;
    this.renew(kept);
  }

  /** What is kept now, perhaps nothing any more. @param {Partial<Kept> | null} kept */
  renew(kept) {
    /** @type {Map<string, number>} */
    this.counts = new Map(this.tasks.map(({ id, size }) => [id, Math.min(size, Number(kept?.done?.[id]) || 0)]));
  }

  /**
   * What was done once stays done, whatever the page shows later.
   * @param {string} id @param {number} count @returns {boolean} whether that is more than before
   */
  see(id, count) {
    const before = this.counts.get(id);
    if (before === undefined || count <= before) return false;
    this.counts.set(id, count);
    return true;
  }

  /** @param {Task} task */
  isDone = ({ id, size }) => this.counts.get(id) === size;

  /** @param {Task[]} [tasks] */
  sum(tasks = this.tasks) {
    return tasks.reduce((sum, { id }) => sum + (this.counts.get(id) ?? 0), 0);
  }

  /** @param {Task[]} [tasks] */
  of(tasks = this.tasks) {
    return tasks.reduce((sum, { size }) => sum + size, 0);
  }

  get isAll() {
    return this.tasks.length > 0 && this.tasks.every(this.isDone);
  }

  /** For the device. @returns {{done: Record<string, number>, of: number}} */
  toKeep() {
    return { done: Object.fromEntries([...this.counts].filter(([, count]) => count)), of: this.of() };
  }
}
