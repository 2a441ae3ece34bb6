// Turns what the reader does in a widget into events and commands, as the markup says (docs/contribute/how-it-works.md).
// Imported by widgets.js. Out: send(event, {control, merge, gesture}) and command(name, control).
// `merge` joins an event to the one still waiting: null when they must stay two. `gesture` is one drag or one hold of keys.

/** Change a pixel of dragging makes. */
const PER_PIXEL = 0.01;
/** A press that moves less is a click. */
const DRAG_STARTS_AT = 3;

/** The newest value only. @param {object} _old @param {object} newer */
const newest = (_old, newer) => newer;
/** Small changes add up. Counted in hundredths, so that 0.1 + 0.2 is 0.3. */
const sum = (old, newer) => ({ ...newer, by: (Math.round(old.by * 100) + Math.round(newer.by * 100)) / 100 });

/**
 * @param {HTMLElement} section
 * @param {{send: (event: object, options?: object) => void, command: (name: string, control: HTMLElement) => void,
 *   settled: (control: HTMLElement) => void, refusals: () => number}} to settled: editing has ended without an event;
 *   refusals: how many events were refused so far
 */
export function watchControls(section, { send, command, settled, refusals }) {
  section.addEventListener("submit", (submit) => submit.preventDefault());
  // Pressing a button ends an entry, and its refusal may come before the button is let go: who has pressed has not read it.
  let refusedAtPress = 0;
  section.addEventListener("pointerdown", () => (refusedAtPress = refusals()));
  section.addEventListener("click", (click) => {
    const hasPress = click.detail > 0; // a key's click has none
    if (hasPress && refusedAtPress !== refusals()) return;
    const button = click.target.closest("[data-command], [data-event]:not([data-into])");
    if (!button || button.getAttribute("aria-disabled") === "true" || section.dataset.dragging === "ended") return;
    if (button.dataset.command) command(button.dataset.command, button);
    else send(JSON.parse(button.dataset.event), { control: button });
  });
  watchFields(section, send, settled);
  watchKeys(section, send);
  watchDrags(section, send);
}

function watchFields(section, send, settled) {
  let gesture = null;
  /** @type {WeakMap<HTMLElement, string | boolean>} what each control has sent last */
  const sent = new WeakMap();
  const sendValue = (control, options) => {
    sent.set(control, valueOf(control));
    send(eventOf(control), { control, ...options });
  };
  // Before a form's button asks for a verdict, what stands in the form must be known, be it put back from the device.
  section.addEventListener(
    "click",
    ({ target }) => {
      const form = target.closest("button[type=submit]")?.form;
      for (const field of form?.querySelectorAll("[data-event][data-into]") ?? []) {
        if (valueOf(field) && sent.get(field) !== valueOf(field)) sendValue(field);
      }
    },
    { capture: true },
  );
  section.addEventListener("input", ({ target }) => {
    if (!target.matches("[data-event][data-into]")) return;
    if (target.type === "range") {
      gesture ??= {};
      target.dataset.edited = "";
      sendValue(target, { merge: newest, gesture });
    } else if (isText(target)) {
      target.dataset.edited = "";
    }
  });
  section.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-event][data-into]")) return;
    delete target.dataset.edited;
    if (target.type === "range") sendValue(target, { merge: newest, gesture });
    else sendValue(target);
    gesture = null;
  });
  const giveUp = (control) => {
    if (!("edited" in control.dataset)) return;
    delete control.dataset.edited;
    settled(control);
  };
  section.addEventListener("focusout", ({ target }) => target.dataset && giveUp(target));
  section.addEventListener("keydown", ({ key, target }) => key === "Escape" && isText(target) && giveUp(target));
}

/** @param {HTMLInputElement} control @returns {string | boolean} false or "" when nothing is chosen or written */
export function valueOf(control) {
  if (control.type === "checkbox") return control.checked;
  if (control.type === "radio") return control.checked ? control.value : "";
  return control.value;
}

/** @param {HTMLInputElement} control @returns {object} the event of a field, with its value put in */
export function eventOf(control) {
  return { ...JSON.parse(control.dataset.event), [control.dataset.into]: valueOf(control) };
}

const isText = (control) => control.matches("textarea, input:not([type=range], [type=checkbox], [type=radio])");

function watchKeys(section, send) {
  let held = null;
  section.addEventListener("focusout", () => (held = null));
  section.addEventListener("keydown", (press) => {
    const handle = press.target.closest("[data-nudge]");
    if (!handle || press.ctrlKey || press.metaKey || press.altKey) return;
    const small = press.shiftKey ? 0.01 : 0.1;
    const by = { ArrowUp: small, ArrowRight: small, ArrowDown: -small, ArrowLeft: -small, PageUp: 1, PageDown: -1 }[
      press.key
    ];
    if (press.key === "Enter" && handle.dataset.event) send(JSON.parse(handle.dataset.event), { control: handle });
    if (by === undefined) return;
    press.preventDefault();
    held ??= {};
    send({ ...JSON.parse(handle.dataset.nudge), by }, { control: handle, merge: sum, gesture: held });
  });
}

function watchDrags(section, send) {
  let drag = null;
  section.addEventListener("pointerdown", (press) => {
    const handle = press.target.closest("[data-nudge]");
    if (!handle || press.button !== 0) return;
    // A finger that starts on a node mostly wants to scroll: it drags only what was tapped before.
    if (press.pointerType === "touch" && handle !== document.activeElement) return;
    drag = { handle, event: JSON.parse(handle.dataset.nudge), from: press.clientY, sent: 0, gesture: {}, moved: false };
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
    send(
      { ...drag.event, by: Math.round(by * 100) / 100 },
      { control: drag.handle, merge: sum, gesture: drag.gesture },
    );
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
