// Keeps what a reader writes on the reader's own device, shows it again as text, and erases it on request.
// In: data-remember, data-echo and data-forget, each with a KEY, on fields, places and buttons; data-promise with the words
// that hold where the browser keeps nothing.

import { findAll, nearest } from "../parts/elements.js";
import * as storage from "./storage.js";

/** What a button that erases says once it has done so. */
const UNDO = "Undo";

/**
 * Where a text of this page is kept. An answer belongs to its question: after a change of the author's, the answer to the
 * former question stays where it is, and the new one begins empty.
 * @param {HTMLElement} place
 */
function keyOf(place) {
  const question = nearest(place, "[data-fence]")?.dataset.fence;
  return `${storage.pageName()}#${place.dataset.remember}${question ? `@${question}` : ""}`;
}

/** @type {WeakMap<HTMLElement, {words: string, erased: string}>} what a button can bring back, and its own words */
const erasedBy = new WeakMap();

/** @type {WeakMap<Element, ChildNode[]>} what an echo shows while nothing is kept */
const ownContent = new WeakMap();

/** Keeps what is written from now on. Called before the page is there: fields may still come. */
export function watchRemembered() {
  document.addEventListener("input", save);
  document.addEventListener("change", save);
  document.addEventListener("click", ({ target }) => {
    const button = nearest(target, "[data-forget]");
    if (button) eraseOrUndo(button);
  });
}

/** At one press what was written is gone, at the next it is back. @param {HTMLElement} button */
function eraseOrUndo(button) {
  const key = button.dataset.forget ?? "";
  const places = fieldsIn(document).filter((place) => place.dataset.remember === key);
  const before = erasedBy.get(button);
  const text = before?.erased ?? "";
  const [erased] = places.map(read);
  if (!before && !erased) return;
  if (before) endUndo(button);
  else {
    erasedBy.set(button, { words: button.textContent, erased });
    button.textContent = UNDO;
  }
  for (const place of places) {
    write(place, text);
    keepText(place, text);
  }
  echo(document, key);
}

/** @param {HTMLElement} button */
function endUndo(button) {
  button.textContent = erasedBy.get(button)?.words ?? button.textContent;
  erasedBy.delete(button);
}

/** Where the browser keeps nothing, no sentence says that it does. */
export function keepPromises() {
  storage.whenRefused(() => {
    for (const place of findAll(document, "[data-promise]")) place.textContent = place.dataset.promise ?? "";
  });
}

/**
 * Puts back what is kept, into the fields and echoes of a part of the page.
 * @param {ParentNode} root @param {{orElse?: string}} [options] what stands in a field for which nothing is kept
 */
export function putBackRemembered(root = document, { orElse } = {}) {
  for (const place of fieldsIn(root)) {
    const kept = storage.readKept(keyOf(place)) ?? orElse;
    if (kept !== undefined) write(place, kept);
  }
  const keys = findAll(root, "[data-echo]").map((place) => place.dataset.echo ?? "");
  for (const key of new Set(keys)) echo(root, key);
}

/** @param {HTMLElement} control @returns {boolean} what is in it is the reader's, kept from before */
export function isRemembered(control) {
  return nearest(control, "[data-remember]") !== null;
}

/** @param {Event} change */
function save({ target }) {
  const place = nearest(target, "[data-remember]");
  if (!place) return;
  const key = place.dataset.remember ?? "";
  keepText(place, read(place));
  for (const button of findAll(document, `[data-forget="${CSS.escape(key)}"]`)) endUndo(button);
  echo(document, key);
}

/** @param {HTMLElement} place @param {string} text */
function keepText(place, text) {
  if (text) storage.keep(keyOf(place), text);
  else storage.forget(keyOf(place));
}

/** @param {ParentNode} root @param {string} key */
function echo(root, key) {
  const field = fieldsIn(document).find((place) => place.dataset.remember === key);
  const text = field && storage.readKept(keyOf(field));
  for (const place of findAll(root, `[data-echo="${CSS.escape(key)}"]`)) {
    const own = ownContent.get(place) ?? [...place.childNodes];
    ownContent.set(place, own);
    if (text) place.textContent = text;
    else place.replaceChildren(...own);
  }
}

/** @param {ParentNode} root */
const fieldsIn = (root) => findAll(root, "[data-remember]");

/** @param {HTMLElement} place @returns {place is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */
const isField = (place) => place.matches("input, textarea, select");

/** A field has a text; in a group of choices it is the value of the chosen one. @param {HTMLElement} place */
function read(place) {
  if (isField(place)) return place.value;
  /** @type {HTMLInputElement | null} */
  const chosen = place.querySelector("input:checked");
  return chosen?.value ?? "";
}

/** @param {HTMLElement} place @param {string} text */
function write(place, text) {
  if (isField(place)) {
    place.value = text;
    return;
  }
  /** @type {NodeListOf<HTMLInputElement>} */
  const choices = place.querySelectorAll("input[type=radio], input[type=checkbox]");
  for (const choice of choices) choice.checked = choice.value === text;
}
