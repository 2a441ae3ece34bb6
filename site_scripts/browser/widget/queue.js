// Runs one widget's work in order, one piece at a time, each on the state that the former gave. Pure: no page, no Python.
// Imported by widgets.js. A piece is {run: () => Promise<void>, mergeWith?}. Every piece settles.

export class Queue {
  /** @param {() => void} onChange called when work starts waiting and when all is done */
  constructor(onChange = () => {}) {
    this.waiting = [];
    this.running = false;
    this.onChange = onChange;
  }

  get isIdle() {
    return !this.running && this.waiting.length === 0;
  }

  /** The piece that has not begun yet and could take a newer value, if any. */
  get last() {
    return this.waiting[this.waiting.length - 1];
  }

  /**
   * @template {{run: (piece: object) => Promise<void>}} Piece
   * @param {Piece} piece
   * @returns {Promise<void>} settles when the piece has run
   */
  add(piece) {
    const done = new Promise((resolve, reject) => Object.assign(piece, { resolve, reject }));
    this.waiting.push(piece);
    this.onChange();
    if (!this.running) this.work();
    return done;
  }

  /** Drop what has not begun: it was meant for a state that never came. */
  clear() {
    for (const piece of this.waiting.splice(0)) piece.resolve();
  }

  async work() {
    this.running = true;
    while (this.waiting.length) {
      const piece = this.waiting.shift();
      try {
        await piece.run(piece);
        piece.resolve();
      } catch (error) {
        piece.reject(error);
      }
    }
    this.running = false;
    this.onChange();
  }
}
