// Escape hides a word's explanation, which the style sheet draws while the word is pointed at or focused.
// In: `.word` elements. Out: `data-dismissed` on a word, until pointer and focus have left it.

import { findAll, nearest } from "./elements.js";

export function watchWords() {
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const word of findAll(document, ".word:is(:hover, :focus-within)")) word.dataset.dismissed = "";
  });
  /** @param {MouseEvent | FocusEvent} leaving */
  const forget = ({ target, relatedTarget }) => {
    const word = nearest(target, ".word");
    if (word && !word.contains(/** @type {Node | null} */ (relatedTarget))) delete word.dataset.dismissed;
  };
  document.addEventListener("mouseout", forget);
  document.addEventListener("focusout", forget);
}
