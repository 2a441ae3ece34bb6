// Numbers and words of the page's text follow the networks as the reader has set them; one request tells them all.
// In: widgets whose state has a `begun`. Out: the texts of [data-number] and [data-words], and a bar that says whose they are.
// Only the newest setting counts: one request is under way, and at most one more waits for it.

import { element, findAll, makeButton } from "../parts/elements.js";
import { nextFrame, nextTask } from "../parts/turns.js";

/** @import { Json, TextsReply, TextsRequest, WidgetEvent } from "../types.js" */

/**
 * @typedef {{text: string, exact: string | null}} Said
 * @typedef {EventTarget & {id: string, state: {problem?: Json, begun?: Json}, isIdle: boolean,
 *   queue: {last?: {event?: WidgetEvent}}, command: (name: string, control: HTMLElement) => void}} NetworkWidget
 */

const LIVING = "[data-number], [data-words]";

/** Events by which a reader changes a value. */
const EDITS = ["set", "nudge"];

/** Milliseconds of work after which the page may do something else. */
const SLICE = 8;

export class LivingText {
  /** @type {Map<string, NetworkWidget>} by the ids of their sections */
  #widgets = new Map();

  /** @type {Map<string, string>} by id: the network as its author wrote it, as JSON */
  #written = new Map();

  /** @type {Map<string, string>} by id: the networks that the reader has changed, as JSON */
  #changed = new Map();

  /** @type {Map<string, Said>} the lesson's own texts, by expression */
  #first = new Map();

  /** @type {Map<string, Said>} what the page shows now where that is another text */
  #now = new Map();

  /** The changes for which an edit waits, while Python is not there. */
  #waiting = false;

  #isAsking = false;
  #isStale = false;

  /**
   * @param {(request: TextsRequest) => Promise<TextsReply>} ask
   * @param {() => boolean} isReady whether `ask` answers at once
   */
  constructor(ask, isReady, root = document) {
    this.ask = ask;
    this.isReady = isReady;
    this.root = root;
    this.says = element("p", { class: "own-numbers__says", "aria-hidden": "true" });
    this.status = element("p", { class: "own-numbers__status", role: "status" }); // there before it says something
    this.back = makeButton("Back to the lesson's numbers", () => this.goBack());
    this.back.hidden = true;
    const named = { class: "own-numbers", role: "region", "aria-label": "Numbers of the text" };
    this.bar = element("div", named, this.says, this.back);
  }

