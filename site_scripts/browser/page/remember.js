// Keeps what a reader writes on the reader's own device, shows it again as text, and erases it on request.
// Imported by main.js. In: data-remember, data-echo and data-forget, each with a KEY, on fields, places and buttons.

import * as storage from "./storage.js";

// Two lessons may use one key for two things.
const here = (key) => `${location.pathname}#${key}`;
const readKept = (key) => storage.readKept(here(key));
const keep = (key, text) => storage.keep(here(key), text);
const forget = (key) => storage.forget(here(key));

/** @type {WeakMap<Element, ChildNode[]>} what an echo shows while nothing is kept */
const ownContent = new WeakMap();

/** Keeps what is written from now on. Called before the page is there: fields may still come. */
export function watchRemembered(root = document) {
  const save = ({ target }) => {
    const place = target.closest("[data-remember]");
    if (!place || isWidget(place)) return;
    const text = read(place);
    if (text) keep(place.dataset.remember, text);
    else forget(place.dataset.remember);
    echo(root, place.dataset.remember);
  };
  root.addEventListener("input", save);
  root.addEventListener("change", save);
  root.addEventListener("click", ({ target }) => {
    const key = target.closest("[data-forget]")?.dataset.forget;
    if (!key) return;
    forget(key);
    fieldsIn(root)
      .filter((place) => place.dataset.remember === key)
      .forEach((place) => write(place, ""));
    echo(root, key);
  });
}

/** Puts back what was kept, into the fields and echoes of a part of the page. @param {ParentNode} root */
export function putBackRemembered(root = document) {
  for (const place of fieldsIn(root)) {
    const kept = readKept(place.dataset.remember);
    if (kept !== null) write(place, kept);
  }
  const keys = [...root.querySelectorAll("[data-echo]")].map((place) => place.dataset.echo);
  for (const key of new Set(keys)) echo(root, key);
}

const fieldsIn = (root) => [...root.querySelectorAll("[data-remember]")].filter((place) => !isWidget(place));

function echo(root, key) {
  const text = readKept(key);
  for (const place of root.querySelectorAll(`[data-echo="${CSS.escape(key)}"]`)) {
    if (!ownContent.has(place)) ownContent.set(place, [...place.childNodes]);
    if (text) place.textContent = text;
    else place.replaceChildren(...ownContent.get(place));
  }
}

/** A section that remembers keeps its state; main.js sees to that. */
const isWidget = (place) => place.matches("[data-widget]");

/** @param {HTMLElement} control @returns {boolean} what is in it is the reader's, kept from before */
export function isRemembered(control) {
  const place = control.closest("[data-remember]");
  return place !== null && !isWidget(place);
}

/** A field has a text; in a group of choices it is the value of the chosen one. */
function read(place) {
  if ("value" in place && place.matches("input, textarea, select")) return place.value;
  return place.querySelector("input:checked")?.value ?? "";
}

function write(place, text) {
  if (place.matches("input, textarea, select")) {
    place.value = text;
    return;
  }
  for (const choice of place.querySelectorAll("input[type=radio], input[type=checkbox]"))
    choice.checked = choice.value === text;
}
