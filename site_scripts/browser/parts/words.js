// Escape hides a word's explanation, which the style sheet draws while the word is pointed at or focused.
// Imported by main.js. In: `.word` elements; out: `data-dismissed` on a word, until pointer and focus have left it.

/** @param {Document | HTMLElement} root */
export function watchWords(root = document) {
  root.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const word of root.querySelectorAll(".word:is(:hover, :focus-within)")) word.dataset.dismissed = "";
  });
  for (const leaving of ["mouseout", "focusout"]) {
    root.addEventListener(leaving, ({ target, relatedTarget }) => {
      const word = target.closest?.(".word");
      if (word && !word.contains(relatedTarget)) delete word.dataset.dismissed;
    });
  }
}
