// Lays out what lies below the first screen piece by piece, once the page is open.
// In: the one rule of theme/partials/later.css, which puts blocks off (content-visibility: auto).
// Out: they are like others.

import { findAll } from "../parts/elements.js";
import { nextTask } from "../parts/turns.js";

/** The faces that formulas are set in: a formula laid out before they have come is laid out twice. */
const FACES = ["1em KaTeX_Main", "italic 1em KaTeX_Math"];

/** Milliseconds of work after which the page may do something else: a frame, a click. */
const SLICE = 4;

/** @returns {HTMLElement[]} the blocks that the rule puts off */
function blocksPutOff() {
  /** @type {HTMLStyleElement | null} */
  const style = document.querySelector("style[data-later]");
  /** @type {CSSStyleSheet | CSSRule | null | undefined} */
  let rule = style?.sheet;
  while (rule && "cssRules" in rule && rule.cssRules instanceof CSSRuleList && rule.cssRules.length) {
    rule = rule.cssRules[0];
  }
  return rule instanceof CSSStyleRule ? findAll(document, rule.selectorText) : [];
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
