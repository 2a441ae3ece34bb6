// Where one widget stands: its state now, the past and the loss curve that led to it, and the ways back. Pure.
// In: Python's answers, in their order. Out: the state, the curve, and from which state to ask for an earlier one.

import { LossCurves } from "../parts/curve.js";
import { Past } from "./past.js";

/** @import { Answer, WidgetState } from "../types.js" */

export class Timeline {
  /** @type {object | null} the drag, or the hold of keys, that made the last change */
  #gesture = null;

  /** @param {Answer} opening */
  constructor(opening) {
    this.opening = opening;
    this.state = opening.state;
    this.view = opening.view ?? [];
    this.past = opening.position && new Past(opening.state, opening.position);
    this.curves = opening.losses && new LossCurves();
    if (opening.losses) this.curves?.write(opening.losses, opening.position?.segment);
  }

  get isAtStart() {
    return this.past?.isAtStart ?? true;
  }

  /** The state in which the reader's last edit left it, or the opening one: what was trained since is undone. */
  get begun() {
    return this.past?.begun ?? this.opening.state;
  }

  /** @param {Answer} answer @param {object | null} gesture one gesture makes many edits and is one step back */
  advance(answer, gesture) {
    this.state = answer.state;
    this.view = answer.view ?? [];
    if (answer.position && this.past) {
      const replacesEdit = gesture !== null && gesture === this.#gesture;
      this.past.record(answer.state, answer.position, { replacesEdit });
      this.curves?.keepOnly(this.past.segments);
    }
    if (answer.losses && this.curves) this.curves.write(answer.losses, answer.position?.segment);
  }

  /** The next change by the same gesture belongs to this one. @param {object | null} gesture */
  endWith(gesture) {
    this.#gesture = gesture;
  }

  forget() {
    const { state, position } = this.opening;
    if (this.past && position) this.past = new Past(state, position);
    this.curves?.clear();
  }

  /**
   * One move back.
   * @returns {{state: WidgetState, moves: number} | null} so many moves from that state; null at the start
   */
  wayBack() {
    const way = this.past?.wayBack();
    return way ? { state: this.#seenAsNow(way.state), moves: way.moves } : null;
  }

  /** @returns {WidgetState} the opening state */
  wayToStart() {
    return this.#seenAsNow(this.opening.state);
  }

  /**
   * What the reader looks at (reply.view names it in the state) is not part of the past: it stays as it is now.
   * @param {WidgetState} state
   */
  #seenAsNow(state) {
    const names = this.view.filter((name) => name in state && state[name] !== this.state[name]);
    return names.length ? { ...state, ...Object.fromEntries(names.map((name) => [name, this.state[name]])) } : state;
  }
}
