// A widget: carries events out and markup in, keeps its state and its past. Knows no widget by name.
// Imported by main.js. In: a prerendered <section data-widget>. Out: requests to Python, see how-it-works.md.

import { isRemembered } from "../page/remember.js";
import { LossCurves } from "../parts/curve.js";
import { eventOf, valueOf, watchControls } from "./controls.js";
import { Past, pieces } from "./past.js";
import { Queue } from "./queue.js";
import { clearErrors, Slots, showError, showOwnValue } from "./slots.js";

const SHOW_AGAIN = { type: "step", moves: 0 };

/** @typedef {{start: object, events: object[], fromOpening?: boolean}} Plan events to make, one after another */

export class Widget extends EventTarget {
  /**
   * Fires "asked" when the reader did something (Play stops then), "waiting" and "idle" as work comes and ends, "shown"
   * after each reply it shows, "refused" when an event was answered by an error.
   * @param {HTMLElement} section
   * @param {{replies: import("./replies.js").Replies, companion?: (id: string) => Widget | undefined}} page
   */
  constructor(section, { replies, companion = () => undefined }) {
    super();
    this.section = section;
    this.replies = replies;
    this.opening = readJson(section, "data-opening");
    replies.addRecorded(this.opening, () => readJson(section, "data-recorded"));
    const { request, reply } = this.opening;
    this.name = request.widget;
    this.id = request.id;
    this.state = reply.state;
    this.view = reply.view;
    this.past = reply.position && new Past(reply.state, reply.position);
    this.curves = reply.losses && new LossCurves();
    this.curves?.write(reply.losses, reply.position?.segment);
    this.slots = new Slots(section, reply.slots);
    this.companion = () => section.dataset.for && companion(section.dataset.for);
    this.queue = new Queue(() => this.queueChanged());
    this.gesture = null;
    /** How many events were refused so far. */
    this.refusals = 0;
    this.commands = {
      back: () => this.enqueue(() => this.planBack()),
      reset: () => this.enqueue(() => this.planReset()),
    };
    this.mountControls();
    this.updateButtons();
    section.dataset.mounted = "";
  }

  mountControls() {
    // Browsers keep what was typed over a reload; the state they would belong to is gone.
    for (const control of this.fields) if (!isRemembered(control)) showOwnValue(control);
    watchControls(this.section, {
      send: (event, options) => {
        this.asked();
        this.send(event, options);
      },
      command: (name, control) => this.command(name, control),
      settled: (control) => this.slots.renew(control),
      refusals: () => this.refusals,
    });
    const foresee = ({ target }) => this.foresee(target.closest("[data-foresee]"));
    this.section.addEventListener("pointerover", foresee);
    this.section.addEventListener("focusin", foresee);
  }

  /** @returns {NodeListOf<HTMLElement>} what the reader can fill in or choose */
  get fields() {
    return this.section.querySelectorAll("[data-event][data-into]");
  }

  /** A click on this button is likely: Python works on its answer already. */
  foresee(button) {
    if (!button || this.queue.waiting.length || "playing" in this.section.dataset) return;
    this.replies.foresee(this.request(this.state, JSON.parse(button.dataset.event)), needsOf(button));
  }

  get isIdle() {
    return this.queue.isIdle;
  }

  /** The reader did something. */
  asked() {
    this.dispatchEvent(new Event("asked"));
  }

  command(name, control) {
    const known = this.commands[name];
    if (!known)
      throw new Error(`data-command="${name}" in widget "${this.id}": use one of ${Object.keys(this.commands)}`);
    if (name !== "play") this.asked();
    known(control);
  }

  /**
   * Ask for an event on whatever state there is when its turn comes.
   * @param {object} event
   * @param {{control?: HTMLElement, merge?: (old: object, newer: object) => object, gesture?: object,
   *   onRefused?: (error: object) => void}} options onRefused: instead of showing the error
   * @returns {Promise<void>} settles when the answer is shown
   */
  send(event, { control = null, merge = null, gesture = null, onRefused = undefined } = {}) {
    const waiting = this.queue.last;
    if (merge && waiting?.merge && waiting.gesture === gesture) {
      waiting.event = merge(waiting.event, event);
      return waiting.done;
    }
    if (control?.matches("select, [type=checkbox]")) control.dataset.pending = "";
    const plan = (piece) => ({ start: this.state, events: [piece.event] });
    return this.enqueue(plan, { event, control, merge, gesture, onRefused });
  }

  /** @param {(piece: object) => Plan | null} plan made when its turn comes */
  enqueue(plan, details = {}) {
    const piece = { ...details, run: (self) => this.carryOut(plan(self), self) };
    piece.done = this.queue.add(piece);
    return piece.done;
  }

  /**
   * What the reader had put in before, put back by remember.js, is answered again, quietly: nobody has just done it.
   * @returns {Promise<void>}
   */
  async sendAgain() {
    const again = [...this.fields].filter((control) => isRemembered(control) && valueOf(control));
    const regions = again.length ? [...this.section.querySelectorAll("[role=status]")] : [];
    for (const region of regions) region.setAttribute("aria-live", "off");
    const pieces = again.map((control) => this.send(eventOf(control), { control, onRefused: () => {} }));
    await Promise.all(pieces);
    for (const region of regions) region.removeAttribute("aria-live");
  }

