// Switches motion off and on: data-motion="off" on <html>, kept on the device. The styles obey it.
// Imported by main.js. The reader's system setting (prefers-reduced-motion) is obeyed by the styles in any case.

import { forget, keep, readKept } from "./storage.js";

const KEY = "motion";

/** Puts back what the reader chose before. */
export function restoreMotion() {
  if (readKept(KEY) === "off") document.documentElement.dataset.motion = "off";
}

/** @param {import("../widget/widget.js").Widget} widget */
export function mountMotion(widget) {
  const show = () => {
    const isOn = document.documentElement.dataset.motion !== "off";
    for (const button of document.querySelectorAll('[data-command="motion"]')) {
      button.textContent = isOn ? "Motion on" : "Motion off";
      button.removeAttribute("aria-pressed"); // the words say it; both would say it twice, and once wrongly
    }
  };
  widget.commands.motion = () => {
    if (document.documentElement.dataset.motion === "off") {
      delete document.documentElement.dataset.motion;
      forget(KEY);
    } else {
      document.documentElement.dataset.motion = "off";
      keep(KEY, "off");
    }
    show();
  };
  show();
}
