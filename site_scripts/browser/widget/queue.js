// Runs one widget's work in order, one piece at a time, each on the state that the former gave. Pure.
// In: pieces, objects with a `run`; whatever else they carry is their owner's. Out: a promise each, which settles.

import { deferred } from "../parts/deferred.js";

/** @import { Deferred } from "../parts/deferred.js" */

/**
 * @template {{run: () => Promise<void>}} Piece
 */
export class Queue {
  /** @type {{piece: Piece, done: Deferred<void>}[]} */
  #line = [];
  #running = false;
  #onChange;

  /** @param {() => void} onChange called when work starts waiting and when all is done */
  constructor(onChange = () => {}) {
    this.#onChange = onChange;
  }

  get isIdle() {
    return !this.#running && this.#line.length === 0;
  }

  /** @returns {Piece[]} what has not begun */
  get waiting() {
    return this.#line.map(({ piece }) => piece);
  }

  /** The piece that has not begun yet and could take a newer value, if any. */
  get last() {
    return this.#line.at(-1)?.piece;
  }

  /** @param {Piece} piece @returns {Promise<void>} settles when the piece has run, or is dropped */
  add(piece) {
    /** @type {Deferred<void>} */
    const done = deferred();
    this.#line.push({ piece, done });
    this.#onChange();
    if (!this.#running) void this.#work();
    return done.promise;
  }

  /** Drop what has not begun: it was meant for a state that never came. */
  clear() {
    for (const { done } of this.#line.splice(0)) done.resolve();
  }

  async #work() {
    this.#running = true;
    for (let next = this.#line.shift(); next; next = this.#line.shift()) {
      try {
        await next.piece.run();
        next.done.resolve();
      } catch (error) {
        next.done.reject(error);
      }
    }
    this.#running = false;
    this.#onChange();
  }
}
