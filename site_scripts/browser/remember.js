// Keeps what a reader writes on the reader's own device, shows it again as text, and erases it on request.
// Imported by main.js. In: data-remember, data-echo and data-forget, each with a KEY, on fields, places and buttons.

import * as storage from "./storage.js";

// Two lessons may use one key for two things.
const here = (key) => `${location.pathname}#${key}`;
const readKept = (key) => storage.readKept(here(key));
const keep = (key, text) => storage.keep(here(key), text);
const forget = (key) => storage.forget(here(key));

export function watchRemembered(root = document) {
  const echoes = [...root.querySelectorAll("[data-echo]")].map((place) => ({ place, own: [...place.childNodes] }));

  const echo = (key) => {
    const text = readKept(key);
    for (const { place, own } of echoes) {
      if (place.dataset.echo !== key) continue;
      if (text) place.textContent = text;
      else place.replaceChildren(...own);
    }
  };

  const fieldsOf = (key) => [...root.querySelectorAll(`[data-remember="${CSS.escape(key)}"]`)].filter((place) => !isWidget(place));

  for (const place of root.querySelectorAll("[data-remember]")) {
    if (isWidget(place)) continue;
    const kept = readKept(place.dataset.remember);
    if (kept !== null) write(place, kept);
  }
  new Set(echoes.map(({ place }) => place.dataset.echo)).forEach(echo);

  const save = ({ target }) => {
    const place = target.closest("[data-remember]");
    if (!place || isWidget(place)) return;
    const text = read(place);
    if (text) keep(place.dataset.remember, text);
    else forget(place.dataset.remember);
    echo(place.dataset.remember);
  };
  root.addEventListener("input", save);
  root.addEventListener("change", save);
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-forget]");
    if (!button) return;
    forget(button.dataset.forget);
    fieldsOf(button.dataset.forget).forEach((place) => write(place, ""));
    echo(button.dataset.forget);
  });
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
  for (const choice of place.querySelectorAll("input[type=radio], input[type=checkbox]")) choice.checked = choice.value === text;
}
