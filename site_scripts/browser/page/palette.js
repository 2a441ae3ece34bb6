// The reader's choice of colours: the device's, light or dark. Kept on the device; the page's head puts it back.
// In: the buttons of [data-palette], one a choice (data-scheme); the chosen one is shown and leads to the next.
// Out: data-md-color-scheme on <body>, which the styles obey.

import { findAll } from "../parts/elements.js";
import { forget, keep, readKept } from "./storage.js";

const KEY = "palette";
const AUTO = "auto";

export function mountPalette() {
  const buttons = findAll(document, "[data-palette] button");
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const show = () => {
    const kept = readKept(KEY);
    const chosen = kept !== null && buttons.some(({ dataset }) => dataset.scheme === kept) ? kept : AUTO;
    const scheme = chosen !== AUTO ? chosen : dark.matches ? "slate" : "default";
    if (document.body.dataset.mdColorScheme !== scheme) document.body.dataset.mdColorScheme = scheme;
    for (const button of buttons) button.hidden = button.dataset.scheme !== chosen;
  };

  buttons.forEach((button, index) => {
    button.addEventListener("click", () => {
      const next = buttons[(index + 1) % buttons.length];
      const scheme = next.dataset.scheme ?? AUTO;
      if (scheme === AUTO) forget(KEY);
      else keep(KEY, scheme);
      show();
      next.focus();
    });
  });
  dark.addEventListener("change", show);
  show();
}
