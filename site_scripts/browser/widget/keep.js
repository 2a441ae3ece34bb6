// Keeps what a reader did in one widget on the reader's device, and brings it back: after a reload, Back, a closed tab, a
// new version of the site, or out of a link or a file. Kept are states, never markup; Python shows them again.
// In: a Widget, and when Python can be asked. Out: a text in the storage, and what [data-kept-note] says.

import { forget, keep, keptKeys, pageName, readKeptJson } from "../page/storage.js";
import { element, makeButton, nearest } from "../parts/elements.js";
import { nextTask } from "../parts/turns.js";
import { SHOW_AGAIN } from "./replies.js";
import { resume, retrace } from "./resume.js";

/** @import { Work } from "./resume.js" */
/** @import { Widget } from "./widget.js" */

/** Milliseconds in which what is done is kept at the latest. A page that closes keeps it at once. */
const DELAY = 500;

/** Characters that one widget may take; browsers give a site about five million. The oldest states go first. */
const MOST = 200_000;

/** What a reader does that changes a state. */
const DEEDS = "[data-event], [data-command], [data-nudge]";

export class Keeper {
  /** @type {Work | null} waits for Python */
  #waiting = null;

  /** @type {Work | null} what the reader can still go back to: their own, where a link has come between */
  #aside = null;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #due;

  /** What is being brought back. @type {Promise<void>} */
  #showing = Promise.resolve();

  #warning = "";

  /**
   * @param {Widget} widget
   * @param {Promise<unknown>} ready when Python can be asked without making a reader wait who did not ask for it
   */
  constructor(widget, ready) {
    this.widget = widget;
    this.ready = ready;
    const { section } = widget;
    const place = section.querySelector("[data-kept-note]");
    this.note = place ?? section.appendChild(element("p", { class: "kept-note", role: "status" }));
    this.name = `work:${pageName()}#${widget.id}@`;
    this.key = `${this.name}${section.dataset.fence ?? ""}`;
    widget.addEventListener("shown", () => {
      this.#due ??= setTimeout(() => this.save(), DELAY);
    });
    widget.addEventListener("asked", () => this.#acted());
    this.#watch(section);
    widget.addEventListener("window", (event) => this.#watch(/** @type {CustomEvent<HTMLElement>} */ (event).detail));
    addEventListener("pagehide", () => this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
  }

  /** What was kept comes back; at once where its reply is known, else when Python can be asked. */
  bringBack() {
    const kept = asWork(readKeptJson(this.key));
    if (!kept) {
      if (keptKeys().some((key) => key.startsWith(this.name))) {
        this.say("This part of the lesson has changed since you were here. What you did then is set aside.");
      }
      return;
    }
    this.#aside = asWork(kept.aside);
    this.#waiting = kept;
    if (this.widget.knows(kept.state)) {
      this.#begin();
      return;
    }
    if (kept.where) {
      this.say(`What you did here is kept (${kept.where}) and comes back when Python is there.`, [
        makeButton("Start at the beginning", () => this.#startAnew()),
      ]);
    }
    void this.ready.then(() => this.#begin());
  }

  /**
   * Shows a state from outside in place of the reader's own, which stays at hand.
   * @param {Work["state"]} state @param {string} source "link" or "file"
   */
  async open(state, source) {
    await this.#showing;
    const waiting = this.#waiting;
    const own = waiting ?? (this.widget.timeline.isOpening ? null : this.work());
    this.#waiting = null;
    this.say(`The ${source} is opened as soon as Python is there.`);
    const error = await resume(this.widget, { state });
    if (error) {
      this.#waiting = waiting;
      this.warn(`The ${source} cannot be opened. ${error.message}`);
      return;
    }
    this.#aside = own;
    this.#told(`This is what the ${source} holds`);
    retrace(this.widget);
  }

  /** Says what is wrong, and goes on saying it beside what comes back meanwhile. @param {string} text */
  warn(text) {
    this.#warning = `${text} `;
    this.say(text);
  }

  /** @param {string} text @param {Node[]} more */
  say(text, more = []) {
    this.note.replaceChildren(text, ...more.flatMap((node) => [" ", node]));
  }

  /** What is to be kept of the widget as it stands. @returns {Work} */
  work() {
    const { timeline, where } = this.widget;
    return { state: timeline.state, where, past: timeline.past?.ends() };
  }

  save() {
    clearTimeout(this.#due);
    if (this.#due === undefined || this.#waiting) return;
    this.#due = undefined;
    const work = this.work();
    if (this.widget.timeline.isOpening && !this.#aside) {
      forget(this.key);
      return;
    }
    const write = () => JSON.stringify({ version: 1, ...work, aside: this.#aside ?? undefined });
    let text = write();
    while (text.length > MOST && work.past && work.past.length > 1) {
      work.past.splice(0, Math.ceil(work.past.length / 2));
      text = write();
    }
    keep(this.key, text);
  }

  /** What is kept has been erased, or put back: the widget shows it. */
  renew() {
    this.#waiting = null;
    this.#aside = null;
    this.say("");
    const start = this.widget.timeline.opening.state;
    void this.widget.enqueue(() => ({ start, events: [SHOW_AGAIN], fromOpening: true }));
    this.bringBack();
  }

  /** @param {HTMLElement} root the section, or a window on the widget */
  #watch(root) {
    for (const kind of ["click", "input", "keydown"]) {
      root.addEventListener(kind, ({ target }) => nearest(target, DEEDS) && this.#begin(), { capture: true });
    }
  }

  /** The state that waits is the next to be shown, before whatever the reader does now. */
  #begin() {
    const work = this.#waiting;
    if (!work) return;
    this.#waiting = null;
    this.#showing = this.#show(work);
  }

  /** @param {Work} work */
  async #show(work) {
    const error = await resume(this.widget, work);
    if (!error) {
      this.#told("You go on where you were");
      retrace(this.widget);
    } else if (error.kind) {
      this.say(`What was kept of your work here cannot be shown. ${error.message}`);
    } else {
      this.#waiting = work; // Python could not be had: it stays kept
    }
  }

  /** Where the reader stands, and the ways from there. @param {string} text */
  #told(text) {
    const { where, timeline } = this.widget;
    if (!where || (where === timeline.opening.where && !this.#aside && !this.#warning)) return;
    const ways = timeline.isOpening ? [] : [makeButton("Back to the start", () => this.#startAnew())];
    const aside = this.#aside;
    if (aside) ways.push(makeButton(`Back to your own: ${aside.where}`, () => this.#swap(aside)));
    this.say(`${this.#warning}${text}: ${where}.`, ways);
  }

  /** @param {Work} aside */
  async #swap(aside) {
    this.#aside = this.work();
    await this.#show(aside);
  }

  /** The start, from which there is a way back to what was done. */
  async #startAnew() {
    const done = this.#waiting ?? this.work();
    this.#waiting = null;
    this.#aside = done;
    this.widget.commands.get("reset")?.(this.widget.section);
    await nextTask();
    this.#due ??= setTimeout(() => this.save(), DELAY);
    this.#told("This is the start");
  }

  /** The sentence has been read. */
  #acted() {
    this.#warning = "";
    if (!this.#waiting) this.say("");
  }
}

/** @param {unknown} kept @returns {(Work & {aside?: unknown}) | null} null for what is not of this version */
function asWork(kept) {
  const work = /** @type {any} */ (kept);
  return work?.state && typeof work.state === "object" && Array.isArray(work.past ?? []) ? work : null;
}