  /** Follow this network. Call it before anything has happened to the widget. @param {NetworkWidget} widget */
  watch(widget) {
    if (!this.#widgets.size) this.root.body.append(this.status, this.bar);
    this.#widgets.set(widget.id, widget);
    this.#written.set(widget.id, JSON.stringify(widget.state.problem));
    widget.addEventListener("shown", () => this.#follow(widget));
    widget.addEventListener("waiting", () => {
      if (!this.isReady() && EDITS.includes(widget.queue.last?.event?.type ?? "")) this.#setWaiting(true);
    });
    widget.addEventListener("idle", () => this.#setWaiting([...this.#widgets.values()].some((one) => !one.isIdle)));
  }

  /** A widget has put in new markup, whose texts are the lesson's. @param {HTMLElement} section */
  refresh(section) {
    if (this.#now.size) this.#show(findAll(section, LIVING));
  }

  /** Every network as its author wrote it. */
  goBack() {
    for (const id of this.#changed.keys()) this.#widgets.get(id)?.command("reset", this.back);
  }

  /** @param {NetworkWidget} widget */
  #follow(widget) {
    const begun = JSON.stringify(widget.state.begun ?? null);
    const isWritten = begun === "null" || begun === this.#written.get(widget.id);
    if ((isWritten ? undefined : begun) === this.#changed.get(widget.id)) return;
    if (isWritten) this.#changed.delete(widget.id);
    else this.#changed.set(widget.id, begun);
    this.#say();
    this.#isStale = true;
    if (!this.#changed.size) this.#restore();
    else if (!this.#isAsking) void this.#askUntilNewest();
  }

  async #askUntilNewest() {
    this.#isAsking = true;
    while (this.#isStale && this.#changed.size) {
      this.#isStale = false;
      const request = this.#request();
      try {
        const reply = await this.ask(request);
        if (this.#changed.size) await this.#take(request.texts.texts, reply);
      } catch (error) {
        if (!(error instanceof Error && "kind" in error)) throw error; // a defect of ours: let the console say so
        if (!this.#isStale) this.#restore(); // Python died: the lesson's own texts are whole and true of the lesson
      }
    }
    this.#isAsking = false;
  }

  /** @returns {TextsRequest} */
  #request() {
    if (!this.#first.size) this.#readFirst();
    const networks = Object.fromEntries(
      [...this.#written].map(([id, written]) => [id, JSON.parse(this.#changed.get(id) ?? written)]),
    );
    return { texts: { networks, texts: [...this.#first.keys()] } };
  }

  #readFirst() {
    for (const place of findAll(this.root, LIVING)) {
      const exact = place.getAttribute("data-exact");
      this.#first.set(expressionOf(place), { text: place.textContent ?? "", exact });
    }
  }

  /** @param {string[]} expressions @param {TextsReply} reply */
  async #take(expressions, reply) {
    if (!reply.ok) throw new Error(`the texts of the page: ${reply.error.message}`);
    this.#now = new Map(expressions.map((expression, k) => [expression, asSaid(reply.texts[k])]));
    await nextFrame();
    let began = performance.now();
    const places = findAll(this.root, LIVING);
    for (let k = 0; k < places.length && this.#now.size; k += 1) {
      this.#show([places[k]]);
      if (performance.now() - began > SLICE) {
        await nextTask();
        began = performance.now();
      }
    }
    this.#say();
  }

  /** The lesson's own texts, as they were at first. */
  #restore() {
    const places = this.#now.size ? findAll(this.root, LIVING) : [];
    this.#now = new Map();
    this.#show(places);
    this.#say();
  }

  /** @param {HTMLElement[]} places */
  #show(places) {
    for (const place of places) {
      const first = this.#first.get(expressionOf(place));
      const said = this.#now.get(expressionOf(place)) ?? first;
      if (!said || !first) continue;
      if (place.textContent !== said.text) place.textContent = said.text;
      if (said.exact !== null) place.setAttribute("data-exact", said.exact);
      else place.removeAttribute("data-exact");
      place.toggleAttribute("data-changed", said.text !== first.text);
    }
  }

  /** @param {boolean} isWaiting */
  #setWaiting(isWaiting) {
    if (this.#waiting === isWaiting) return;
    this.#waiting = isWaiting;
    this.#say();
  }

  /** Written only where it is another text, so that a screen reader says it once and not at each edit. */
  #say() {
    const isOwn = this.#now.size > 0;
    const whose = isOwn ? "These numbers are yours." : "The text tells the lesson's numbers.";
    const waits = this.#waiting || (this.#changed.size && !isOwn && !this.isReady());
    let says = isOwn ? whose : "";
    if (waits) says = `${whose} Your change waits for Python.`;
    for (const place of [this.says, this.status]) if (place.textContent !== says) place.textContent = says;
    this.back.hidden = !this.#changed.size;
    const isShown = says !== "" || this.#changed.size > 0;
    this.bar.toggleAttribute("data-shown", isShown);
    // What gets the focus is scrolled to where the bar does not cover it.
    this.root.documentElement.style.scrollPaddingBottom = isShown ? "3.5rem" : "";
  }
}

/** @param {Element} place */
const expressionOf = (place) => place.getAttribute("data-number") ?? place.getAttribute("data-words") ?? "";

/** @param {[string, string | null]} said @returns {Said} */
const asSaid = ([text, exact]) => ({ text, exact });
