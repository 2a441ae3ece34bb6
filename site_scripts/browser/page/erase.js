// "Erase all that is kept here": at one press everything that this site keeps on the device is gone, at the next it is back.
// In: what the page does to show what is kept. Out: the storage, emptied or filled again.

import { element, makeButton } from "../parts/elements.js";
import { forget, keep, keptKeys, readKept, whenRefused } from "./storage.js";

/** @param {() => void} renew shows in the whole page what is kept now @returns {HTMLElement} the control */
export function mountErase(renew) {
  const words = element("span", { role: "status" }, "What you do here is kept on this device only.");
  const button = makeButton("Erase all that is kept here", () => (erased ? undo() : erase()));
  /** @type {Map<string, string> | null} */
  let erased = null;
  const erase = () => {
    erased = new Map(keptKeys().map((key) => [key, readKept(key) ?? ""]));
    for (const key of erased.keys()) forget(key);
    renew();
    words.textContent = "All that was kept here is erased.";
    button.textContent = "Undo";
  };
  const undo = () => {
    for (const [key, text] of erased ?? []) keep(key, text);
    erased = null;
    renew();
    words.textContent = "It is all there again.";
    button.textContent = "Erase all that is kept here";
  };
  whenRefused(() => {
    words.textContent = "This browser keeps nothing: what you do here is gone when the page closes.";
    button.hidden = true;
  });
  return element("p", { class: "kept-control page-foot__offline" }, words, " ", button);
}
