// Switches motion off and on: data-motion="off" on <html>, kept on the device. The styles obey it.
// The reader's system setting (prefers-reduced-motion) is obeyed by the styles in any case: then there is nothing to switch.

import { findAll } from "../parts/elements.js";
import { forget, keep, readKept } from "./storage.js";

const KEY = "motion";
const REDUCED = matchMedia("(prefers-reduced-motion: reduce)");

/** Puts back what the reader chose before. */
export function restoreMotion() {
  if (readKept(KEY) === "off") document.documentElement.dataset.motion = "off";
}

/** @param {Map<string, (control: HTMLElement) => void>} commands a widget's: it gets the command "motion" */
export function mountMotion(commands) {
  const show = () => {
    const isOn = document.documentElement.dataset.motion !== "off";
    for (const button of findAll(document, '[data-command="motion"]')) {
      button.hidden = REDUCED.matches;
      button.textContent = isOn ? "Motion on" : "Motion off";
      button.removeAttribute("aria-pressed"); // the words say it; both would say it twice, and once wrongly
    }
  };
  commands.set("motion", () => {
    if (document.documentElement.dataset.motion === "off") {
      delete document.documentElement.dataset.motion;
      forget(KEY);
    } else {
      document.documentElement.dataset.motion = "off";
      keep(KEY, "off");
    }
    show();
  });
  show();
  REDUCED.addEventListener("change", show);
}
