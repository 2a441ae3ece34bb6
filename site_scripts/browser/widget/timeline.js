// Where one widget stands: its state now, the past and the loss curve that led to it, and the ways back. Pure.
// In: Python's answers, in their order. Out: the state, the curve, and from which state to ask for an earlier one.

import { LossCurves } from "../parts/curve.js";
import { Past } from "./past.js";

/** @import { Answer, WidgetState } from "../types.js" */
/** @import { Entry } from "./past.js" */

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
    return this.past?.isAtStart ?? this.isOpening;
  }

  /** Whether nothing was done, or nothing is left of it. */
  get isOpening() {
    return JSON.stringify(this.state) === JSON.stringify(this.opening.state);
  }

  /**
   * The way that led here, edit by edit: from a state, so many moves.
   * @returns {{state: WidgetState, moves: number}[]}
   */
  legs() {
    /** @type {Map<number, {state: WidgetState, first: number, moves: number}>} */
    const legs = new Map();
    for (const { segment, moves, state } of this.past?.entries ?? []) {
      const leg = legs.get(segment);
      if (leg) leg.moves = moves - leg.first;
      else legs.set(segment, { state, first: moves, moves: 0 });
    }
    return [...legs.values()];
  }

  /** @param {Answer} answer the reply that shows a state from outside @param {Entry[]} [past] what led to it */
  resume(answer, past) {
    const { position, state } = this.opening;
    if (!answer.position || !this.past || !position) return;
    // Before the first edit, every state comes from the opening one.
    const first = answer.position.segment === position.segment ? [{ ...position, state }] : [];
    this.past.startFrom(past?.length ? past : first);
    this.curves?.clear();
  }

  /** Nothing is known of what led here. @param {Answer} answer the reply that shows the present state */
  forgetPast({ losses, position }) {
    this.past?.startFrom([this.past.present]);
    this.curves?.clear();
    if (losses) this.curves?.write(losses, position?.segment);
  }

  /** Whether a way led to the present state, but for what the reader looks at. @param {WidgetState} state */
  isPresent(state) {
    return JSON.stringify(this.#seenAsNow(state)) === JSON.stringify(this.state);
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
