// Lays out what lies below the first screen piece by piece, once the page is open. Imported by main.js.
// In: the one rule of theme/partials/later.css, which puts blocks off (content-visibility: auto). Out: they are like others.

/** The faces that formulas are set in: a formula laid out before they have come is laid out twice. */
const FACES = ["1em KaTeX_Main", "italic 1em KaTeX_Math"];

/** Milliseconds of work after which the page may do something else: a frame, a click. */
const SLICE = 4;

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** @returns {Iterable<HTMLElement>} the blocks that the rule puts off */
function blocksPutOff() {
  let rule = document.querySelector("style[data-later]")?.sheet;
  while (rule?.cssRules?.length) rule = rule.cssRules[0];
  return rule?.selectorText ? document.querySelectorAll(rule.selectorText) : [];
}

/** @returns {Promise<void>} when everything is laid out: only then scripts that read the page find all its text */
export async function layOutLater() {
  if (document.querySelector(".katex")) await Promise.allSettled(FACES.map((face) => document.fonts.load(face)));
  let began = -Infinity;
  for (const block of blocksPutOff()) {
    if (performance.now() - began > SLICE) {
      await nextTask();
      began = performance.now();
    }
    block.style.contentVisibility = "visible";
    void block.offsetHeight; // laid out now, and not all together in the next frame
  }
}
