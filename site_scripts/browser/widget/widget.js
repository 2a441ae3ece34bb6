// A widget: carries events out and markup in, keeps its state and its past. Knows no widget by name.
// In: a prerendered <section data-widget>. Out: requests to Python, see docs/contribute/how-it-works.md.

import { isRemembered } from "../page/remember.js";
import { findAll, nearest } from "../parts/elements.js";
import { ownEvent, watchControls } from "./controls.js";
import { pieces } from "./past.js";
import { Queue } from "./queue.js";
import { SHOW_AGAIN } from "./replies.js";
import { clearErrors, Slots, showError, showOwnValue } from "./slots.js";
import { Timeline } from "./timeline.js";

/** @import { Field, SendOptions } from "../page.js" */
/** @import { Entry } from "./past.js" */
/** @import { Answer, LessonMistake, Opening, Recorded, Reply, WidgetEvent, WidgetRequest, WidgetState } from "../types.js" */

/**
 * Events, one after another. `resumed`: they show a state from outside, to which this past has led.
 * @typedef {{start: WidgetState, events: WidgetEvent[], fromOpening?: boolean, resumed?: {past?: Entry[]}}} Plan
 */

/**
 * `onRefused` is called instead of showing the error.
 * @typedef {SendOptions & {event?: WidgetEvent, onRefused?: (error: LessonMistake) => void}} Details
 * @typedef {Details & {run: () => Promise<void>, done?: Promise<void>}} Piece
 */

export class Widget extends EventTarget {
  /** How many events were refused so far. */
  refusals = 0;

  /** @type {Answer | undefined} the last one shown */
  answer;

  /**
   * Fires "asked" when the reader did something (Play stops then), "waiting" and "idle" as work comes and ends, "shown"
   * after each reply it shows, "refused" when an event was answered by an error.
   * @param {HTMLElement} section
   * @param {import("./replies.js").Replies} replies
   * @param {(id: string) => Widget | undefined} findWidget
   */
  constructor(section, replies, findWidget) {
    super();
    this.section = section;
    this.replies = replies;
    /** @type {Opening} */
    const opening = readJson(section, "data-opening");
    replies.addRecorded(opening, () => /** @type {Recorded | null} */ (readJson(section, "data-recorded")));
    this.name = opening.request.widget;
    this.id = opening.request.id;
    this.timeline = new Timeline(opening.reply);
    this.slots = new Slots(section, opening.reply.slots);
    this.companion = () => (section.dataset.for ? findWidget(section.dataset.for) : undefined);
    /** @type {Queue<Piece>} */
    this.queue = new Queue(() => this.queueChanged());
    /** @type {Map<string, (control: HTMLElement) => void>} by the names that data-command may have */
    this.commands = new Map([
      ["back", () => void this.enqueue(() => this.planBack())],
      ["reset", () => void this.enqueue(() => this.planReset())],
    ]);
    // Browsers keep what was typed over a reload; the state they would belong to is gone.
    for (const control of this.fields) if (!isRemembered(control)) showOwnValue(control);
    this.mountRoot(section);
    this.companion()?.addEventListener("shown", () => this.compare());
    this.addEventListener("shown", () => this.compare());
  }

  /** Whether the network that it is about has gone on since: then it offers to look again. */
  compare() {
    const [seen, now] = [this.state, this.companion()?.state].map((state) => networkIn(state));
    this.section.toggleAttribute("data-behind", now !== undefined && seen !== now);
  }

  /** @param {HTMLElement} root the section, or a window on it */
  mountRoot(root) {
    watchControls(root, {
      send: (event, options) => {
        this.asked();
        void this.send(event, options);
      },
      command: (name, control) => this.command(name, control),
      settled: (control) => this.slots.renew(control),
      refusals: () => this.refusals,
    });
    /** @param {Event} reach */
    const foresee = ({ target }) => this.foresee(nearest(target, "[data-foresee]"));
    root.addEventListener("pointerover", foresee);
    root.addEventListener("focusin", foresee);
    this.updateButtons();
    root.dataset.mounted = "";
  }