  /**
   * Show a state that was kept on the device.
   * @param {object} state
   * @param {() => void} onRefused called instead of showing an error: the reader did nothing wrong
   */
  restore(state, onRefused) {
    return this.enqueue(() => ({ start: state, events: [SHOW_AGAIN] }), { onRefused });
  }

  /** @returns {Plan | null} */
  planBack() {
    const way = this.past?.wayBack();
    if (!way) return null;
    const start = this.withView(way.state);
    const whole = { type: "step", moves: way.moves };
    if (this.replies.known(this.request(start, whole))) return { start, events: [whole] };
    return { start, events: pieces(way.moves).map((moves) => ({ type: "step", moves })) };
  }

  /** @returns {Plan} */
  planReset() {
    return { start: this.withView(this.opening.reply.state), events: [SHOW_AGAIN], fromOpening: true };
  }

  /** What the reader looks at (reply.view names it in the state) is not part of the past: it stays as it is now. */
  withView(state) {
    const view = (this.view ?? []).filter((name) => name in state && state[name] !== this.state[name]);
    return view.length ? { ...state, ...Object.fromEntries(view.map((name) => [name, this.state[name]])) } : state;
  }

  /** @param {Plan | null} plan */
  async carryOut(plan, { control = null, gesture = null, onRefused = (error) => this.refuse(error, control) }) {
    if (!plan) return;
    const refused = (error) => {
      this.settle(control);
      onRefused(error);
    };
    const answers = [];
    let state = plan.start;
    try {
      for (const event of plan.events) {
        const request = this.request(state, event);
        const reply =
          this.replies.known(request) ?? (await this.replies.fetch(request, needsOf(control ?? this.section)));
        if (!reply.ok) return refused(reply.error);
        answers.push(reply);
        state = reply.state;
      }
    } catch (error) {
      if (!error.kind) throw error; // a defect of ours: let the console say so
      // Python died, hung or could not be had; the message is a sentence for the reader, and the last state stays.
      return refused({ message: error.message });
    }
    if (plan.fromOpening) this.forgetPast();
    for (const reply of answers) this.keep(reply, gesture);
    this.gesture = gesture;
    this.show(answers[answers.length - 1], control);
    this.foresee(control?.closest("[data-foresee]"));
  }

  /** @returns {import("./replies.js").Request} */
  request(state, event) {
    const companion = this.companion();
    return { widget: this.name, id: this.id, state, event: companion ? { ...event, network: companion.state } : event };
  }

  forgetPast() {
    const { state, position } = this.opening.reply;
    if (this.past) this.past = new Past(state, position);
    this.curves?.clear();
  }

  /** @param {import("./replies.js").Reply} reply */
  keep(reply, gesture) {
    this.state = reply.state;
    this.view = reply.view;
    if (reply.position && this.past) {
      this.past.record(reply.state, reply.position, { replacesEdit: gesture !== null && gesture === this.gesture });
      this.curves?.keepOnly(this.past.segments);
    }
    if (reply.losses && this.curves) this.curves.write(reply.losses, reply.position?.segment);
  }

  /** A choice whose last event is answered follows the state again; answers to earlier events leave it alone. */
  settle(control) {
    if (control && !this.queue.waiting.some((piece) => piece.control === control)) delete control.dataset.pending;
  }

  show(reply, control) {
    this.settle(control);
    clearErrors(this.section);
    this.slots.patch(reply.slots ?? {});
    if (control?.matches("[data-into]")) this.slots.renew(control);
    this.updateButtons();
    this.dispatchEvent(new CustomEvent("shown", { detail: reply }));
  }

  /** What the reader has clicked meanwhile counted on this event: it is dropped, so that the sentence can be read. */
  refuse(error, control) {
    this.refusals += 1;
    this.queue.clear();
    for (const dropped of this.section.querySelectorAll("[data-pending]")) {
      delete dropped.dataset.pending;
      this.slots.renew(dropped);
    }
    showError(this.section, error, control);
    this.dispatchEvent(new CustomEvent("refused", { detail: error }));
  }

  /** Step back is off at the very first state, but keeps its place in the tab order. */
  updateButtons() {
    for (const button of this.section.querySelectorAll('[data-command="back"]')) {
      button.setAttribute("aria-disabled", String(this.past?.isAtStart ?? true));
    }
  }

  queueChanged() {
    this.section.toggleAttribute("data-waiting", !this.isIdle);
    this.dispatchEvent(new Event(this.isIdle ? "idle" : "waiting"));
  }
}

/**
 * The packages that Python needs for what a place asks: the nearest word on it counts.
 * @param {HTMLElement} place
 * @returns {string[]}
 */
export function needsOf(place) {
  return (place.closest("[data-needs]")?.dataset.needs ?? "").split(" ").filter(Boolean);
}

function readJson(section, attribute) {
  const script = section.querySelector(`script[${attribute}]`);
  return script && JSON.parse(script.textContent);
}
