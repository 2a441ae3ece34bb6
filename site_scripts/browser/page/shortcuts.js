// Keeps the theme's single-letter shortcuts from readers: whoever types a number where none is taken, or talks to the
// computer, must not leave the page (WCAG 2.1.4). In: presses of one letter, sign or digit. Out: they end at the document,
// and the theme, which listens at the window, never hears them.

/** @param {KeyboardEvent} press */
const isLetter = ({ key, ctrlKey, metaKey, altKey }) => key.length === 1 && !ctrlKey && !metaKey && !altKey;

export function silenceShortcuts() {
  document.addEventListener("keydown", (press) => isLetter(press) && press.stopPropagation());
}
