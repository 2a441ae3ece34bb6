// Puts a reply's markup and errors into a widget without moving focus, selection or scroll.
// In: {slot name: markup} and error objects. Markup comes from lesson_core only, never a reader. What an author has
// written stands in the page: replies name it (data-text), and it is copied from there.

import { findAll } from "../parts/elements.js";
import { followMarkup } from "./follow.js";

/** @import { LessonMistake } from "../types.js" */

/**
 * A field that the reader has changed but not yet sent keeps what was typed; a choice that was sent, until its answer.
 * @param {Node} node
 */
const isBeingEdited = (node) => node instanceof HTMLElement && ("edited" in node.dataset || "pending" in node.dataset);

/** @param {HTMLElement} place @returns {DocumentFragment} a copy of what is in it */
function insideOf(place) {
  if (place instanceof HTMLTemplateElement) return place.content;
  const inside = document.createDocumentFragment();
  inside.append(...[...place.childNodes].map((node) => node.cloneNode(true)));
  return inside;
}

export class Slots {
  /** @type {HTMLElement[]} the section, and the windows on it elsewhere on the page */
  roots;

  /**
   * @param {HTMLElement} section the widget's
   * @param {Record<string, string>} shown what the build has put into the slots
   */
  constructor(section, shown = {}) {
    this.section = section;
    this.roots = [section];
    /** @type {Map<string, string>} */
    this.shown = new Map(Object.entries(shown));
    /** @type {Map<string, DocumentFragment>} the author's texts by their names */
    this.texts = new Map();
    for (const place of findAll(section, "[data-text]")) {
      const name = place.dataset.text ?? "";
      if (!this.texts.has(name)) this.texts.set(name, insideOf(place));
    }
  }

  /**
   * A window on the widget, filled by the build with what it showed first.
   * @param {HTMLElement} root @param {boolean} isLate whether that has changed since
   */
  add(root, isLate) {
    this.roots.push(root);
    if (isLate) for (const [name, markup] of this.shown) this.#fill(root, name, markup);
  }

  /** @param {Record<string, string>} slots */
  patch(slots) {
    for (const [name, markup] of Object.entries(slots)) {
      if (this.shown.get(name) === markup) continue;
      this.shown.set(name, markup);
      for (const root of this.roots) this.#fill(root, name, markup);
    }
  }

  /** @param {HTMLElement} root @param {string} name @param {string} markup */
  #fill(root, name, markup) {
    for (const place of root.querySelectorAll(`[data-slot="${CSS.escape(name)}"]`)) this.#follow(root, place, markup);
  }

  /** @param {HTMLElement} root @param {Element} place in it @param {string} markup */
  #follow(root, place, markup) {
    followMarkup(place, this.#named(root, markup), isBeingEdited, (fresh) => {
      for (const copy of findAll(fresh, "[data-text]")) {
        const text = this.texts.get(copy.dataset.text ?? "");
        if (text) copy.replaceChildren(text.cloneNode(true));
      }
    });
  }

  /**
   * The ids in a widget's markup begin with its own; in a window, with the window's.
   * @param {HTMLElement} root @param {string} markup
   */
  #named(root, markup) {
    const { id } = this.section;
    if (root === this.section) return markup;
    return markup.replaceAll(`"${id}-`, `"${root.id}-`).replaceAll(`url(#${id}-`, `url(#${root.id}-`);
  }

  /**
   * A control that was being edited shows the state's value again.
   * @param {HTMLElement} control
   */
  renew(control) {
    /** @type {HTMLElement | null} */
    const place = control.closest("[data-slot]");
    const markup = place && this.shown.get(place.dataset.slot ?? "");
    const root = this.roots.find((one) => one.contains(control));
    if (root && place && markup !== undefined && markup !== null) this.#follow(root, place, markup);
  }
}

/**
 * Show a sentence where the field's errors belong, or at the widget's own place.
 * @param {HTMLElement} section
 * @param {LessonMistake} error
 * @param {HTMLElement | null} control the control whose event was refused
 */
export function showError(section, { message, field }, control) {
  // What is typed or dragged in a drawing is told right below it, not in the box where it could be typed too.
  const near = control?.matches("[data-nudge]") ? null : errorLine(section, field ?? "");
  const line = near ?? errorLine(section, "");
  if (!line) throw new Error(`widget "${section.id}" has no data-error="" to say: ${message}`);
  line.textContent = message;
  line.dataset.shown = "";
  if (!control?.matches("[data-into], [data-nudge]")) return;
  control.setAttribute("aria-invalid", "true");
  line.id ||= `${section.id}-error-${field || "widget"}`;
  control.setAttribute("aria-errormessage", line.id);
}

/**
 * The last good state is shown again: sentences go, fields show the state's values.
 * @param {HTMLElement} section
 */
export function clearErrors(section) {
  for (const line of findAll(section, "[data-error][data-shown]")) {
    line.textContent = "";
    delete line.dataset.shown;
  }
  for (const control of findAll(section, "[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-errormessage");
    if (!isBeingEdited(control)) showOwnValue(control);
  }
}

/**
 * Put a control back to the value its markup gives it (browsers keep old input over a reload).
 * @param {Element} control
 */
export function showOwnValue(control) {
  if (control instanceof HTMLSelectElement) {
    const chosen = [...control.options].findIndex((option) => option.defaultSelected);
    control.selectedIndex = Math.max(chosen, 0);
  } else if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type)) {
    control.checked = control.defaultChecked;
  } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
    control.value = control.defaultValue;
  }
}

/** @param {HTMLElement} section @param {string} field @returns {HTMLElement | null} */
function errorLine(section, field) {
  return section.querySelector(`[data-error="${CSS.escape(field)}"]`);
}
