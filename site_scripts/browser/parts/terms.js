// One thing, one highlight: hover, focus or tap on a term lights it everywhere in the page.
// In: elements with data-term="NAME". Out: the class `lit` on every element of the same names.

import { findAll, nearest } from "./elements.js";

/** @returns {{refresh: () => void}} refresh lights anew after markup has changed */
export function watchTerms() {
  /** @type {{hover: string[], focus: string[], tap: string[]}} the newest of them that names something is shown */
  const names = { hover: [], focus: [], tap: [] };

  const lit = () => new Set([names.hover, names.tap, names.focus].find((some) => some.length) ?? []);

  const refresh = () => {
    const wanted = lit();
    for (const element of findAll(document, ".lit[data-term]")) {
      if (!wanted.has(termOf(element))) element.classList.remove("lit");
    }
    for (const name of wanted) {
      for (const element of findAll(document, `[data-term="${CSS.escape(name)}"]`)) element.classList.add("lit");
    }
  };

  /** @param {keyof typeof names} how @param {EventTarget | null} target */
  const point = (how, target) => {
    const found = namesAround(target);
    if (found.join() === names[how].join()) return;
    names[how] = found;
    refresh();
  };

  document.addEventListener("pointerover", (over) => over.pointerType !== "touch" && point("hover", over.target));
  document.addEventListener("pointerout", (out) => !out.relatedTarget && point("hover", null));
  document.addEventListener("focusin", ({ target }) => point("focus", target));
  document.addEventListener("focusout", () => point("focus", null));
  document.addEventListener("pointerup", (up) => up.pointerType === "touch" && point("tap", up.target));
  return { refresh };
}

/** @param {HTMLElement} element one with data-term */
const termOf = ({ dataset }) => dataset.term ?? "";

/**
 * The names of the element and of all its ancestors inside the widget.
 * @param {EventTarget | null} target
 */
function namesAround(target) {
  const found = [];
  let element = nearest(target, "[data-term]");
  while (element) {
    found.push(termOf(element));
    const parent = element.parentElement;
    element = parent && element.closest("[data-widget]") !== parent ? nearest(parent, "[data-term]") : null;
  }
  return found;
}
