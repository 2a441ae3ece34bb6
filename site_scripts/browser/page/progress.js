// Where the reader stands: ticks in the contents of a lesson, the way back to where they were, the ending, and on the
// cards of the lessons how much of each is done.
// In: data-contents, data-task, data-done, data-go-on, data-ending, data-lesson-card. Kept on the device only.

import { findAll, nearest } from "../parts/elements.js";
import { Done } from "./done.js";
import { keep, pageName, readKeptJson } from "./storage.js";

/** @import { Kept, Task } from "./done.js" */
/** @typedef {{item: HTMLElement, link: HTMLAnchorElement, heading: HTMLElement, tasks: Task[]}} Entry of the contents */

/** A heading is being read once it is above this part of the window. */
const READ = 1 / 3;

/** @param {string} address of a lesson */
const keyOf = (address) => `progress:${pageName(address)}`;

/** Of a step only its number: it is known by it. @param {string} title */
const shortened = (title) => title.split(":")[0];

class Progress {
  /** @param {HTMLElement} contents */
  constructor(contents) {
    this.contents = contents;
    this.entries = entriesOf(contents);
    this.sections = new Map(findAll(document, "[data-task]").map((section) => [section.id, section]));
    for (const [id, section] of this.sections) {
      const entry = this.entries.findLast(({ heading }) => isBefore(heading, section));
      entry?.tasks.push({ id, size: placesIn(section).length });
    }
    /** @type {Partial<Kept> | null} */
    this.kept = readKeptJson(keyOf(location.href));
    this.done = new Done(
      this.entries.flatMap(({ tasks }) => tasks),
      this.kept,
    );
    for (const section of this.sections.values()) this.look(section);
    this.show();
    this.offerToGoOn();
    this.followReading();
    document.addEventListener("input", ({ target }) => this.look(nearest(target, "[data-task]")));
  }

  /** Something has changed in a section. @param {HTMLElement | null} section */
  look(section) {
    const task = section && this.done.tasks.find(({ id }) => id === section.id);
    if (!task || this.done.isDone(task)) return;
    const done = placesIn(section).filter((place) => place.matches(section.dataset.done ?? ""));
    if (!this.done.see(section.id, done.length)) return;
    this.keep();
    this.show();
  }

  /** What is kept has been erased, or put back. */
  renew() {
    this.kept = readKeptJson(keyOf(location.href));
    this.done.renew(this.kept);
    this.show();
  }

  /** @param {Partial<Kept>} [more] */
  keep(more = {}) {
    this.kept = { ...this.kept, ...this.done.toKeep(), ...more };
    keep(keyOf(location.href), JSON.stringify(this.kept));
  }

  show() {
    for (const { item, tasks } of this.entries) {
      const [sum, of] = [this.done.sum(tasks), this.done.of(tasks)];
      item.dataset.part = of === 0 ? "none" : sum === 0 ? "open" : sum < of ? "begun" : "done";
      if (sum) item.setAttribute("aria-description", `${sum} of ${of} done`);
      else item.removeAttribute("aria-description");
    }
    const said = this.contents.querySelector("[data-contents-done]");
    if (said && this.done.of()) said.textContent = `${this.done.sum()} of ${this.done.of()} done`;
    for (const ending of findAll(document, "[data-ending]")) ending.hidden = !this.done.isAll;
  }

  /** Who comes back finds the way to where they were. */
  offerToGoOn() {
    const place = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-go-on]"));
    const entry = this.entries.find(({ heading }, index) => index && heading.id === this.kept?.at);
    if (!place || !entry || location.hash) return;
    place.href = entry.link.href;
    place.textContent = `Go on at ${shortened(entry.link.textContent)}`;
    place.hidden = false;
  }

  followReading() {
    /** @type {Set<Element>} */
    const above = new Set();
    let isOpening = true; // where the page opens is not yet where the reader has come to
    const observer = new IntersectionObserver(
      (changes) => {
        for (const { isIntersecting, target } of changes) {
          if (isIntersecting) above.add(target);
          else above.delete(target);
        }
        const read = this.entries.findLast(({ heading }) => above.has(heading));
        this.showRead(read);
        if (!isOpening && read) this.keep({ at: read.heading.id });
        isOpening = false;
      },
      // All that lies above that part of the window, however far: a jump passes headings that are never in view.
      { rootMargin: `1000000px 0px -${100 * (1 - READ)}%` },
    );
    for (const { heading } of this.entries) observer.observe(heading);
  }

  /** @param {Entry | undefined} read */
  showRead(read) {
    for (const { link } of this.entries) {
      if (link === read?.link) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }
}

/** @param {HTMLElement} contents @returns {Entry[]} */
function entriesOf(contents) {
  /** @type {Entry[]} */
  const entries = [];
  for (const item of findAll(contents, "li")) {
    const link = /** @type {HTMLAnchorElement | null} */ (item.querySelector("a"));
    const heading = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) entries.push({ item, link, heading, tasks: [] });
  }
  return entries;
}

/** @param {Node} first @param {Node} second */
const isBefore = (first, second) => Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);

/** What there is to do in a section. @param {HTMLElement} section */
const placesIn = (section) => findAll(section, section.dataset.task ?? "");

/** How much of a lesson is done, on its card. @param {HTMLElement} card */
function showOnCard(card) {
  const link = /** @type {HTMLAnchorElement | null} */ (card.querySelector("a"));
  const place = /** @type {HTMLElement | null} */ (card.querySelector("[data-lesson-progress]"));
  if (!link || !place) return;
  /** @type {Kept | null} */
  const kept = readKeptJson(keyOf(link.href));
  const done = Object.values(kept?.done ?? {}).reduce((sum, count) => sum + count, 0);
  place.textContent = kept && done ? `${done} of ${kept.of} done` : "";
}

/** @returns {{look: (section: HTMLElement) => void, renew: () => void}} */
export function mountProgress() {
  const showCards = () => findAll(document, "[data-lesson-card]").forEach(showOnCard);
  showCards();
  addEventListener("pageshow", showCards); // who goes back to a page that was kept in memory
  /** @type {HTMLElement | null} */
  const contents = document.querySelector("[data-contents]");
  const progress = contents && new Progress(contents);
  // Light dismissal leaves it open where a link in it leads on within the page.
  contents?.addEventListener("click", ({ target }) => {
    if (nearest(target, "a") && contents.matches(":popover-open")) contents.hidePopover();
  });
  return {
    look: (section) => progress?.look(section),
    renew: () => {
      showCards();
      progress?.renew();
    },
  };
}