  /**
   * Show this widget in another place too, filled by the build as the widget opened; from now on it follows.
   * @param {HTMLElement} root
   */
  addWindow(root) {
    this.slots.add(root, this.answer !== undefined);
    this.mountRoot(root);
    this.dispatchEvent(new CustomEvent("window", { detail: root }));
  }

  get roots() {
    return this.slots.roots;
  }

  /** @param {string} selector @returns {HTMLElement[]} in the section and in its windows */
  findAll(selector) {
    return this.roots.flatMap((root) => findAll(root, selector));
  }

  /** @returns {NodeListOf<Field>} what the reader can fill in or choose */
  get fields() {
    return this.section.querySelectorAll("[data-event][data-into]");
  }

  get state() {
    return this.timeline.state;
  }

  /** @returns {string | undefined} where the reader stands, in words */
  get where() {
    return (this.answer ?? this.timeline.opening).where;
  }

  get isIdle() {
    return this.queue.isIdle;
  }

  /** A click on this button is likely: Python works on its answer already. @param {HTMLElement | null} button */
  foresee(button) {
    if (!button || this.queue.last || "playing" in this.section.dataset) return;
    this.replies.foresee(this.request(this.state, ownEvent(button)), needsOf(button));
  }

  /** Whether the answer is recorded, or Python is there to give it. @param {WidgetEvent} event */
  isAtHand(event) {
    return this.replies.isReady() || this.replies.known(this.request(this.state, event)) !== undefined;
  }

  /** The reader did something. */
  asked() {
    this.dispatchEvent(new Event("asked"));
  }

  /** @param {string} name @param {HTMLElement} control */
  command(name, control) {
    const known = this.commands.get(name);
    if (!known) {
      throw new Error(`data-command="${name}" in widget "${this.id}": use one of ${[...this.commands.keys()]}`);
    }
    if (name !== "play") this.asked();
    known(control);
  }

  /**
   * Ask for an event on whatever state there is when its turn comes.
   * @param {WidgetEvent} event @param {Details} options
   * @returns {Promise<void>} settles when the answer is shown
   */
  send(event, { control = null, merge = null, gesture = null, onRefused = undefined } = {}) {
    const waiting = this.queue.last;
    if (merge && waiting?.event && waiting.merge && waiting.gesture === gesture) {
      waiting.event = merge(waiting.event, event);
      return waiting.done ?? Promise.resolve();
    }
    if (control?.matches("select, [type=checkbox]")) control.dataset.pending = "";
    /** @param {Piece} piece whose event may have been merged with newer ones */
    const plan = (piece) => ({ start: this.state, events: [piece.event ?? event] });
    return this.enqueue(plan, { event, control, merge, gesture, onRefused });
  }

  /**
   * @param {(piece: Piece) => Plan | null} plan made when its turn comes
   * @param {Details} details
   * @returns {Promise<void>}
   */
  enqueue(plan, details = {}) {
    /** @type {Piece} */
    const piece = { ...details, run: () => this.carryOut(plan(piece), piece) };
    piece.done = this.queue.add(piece);
    return piece.done;
  }

  /** @returns {Plan | null} */
  planBack() {
    const way = this.timeline.wayBack();
    if (!way) return null;
    const start = way.state;
    if (this.replies.known(this.request(start, stepBy(way.moves)))) return { start, events: [stepBy(way.moves)] };
    return { start, events: pieces(way.moves).map(stepBy) };
  }

  /** @returns {Plan} */
  planReset() {
    return { start: this.timeline.wayToStart(), events: [SHOW_AGAIN], fromOpening: true };
  }

