// Keeps what a reader writes on the reader's own device, shows it again as text, and erases it on request.
// In: data-remember, data-echo and data-forget, each with a KEY, on fields, places and buttons.

import { findAll, nearest } from "../parts/elements.js";
import * as storage from "./storage.js";

// Two lessons may use one key for two things.
/** @param {string} key */
const here = (key) => `${location.pathname}#${key}`;

/** @type {WeakMap<Element, ChildNode[]>} what an echo shows while nothing is kept */
const ownContent = new WeakMap();

/** Keeps what is written from now on. Called before the page is there: fields may still come. */
export function watchRemembered() {
  document.addEventListener("input", save);
  document.addEventListener("change", save);
  document.addEventListener("click", ({ target }) => {
    const key = nearest(target, "[data-forget]")?.dataset.forget;
    if (!key) return;
    storage.forget(here(key));
    for (const place of fieldsIn(document)) if (place.dataset.remember === key) write(place, "");
    echo(document, key);
  });
}

/** Puts back what was kept, into the fields and echoes of a part of the page. @param {ParentNode} root */
export function putBackRemembered(root = document) {
  for (const place of fieldsIn(root)) {
    const kept = storage.readKept(here(place.dataset.remember ?? ""));
    if (kept !== null) write(place, kept);
  }
  const keys = findAll(root, "[data-echo]").map((place) => place.dataset.echo ?? "");
  for (const key of new Set(keys)) echo(root, key);
}

/** @param {HTMLElement} control @returns {boolean} what is in it is the reader's, kept from before */
export function isRemembered(control) {
  const place = nearest(control, "[data-remember]");
  return place !== null && !isWidget(place);
}

/** @param {Event} change */
function save({ target }) {
  const place = nearest(target, "[data-remember]");
  if (!place || isWidget(place)) return;
  const key = place.dataset.remember ?? "";
  const text = read(place);
  if (text) storage.keep(here(key), text);
  else storage.forget(here(key));
  echo(document, key);
}

/** @param {ParentNode} root @param {string} key */
function echo(root, key) {
  const text = storage.readKept(here(key));
  for (const place of findAll(root, `[data-echo="${CSS.escape(key)}"]`)) {
    const own = ownContent.get(place) ?? [...place.childNodes];
    ownContent.set(place, own);
    if (text) place.textContent = text;
    else place.replaceChildren(...own);
  }
}

/** @param {ParentNode} root */
const fieldsIn = (root) => findAll(root, "[data-remember]").filter((place) => !isWidget(place));

/** A section that remembers keeps its state; main.js sees to that. @param {HTMLElement} place */
const isWidget = (place) => place.matches("[data-widget]");

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
