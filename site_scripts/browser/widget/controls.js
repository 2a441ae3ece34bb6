// Turns what the reader does in a widget into events and commands, as docs/contribute/how-it-works.md says.
// In: a section. Out: the calls of Actions in page.d.ts.

import { nearest } from "../parts/elements.js";
import { watchDrags } from "./drags.js";

/** @import { Actions, Field, Merge, SendOptions } from "../page.js" */
/** @import { WidgetEvent } from "../types.js" */

/** The newest value only. @type {Merge} */
const newest = (_waiting, newer) => newer;

/** @param {HTMLElement} section @param {Actions} actions */
export function watchControls(section, { send, command, settled, refusals }) {
  section.addEventListener("submit", (submit) => submit.preventDefault());
  // Pressing a button ends an entry, and its refusal may come before the button is let go: nobody has read it then.
  let refusedAtPress = 0;
  section.addEventListener("pointerdown", () => {
    refusedAtPress = refusals();
  });
  section.addEventListener("click", (click) => {
    const hasPress = click.detail > 0; // a key's click has none
    if (hasPress && refusedAtPress !== refusals()) return;
    const button = nearest(click.target, "[data-command], [data-event]:not([data-into])");
    if (!button || button.getAttribute("aria-disabled") === "true" || section.dataset.dragging === "ended") return;
    if (button.dataset.command) command(button.dataset.command, button);
    else send(ownEvent(button), { control: button });
  });
  watchForms(section, watchFields(section, send, settled));
  watchDrags(section, send);
}

/**
 * @param {HTMLElement} section @param {Actions["send"]} send @param {Actions["settled"]} settled
 * @returns {(field: Field) => void} sends what stands in a field, if it was not sent
 */
function watchFields(section, send, settled) {
  /** @type {object | null} */
  let gesture = null;
  /** @type {WeakMap<Field, string | boolean>} what each control has sent last */
  const sent = new WeakMap();
  /** @param {Field} control @param {SendOptions} [options] */
  const sendValue = (control, options) => {
    sent.set(control, currentValue(control));
    send(eventOf(control), { control, ...options });
  };
  section.addEventListener("input", ({ target }) => {
    if (!isField(target)) return;
    if (target.type === "range") {
      gesture ??= {};
      target.dataset.edited = "";
      sendValue(target, { merge: newest, gesture });
    } else if (isText(target)) {
      target.dataset.edited = "";
    }
  });
  section.addEventListener("change", ({ target }) => {
    if (!isField(target)) return;
    delete target.dataset.edited;
    if (target.type === "range") sendValue(target, { merge: newest, gesture });
    else sendValue(target);
    gesture = null;
  });
  /** @param {EventTarget | null} control */
  const giveUp = (control) => {
    if (!(control instanceof HTMLElement && "edited" in control.dataset)) return;
    delete control.dataset.edited;
    settled(control);
  };
  section.addEventListener("focusout", ({ target }) => giveUp(target));
  section.addEventListener("keydown", ({ key, target }) => key === "Escape" && isText(target) && giveUp(target));
  return (field) => {
    if (currentValue(field) && sent.get(field) !== currentValue(field)) sendValue(field);
  };
}

/**
 * Before a form's button asks for a verdict, what stands in the form must be known, be it put back from the device.
 * @param {HTMLElement} section @param {(field: Field) => void} sendUnsent
 */
function watchForms(section, sendUnsent) {
  section.addEventListener(
    "click",
    ({ target }) => {
      const button = nearest(target, "button[type=submit]");
      const form = button instanceof HTMLButtonElement ? button.form : null;
      for (const field of form?.elements ?? []) if (isField(field)) sendUnsent(field);
    },
    { capture: true },
  );
}

/** @param {Field} control @returns {string | boolean} false or "" when nothing is chosen or written */
export function currentValue(control) {
  if (!(control instanceof HTMLInputElement)) return control.value;
  if (control.type === "checkbox") return control.checked;
  if (control.type === "radio") return control.checked ? control.value : "";
  return control.value;
}

/** @param {Field} control @returns {WidgetEvent} the event of a field, with its value put in */
export function eventOf(control) {
  return { ...ownEvent(control), [control.dataset.into ?? ""]: currentValue(control) };
}

/** @param {HTMLElement} control @returns {WidgetEvent} what its markup says */
export const ownEvent = (control) => JSON.parse(control.dataset.event ?? "");

/** @param {EventTarget | null} target @returns {target is Field} */
const isField = (target) => target instanceof Element && target.matches("[data-event][data-into]");

/** @param {EventTarget | null} target */
const isText = (target) =>
  target instanceof Element && target.matches("textarea, input:not([type=range], [type=checkbox], [type=radio])");