  /** @param {Plan | null} plan @param {Details} details */
  async carryOut(plan, { control = null, gesture = null, onRefused = (error) => this.refuse(error, control) }) {
    if (!plan) return;
    /** @param {LessonMistake} error */
    const refused = (error) => {
      this.settle(control);
      onRefused(error);
    };
    const answers = [];
    let state = plan.start;
    try {
      for (const event of plan.events) {
        const reply = await this.ask(state, event, control ?? this.section);
        if (!reply.ok) return refused(reply.error);
        answers.push(reply);
        state = reply.state;
      }
    } catch (error) {
      if (!(error instanceof Error && "kind" in error)) throw error; // a defect of ours: let the console say so
      // Python died, hung or could not be had; the message is a sentence for the reader, and the last state stays.
      return refused({ message: error.message });
    }
    if (plan.fromOpening) this.timeline.forget();
    if (plan.resumed) this.timeline.resume(answers[answers.length - 1], plan.resumed.past);
    for (const answer of answers) this.timeline.advance(answer, gesture);
    this.timeline.endWith(gesture);
    this.show(answers[answers.length - 1], control);
    this.foresee(nearest(control, "[data-foresee]"));
  }

  /** @param {WidgetState} state @param {WidgetEvent} event @param {HTMLElement} place @returns {Promise<Reply>} */
  async ask(state, event, place = this.section) {
    const request = this.request(state, event);
    return this.replies.known(request) ?? this.replies.fetch(request, needsOf(place));
  }

  /** Whether a state can be shown without Python. @param {WidgetState} state */
  knows(state) {
    return this.replies.known(this.request(state, SHOW_AGAIN)) !== undefined;
  }

  /** @param {WidgetState} state @param {WidgetEvent} event @returns {WidgetRequest} */
  request(state, event) {
    const companion = "network" in event ? this.companion() : undefined;
    return { widget: this.name, id: this.id, state, event: companion ? { ...event, network: companion.state } : event };
  }

  /**
   * A choice whose last event is answered follows the state again; answers to earlier events leave it alone.
   * @param {HTMLElement | null} control
   */
  settle(control) {
    if (control && !this.queue.waiting.some((piece) => piece.control === control)) delete control.dataset.pending;
  }

  /** @param {Answer} answer @param {HTMLElement | null} control */
  show(answer, control) {
    this.settle(control);
    this.roots.forEach(clearErrors);
    this.slots.patch(answer.slots ?? {});
    if (control?.matches("[data-into]")) this.slots.renew(control);
    this.updateButtons();
    this.answer = answer;
    this.dispatchEvent(new Event("shown"));
  }

  /**
   * What the reader has clicked meanwhile counted on this event: it is dropped, so that the sentence can be read.
   * @param {LessonMistake} error @param {HTMLElement | null} control
   */
  refuse(error, control) {
    this.refusals += 1;
    this.queue.clear();
    for (const choice of this.findAll("[data-pending]")) {
      delete choice.dataset.pending;
      this.slots.renew(choice);
    }
    showError(this.roots.find((root) => root.contains(control)) ?? this.section, error, control);
    this.dispatchEvent(new Event("refused"));
  }

  /** Step back is off at the very first state, but keeps its place in the tab order. */
  updateButtons() {
    for (const button of this.findAll('[data-command="back"]')) {
      button.setAttribute("aria-disabled", String(this.timeline.isAtStart));
    }
  }

  queueChanged() {
    this.section.toggleAttribute("data-waiting", !this.isIdle);
    this.dispatchEvent(new Event(this.isIdle ? "idle" : "waiting"));
  }
}

/**
 * What the numbers of a network come from, be the state the network's own or one that holds it.
 * @param {WidgetState | undefined} state @returns {string | undefined}
 */
function networkIn(state) {
  const { problem } = /** @type {{problem?: object}} */ (state?.["network"] ?? state ?? {});
  return problem && JSON.stringify(problem);
}

/** @param {number} moves @returns {WidgetEvent} */
const stepBy = (moves) => (moves ? { type: "step", moves } : SHOW_AGAIN);

/**
 * The packages that Python needs for what a place asks: the nearest word on it counts.
 * @param {HTMLElement} place
 * @returns {string[]}
 */
export function needsOf(place) {
  return (nearest(place, "[data-needs]")?.dataset.needs ?? "").split(" ").filter(Boolean);
}

/** @param {HTMLElement} section @param {string} attribute */
function readJson(section, attribute) {
  const script = section.querySelector(`script[${attribute}]`);
  return script && JSON.parse(script.textContent);
}
