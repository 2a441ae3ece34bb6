// Opens a field on the label of a number in a drawing, so that what is changed is changed where it stands.
// In: a handle with data-edit (the event without its `text`) and aria-valuenow. Out: send(event, {control}).

import { element } from "../parts/elements.js";

/** @import { Actions } from "../page.js" */

/** The field's least width in pixels: a number of some digits. */
const LEAST = 92;
const HEIGHT = 30;

/**
 * Open the field over the handle's label, its number marked: what is typed takes its place.
 * @param {HTMLElement} section @param {HTMLElement} handle @param {Actions["send"]} send
 */
export function openField(section, handle, send) {
  if (!handle.dataset.edit) return;
  closeField(section);
  const place = handle.closest("[data-slot]")?.parentElement;
  if (!place) return;
  const field = element("input", {
    type: "text",
    class: "label-field",
    autocomplete: "off",
    value: readable(handle),
    "aria-label": handle.getAttribute("aria-label") ?? "",
    "data-nudge": handle.dataset.nudge ?? "",
  });
  place.append(field);
  put(field, handle);
  field.focus({ preventScroll: true });
  field.select();
  const commit = () => {
    if (!("typed" in field.dataset)) return;
    delete field.dataset.typed;
    send({ ...JSON.parse(handle.dataset.edit ?? ""), text: field.value }, { control: handle });
  };
  field.addEventListener("input", () => {
    field.dataset.typed = "";
  });
  field.addEventListener("keydown", (press) => {
    if (press.key !== "Enter" && press.key !== "Escape") return;
    press.preventDefault();
    press.stopPropagation();
    if (press.key === "Escape") delete field.dataset.typed;
    handle.focus({ preventScroll: true }); // the field loses the focus, and closes
  });
  field.addEventListener("focusout", () => {
    commit();
    field.remove();
  });
  new MutationObserver(() => {
    if (!("typed" in field.dataset)) field.value = readable(handle); // an arrow key has changed it
  }).observe(handle, { attributeFilter: ["aria-valuenow"] });
}

/** @param {HTMLElement} section */
export function closeField(section) {
  const field = section.querySelector(".label-field");
  if (!(field instanceof HTMLElement)) return;
  delete field.dataset.typed;
  field.blur();
  field.remove(); // where it had no focus to lose
}

/** Every digit, as one types it. @param {HTMLElement} handle */
const readable = (handle) => (handle.getAttribute("aria-valuenow") ?? "").replace(/\.0$/, "");

/** @param {HTMLElement} field one that is in the page @param {HTMLElement} handle */
function put(field, handle) {
  const label = (handle.querySelector(".pill, .hit, .node") ?? handle).getBoundingClientRect();
  const around = (field.offsetParent ?? document.body).getBoundingClientRect();
  const width = Math.max(label.width, LEAST);
  const left = label.left + label.width / 2 - width / 2 - around.left;
  Object.assign(field.style, {
    width: `${width}px`,
    height: `${HEIGHT}px`,
    left: `${Math.min(Math.max(left, 0), around.width - width)}px`,
    top: `${label.top + label.height / 2 - HEIGHT / 2 - around.top}px`,
  });
}
