// One thing, one highlight: hover, focus or tap on a term lights it everywhere in the page.
// Imported by main.js. In: elements with data-term="NAME". Out: the class `lit` on every element of the same names.

/** @returns {{refresh: () => void}} refresh lights anew after markup has changed */
export function watchTerms(root = document) {
  /** @type {{hover: string[], focus: string[], tap: string[]}} the newest of them that names something is shown */
  const names = { hover: [], focus: [], tap: [] };

  const lit = () => new Set([names.hover, names.tap, names.focus].find((some) => some.length) ?? []);

  const refresh = () => {
    const wanted = lit();
    for (const element of root.querySelectorAll(".lit[data-term]")) {
      if (!wanted.has(element.dataset.term)) element.classList.remove("lit");
    }
    for (const name of wanted) {
      for (const element of root.querySelectorAll(`[data-term="${CSS.escape(name)}"]`)) element.classList.add("lit");
    }
  };

  const point = (how, target) => {
    const found = namesAround(target);
    if (found.join() === names[how].join()) return;
    names[how] = found;
    refresh();
  };

  root.addEventListener("pointerover", (over) => over.pointerType !== "touch" && point("hover", over.target));
  root.addEventListener("pointerout", (out) => !out.relatedTarget && point("hover", null));
  root.addEventListener("focusin", ({ target }) => point("focus", target));
  root.addEventListener("focusout", () => point("focus", null));
  root.addEventListener("pointerup", (up) => up.pointerType === "touch" && point("tap", up.target));
  return { refresh };
}

/** The names of the element and of all its ancestors inside the widget. */
function namesAround(target) {
  const found = [];
  let element = target instanceof Element ? target.closest("[data-term]") : null;
  while (element) {
    found.push(element.dataset.term);
    const parent = element.parentElement;
    element = parent && element.closest("[data-widget]") !== parent ? parent.closest("[data-term]") : null;
  }
  return found;
}
