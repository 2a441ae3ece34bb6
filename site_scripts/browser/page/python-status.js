// Says in each widget what Python is doing, in a quiet line, and offers to start it or to try again.
// In: the runtime's states and bytes. Out: data-python on <html>, text in [data-python-status].

import { findAll, makeButton, nearest } from "../parts/elements.js";

/** @import { Loading, PythonState } from "../types.js" */
/** What went wrong, as a sentence, and whether trying again can help. @typedef {{message: string, canRetry?: boolean}} Failure */

/** @typedef {"start" | "retry" | "load"} Button */

/** What a reader sees of bytes: 3.1 MB. @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

export class PythonStatus {
  /**
   * @param {{retry: () => void, start: () => void, load: (section: HTMLElement) => void}} commands what the buttons do
   */
  constructor(commands, root = document) {
    this.commands = commands;
    this.root = root;
    /** @type {PythonState} */
    this.state = "idle";
    /** @type {Failure | undefined} */
    this.failure = undefined;
    this.isOffered = false;
    /** @type {number | undefined} the bytes of Python, where the page knows them */
    this.size = undefined;
    /** @type {Map<string, {loaded: number, total: number}>} by what is loading: python, numpy */
    this.bytes = new Map();
    /** @type {Set<string>} packages that Python has imported */
    this.imported = new Set();
    /** @type {Map<string, Failure>} packages that could not be had, and why */
    this.missing = new Map();
  }

  /** @param {PythonState} state @param {Failure} [failure] */
  setState(state, failure) {
    this.state = state;
    this.failure = failure;
    this.root.documentElement.dataset.python = state;
    this.show();
  }

  /** @param {Loading} progress */
  setProgress({ what, loaded, total }) {
    this.bytes.set(what, { loaded, total });
    this.missing.delete(what);
    this.imported.delete(what);
    this.show();
  }

  /** Its bytes are there first, and then importing it takes its time. @param {string} name */
  setImported(name) {
    this.imported.add(name);
    this.missing.delete(name);
    this.show();
  }

  /** A package could not be had; the widgets that need it say so. @param {string} name @param {Failure} failure */
  setMissing(name, failure) {
    this.missing.set(name, failure);
    this.show();
  }

  /** Python waits until the reader wants it: to save data, or on a slow connection. @param {number} [bytes] */
  setOffer(bytes) {
    this.isOffered = true;
    this.size = bytes;
    this.show();
  }

  show() {
    for (const place of findAll(this.root, "[data-python-status]")) {
      const section = nearest(place, "[data-widget]");
      const { text, button } = this.line(section);
      if (place.dataset.says === text) continue;
      place.dataset.says = text;
      place.replaceChildren(text, ...(button && section ? [" ", this.button(button, section)] : []));
    }
  }

  /** @param {HTMLElement | null} section @returns {{text: string, button?: Button}} */
  line(section) {
    if (this.failure) return { text: this.failure.message, button: this.failure.canRetry ? "retry" : undefined };
    if (this.state === "idle") {
      return this.isOffered ? { text: "Python is not loaded, to save data.", button: "start" } : { text: "" };
    }
    const waiting = section?.hasAttribute("data-waiting") ? " Your click is kept and answered then." : "";
    if (this.state === "loading") return { text: `${this.progress("Python", "python")}${waiting}` };
    const needs = section?.dataset.needs ?? "";
    const missing = this.missing.get(needs);
    if (missing) return { text: missing.message, button: missing.canRetry ? "load" : undefined };
    if (this.bytes.has(needs) && !this.imported.has(needs)) return { text: this.progress(needs, needs) };
    return { text: "Python runs on this page." };
  }

  /** @param {string} name @param {string} what */
  progress(name, what) {
    const bytes = this.bytes.get(what);
    if (!bytes) return `${name} is loading.`;
    if (bytes.loaded >= bytes.total) return `${name} is starting.`;
    return `${name} is loading: ${megabytes(bytes.loaded)} of ${megabytes(bytes.total)} MB.`;
  }

  /** @param {Button} kind @param {HTMLElement} section */
  button(kind, section) {
    const size = this.size ? ` (${Math.ceil(this.size / 1e6)} MB)` : "";
    return makeButton(kind === "start" ? `Start Python${size}` : "Try again", () => this.commands[kind](section));
  }
}
