// Turns drags and arrow keys on a handle into events that say by how much.
// In: elements with data-nudge, the event without its `by`; with data-edit, what can be typed on. Out: send(event, ...).

import { nearest } from "../parts/elements.js";
import { closeField, openField } from "./label-field.js";

/** @import { Actions, Merge } from "../page.js" */
/** @import { WidgetEvent } from "../types.js" */

/** Change a pixel of dragging makes. */
const PER_PIXEL = 0.01;
/** In a field only these keys make a step. */
const ACROSS = /^(Arrow(Up|Down)|Page(Up|Down))$/;
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
  /** @param {Event | null} press whose own effect is not wanted @param {HTMLElement} handle */
  const open = (press, handle) => {
    press?.preventDefault();
    choose(handle, send);
    openField(section, handle, send);
  };
  section.addEventListener("keydown", (press) => {
    const handle = nearest(press.target, "[data-nudge]");
    if (!handle || press.ctrlKey || press.metaKey || press.altKey) return;
    const isField = handle instanceof HTMLInputElement; // opened on the label: letters, Home and ← are its own
    if (press.key === "Home" || press.key === "End") {
      if (!isField) press.preventDefault(); // a number has no ends, and the page must stay
      return;
    }
    if (!isField && press.key === "Enter") return open(press, handle);
    if (!isField && TYPED.test(press.key)) open(null, handle);
    if (isField && !ACROSS.test(press.key)) return;
    const by = changeOf(press);
    if (by === undefined) return;
    press.preventDefault();
    held ??= {};
    send({ ...nudgeOf(handle), by }, { control: handle, merge: sum, gesture: held });
  });
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

/** @typedef {{handle: HTMLElement, event: WidgetEvent, x: number, y: number, axis: "" | "x" | "y", sent: number}} Drag */

/** @param {HTMLElement} section @param {Actions["send"]} send */
function watchPointer(section, send) {
  /** @type {Drag | null} */
  let drag = null;
  /** What had the focus, or its field, before the press: a second click on it opens the field. */
  let wasChosen = false;
  section.addEventListener("pointerdown", (press) => {
    const handle = nearest(press.target, "[data-nudge]");
    if (!handle || press.button !== 0) return;
    wasChosen = handle === document.activeElement;
    drag = { handle, event: nudgeOf(handle), x: press.clientX, y: press.clientY, axis: "", sent: 0 };
  });
  section.addEventListener("pointermove", (move) => {
    if (!drag) return;
    const [across, up] = [move.clientX - drag.x, drag.y - move.clientY].map(Math.round);
    if (!drag.axis) {
      if (Math.max(Math.abs(across), Math.abs(up)) < DRAG_STARTS_AT) return;
      drag.axis = Math.abs(across) > Math.abs(up) ? "x" : "y";
      // A finger that moves up or down wants to scroll, but on what it has tapped before.
      if (drag.axis === "y" && move.pointerType === "touch" && !wasChosen) {
        drag = null;
        return;
      }
      section.dataset.dragging = "";
      section.setPointerCapture(move.pointerId); // the picture is drawn anew under the pointer, the section stays
      closeField(section);
      drag.handle.focus({ preventScroll: true });
    }
    const pixels = drag.axis === "x" ? across : up;
    if (pixels === drag.sent) return;
    const by = (pixels - drag.sent) * PER_PIXEL;
    drag.sent = pixels;
    send({ ...drag.event, by: Math.round(by * 100) / 100 }, { control: drag.handle, merge: sum, gesture: drag });
  });
  const end = () => {
    if (!drag) return;
    // The browser sends a click after a drag too; it comes before the next task.
    if (drag.axis) {
      section.dataset.dragging = "ended";
      setTimeout(() => delete section.dataset.dragging);
    }
    drag = null;
  };
  section.addEventListener("pointerup", end);
  section.addEventListener("pointercancel", end);
  section.addEventListener("click", (click) => {
    const handle = nearest(click.target, "[data-edit]");
    if (!handle || section.dataset.dragging === "ended") return;
    handle.focus({ preventScroll: true }); // not every browser gives it to what is drawn
    // A finger chooses first, so that the next touch can drag; a keyboard over half the window would be in the way.
    const isTouch = click instanceof PointerEvent && click.pointerType === "touch";
    if (!isTouch || wasChosen) openField(section, handle, send);
  });
}

/** @param {HTMLElement} handle @param {Actions["send"]} send */
function choose(handle, send) {
  if (handle.dataset.event) send(JSON.parse(handle.dataset.event), { control: handle });
}

/** @param {HTMLElement} handle @returns {WidgetEvent} */
const nudgeOf = (handle) => JSON.parse(handle.dataset.nudge ?? "");
