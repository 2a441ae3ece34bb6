// Turns drags and arrow keys on a handle into events that say by how much.
// In: elements with data-nudge, the event without its `by`. Out: send(event, {control, merge, gesture}).

import { nearest } from "../parts/elements.js";

/** @import { Actions, Merge } from "../page.js" */
/** @import { WidgetEvent } from "../types.js" */

/** Change a pixel of dragging makes. */
const PER_PIXEL = 0.01;
/** With these a number begins. */
const TYPED = /^[\d.,+−–-]$/;
/** A press that moves less is a click. */
const DRAG_STARTS_AT = 3;

/** Small changes add up. Counted in hundredths, so that 0.1 + 0.2 is 0.3. @type {Merge} */
const sum = (waiting, newer) => ({ ...newer, by: (inHundredths(waiting) + inHundredths(newer)) / 100 });

/** @param {WidgetEvent} event one with `by` */
const inHundredths = ({ by }) => Math.round(Number(by) * 100);

/** @param {HTMLElement} section @param {Actions["send"]} send */
export function watchDrags(section, send) {
  watchKeys(section, send);
  watchPointer(section, send);
}

/** @param {HTMLElement} section @param {Actions["send"]} send */
function watchKeys(section, send) {
  /** @type {object | null} */
  let held = null;
  section.addEventListener("focusout", () => {
    held = null;
  });
  section.addEventListener("keydown", (press) => {
    const handle = nearest(press.target, "[data-nudge]");
    if (!handle || press.ctrlKey || press.metaKey || press.altKey) return;
    const choose = () => handle.dataset.event && send(JSON.parse(handle.dataset.event), { control: handle });
    if (press.key === "Enter") choose();
    if (press.key === "Home" || press.key === "End") press.preventDefault(); // it has no ends, and the page must stay
    if (TYPED.test(press.key) && typeInto(document.getElementById(handle.dataset.field ?? ""))) choose();
    const by = changeOf(press);
    if (by === undefined) return;
    press.preventDefault();
    held ??= {};
    send({ ...nudgeOf(handle), by }, { control: handle, merge: sum, gesture: held });
  });
}

/**
 * What is being typed goes into the field, in the place of what stands there.
 * @param {HTMLElement | null} field @returns {boolean} false where none is to be seen
 */
function typeInto(field) {
  if (!(field instanceof HTMLInputElement && field.checkVisibility())) return false;
  field.focus();
  field.select();
  return true;
}

/** @param {KeyboardEvent} press @returns {number | undefined} */
function changeOf({ key, shiftKey }) {
  const small = shiftKey ? 0.01 : 0.1;
  switch (key) {
    case "ArrowUp":
    case "ArrowRight":
      return small;
    case "ArrowDown":
    case "ArrowLeft":
      return -small;
    case "PageUp":
      return 1;
    case "PageDown":
      return -1;
  }
}

/** @param {HTMLElement} section @param {Actions["send"]} send */
function watchPointer(section, send) {
  /** @type {{handle: HTMLElement, event: WidgetEvent, from: number, sent: number, moved: boolean} | null} */
  let drag = null;
  section.addEventListener("pointerdown", (press) => {
    const handle = nearest(press.target, "[data-nudge]");
    if (!handle || press.button !== 0) return;
    // A finger that starts on a node mostly wants to scroll: it drags only what was tapped before.
    if (press.pointerType === "touch" && handle !== document.activeElement) return;
    drag = { handle, event: nudgeOf(handle), from: press.clientY, sent: 0, moved: false };
  });
  section.addEventListener("pointermove", (move) => {
    if (!drag) return;
    const pixels = Math.round(drag.from - move.clientY);
    if (!drag.moved && Math.abs(pixels) < DRAG_STARTS_AT) return;
    if (!drag.moved) {
      drag.moved = true;
      section.dataset.dragging = "";
      section.setPointerCapture(move.pointerId); // the picture is drawn anew under the pointer, the section stays
    }
    if (pixels === drag.sent) return;
    const by = (pixels - drag.sent) * PER_PIXEL;
    drag.sent = pixels;
    send({ ...drag.event, by: Math.round(by * 100) / 100 }, { control: drag.handle, merge: sum, gesture: drag });
  });
  const end = () => {
    if (!drag) return;
    // The browser sends a click after a drag too; it comes before the next task.
    if (drag.moved) {
      section.dataset.dragging = "ended";
      setTimeout(() => delete section.dataset.dragging);
    }
    drag = null;
  };
  section.addEventListener("pointerup", end);
  section.addEventListener("pointercancel", end);
}

/** @param {HTMLElement} handle @returns {WidgetEvent} */
const nudgeOf = (handle) => JSON.parse(handle.dataset.nudge ?? "");
