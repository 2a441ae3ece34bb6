// Keeps earlier states of one widget, so that Step back reaches the very first one. Pure: no page, no Python.
// An entry is {segment, moves, state}; see "The past" in docs/contribute/how-it-works.md.
// A way back is {state, moves}: so many moves from that state lead to the wanted one.

/** @import { Position, WidgetState } from "../types.js" */
/** @typedef {Position & {state: WidgetState}} Entry a state and where it stands */

/** Kept states at most (the first and last of each segment are always kept). A state is about 1 KB. */
const CAPACITY = 1024;
/** The newest states are never thinned out: Step back is mostly pressed a few times. */
const RECENT = 64;
/** The last piece of a long way, and the longest piece, in moves: no request shall take long. */
const NEAR = 50;
const LONGEST_STEP = 2500;

export class Past {
  /**
   * @param {WidgetState} state
   * @param {Position} position
   */
  constructor(state, position) {
    /** @type {Entry[]} in order of segment and moves; the last one is the present */
    this.entries = [{ ...position, state }];
  }

  get size() {
    return this.entries.length;
  }

  /** @returns {Entry} */
  get present() {
    return this.entries[this.entries.length - 1];
  }

  /** The first state of the segment: the first of a segment is never thinned out. */
  get begun() {
    const { segment } = this.present;
    return /** @type {Entry} */ (this.entries.find((entry) => entry.segment === segment)).state;
  }

  /** Whether no way leads back: at the very first state, or where the past was not kept. */
  get isAtStart() {
    return this.wayBack() === null;
  }

  /** Of each segment the first and the last state: all that is needed to find the others again. @returns {Entry[]} */
  ends() {
    const segment = (/** @type {number} */ index) => this.entries[index]?.segment;
    return this.entries.filter(({ segment: own }, index) => own !== segment(index - 1) || own !== segment(index + 1));
  }

  /** @param {Entry[]} entries a past that was kept; the last one is the present */
  startFrom(entries) {
    this.entries = [...entries];
  }

  /** The numbers of the segments that Step back can still reach. */
  get segments() {
    return new Set(this.entries.map((entry) => entry.segment));
  }

  /**
   * Make a state the present one: what lay after its position is cut off.
   * @param {WidgetState} state
   * @param {Position} position
   * @param {{replacesEdit?: boolean}} options replacesEdit: one gesture (a drag) makes many edits and is one step back
   */
  record(state, position, { replacesEdit = false } = {}) {
    const present = this.present;
    if (replacesEdit && present.moves === 0 && this.entries.length > 1 && position.segment > present.segment) {
      this.entries.pop();
    }
    while (this.entries.length && !isBefore(this.present, position)) this.entries.pop();
    this.entries.push({ segment: position.segment, moves: position.moves, state });
    if (this.entries.length > CAPACITY) this.thin();
  }

  /** @returns {{state: WidgetState, moves: number} | null} the way one move back, null at the very first state */
  wayBack() {
    const { segment, moves } = this.present;
    if (moves === 0) {
      const before = this.entries[this.entries.length - 2];
      return before ? { state: before.state, moves: 0 } : null;
    }
    const wanted = moves - 1;
    const start = this.lastAtOrBefore({ segment, moves: wanted });
    return start ? { state: start.state, moves: wanted - start.moves } : null;
  }

  /**
   * @param {Position} wanted
   * @returns {Entry | undefined} the last kept state of the same segment that does not lie after the wanted one
   */
  lastAtOrBefore(wanted) {
    return this.entries.findLast((entry) => entry.segment === wanted.segment && entry.moves <= wanted.moves);
  }

  /** Drop the one state whose neighbours lie closest together, so that the rest stay evenly spread. */
  thin() {
    let best = -1;
    let smallest = Infinity;
    for (let i = 1; i < this.entries.length - RECENT; i += 1) {
      const [before, entry, after] = [this.entries[i - 1], this.entries[i], this.entries[i + 1]];
      if (before.segment !== entry.segment || after.segment !== entry.segment) continue;
      const gap = after.moves - before.moves;
      if (gap < smallest) [best, smallest] = [i, gap];
    }
    if (best > 0) this.entries.splice(best, 1);
  }
}

/**
 * @param {Position} a
 * @param {Position} b
 */
function isBefore(a, b) {
  return a.segment < b.segment || (a.segment === b.segment && a.moves < b.moves);
}

/**
 * A long way in pieces: the states between them are kept, so that the next step back starts close by.
 * @param {number} moves
 * @returns {number[]}
 */
export function pieces(moves) {
  if (moves <= 2 * NEAR) return [moves];
  const steps = [];
  let left = moves - NEAR;
  while (left > 0) {
    steps.push(Math.min(left, LONGEST_STEP));
    left -= steps[steps.length - 1];
  }
  return [...steps, NEAR];
}
