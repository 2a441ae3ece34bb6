// Play: lets time ask for epochs, or for one move a second. One request is under way at a time.
// In: a Widget with a data-command="play" button. Out: its train and step events.

/** Milliseconds between two moves in the speed "moves". */
const MOVE_TIME = 1000;
/** What the build has recorded: Play begins before Python is there. @type {WidgetEvent} */
const ONE_EPOCH = { type: "train", epochs: 1 };
/** When Python falls behind, at most this much time is made up for: the speed drops, the page stays alive. */
const LONGEST_DEBT = 250;

/** @import { WidgetEvent } from "../types.js" */

/**
 * @param {string} speed "moves" or epochs a second
 * @param {number} elapsed milliseconds since the last event that was due
 * @returns {{event: WidgetEvent, used: number} | null} the event that is due and the time it stands for
 */
export function due(speed, elapsed) {
  if (speed === "moves") return elapsed >= MOVE_TIME ? { event: { type: "step", moves: 1 }, used: elapsed } : null;
  const rate = Number(speed) / 1000;
  if (!(rate > 0)) throw new Error(`data-speed: got "${speed}"; use moves or a number of epochs a second`);
  const epochs = Math.floor(rate * Math.min(elapsed, Math.max(LONGEST_DEBT, 1 / rate)));
  if (epochs < 1) return null;
  return { event: { type: "train", epochs }, used: elapsed > LONGEST_DEBT ? elapsed : epochs / rate };
}

/** @param {import("./widget.js").Widget} widget */
export function mountPlay(widget) {
  const buttons = () => widget.findAll('[data-command="play"]');
  const [button] = buttons();
  if (!button) return;
  /** @type {HTMLSelectElement | null} */
  const choice = widget.section.querySelector("[data-speed]");
  const speed = () => choice?.value ?? "1";
  const kind = () => (speed() === "moves" ? "moves" : "epochs");
  const name = button.textContent;
  let playing = false;
  let frame = 0;

  const sentence = () => widget.section.querySelector('[data-slot="sentence"]');
  const showPlaying = () => {
    for (const one of buttons()) one.textContent = playing ? "Pause" : name;
    for (const { dataset } of widget.roots) {
      if (playing) dataset.playing = kind();
      else delete dataset.playing;
    }
  };

  const stop = () => {
    if (!playing) return;
    playing = false;
    cancelAnimationFrame(frame);
    showPlaying();
    announce(sentence());
  };

  const start = () => {
    playing = true;
    showPlaying();
    sentence()?.setAttribute("aria-live", "off"); // sixty sentences a second are no help
    // The first event is due at once: a click on Play shows something in the next frame.
    let last = performance.now() - (kind() === "moves" ? MOVE_TIME : 1000 / Number(speed()));
    /** @param {number} now */
    const tick = async (now) => {
      const next = due(speed(), now - last);
      if (next) {
        last += next.used;
        const isAtHand = kind() === "moves" || widget.isAtHand(next.event);
        await widget.send(isAtHand ? next.event : ONE_EPOCH);
      }
      if (playing) frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  };

  widget.commands.set("play", () => (playing ? stop() : start()));
  widget.addEventListener("asked", stop);
  widget.addEventListener("refused", stop);
  widget.addEventListener("shown", () => (widget.answer?.diverged || widget.answer?.ended) && stop());
  choice?.addEventListener("change", () => {
    if (playing) showPlaying();
  });
  widget.addEventListener("window", showPlaying);
  document.addEventListener("visibilitychange", () => document.hidden && stop());
}

/** Make a live region say what it holds: screen readers speak of what is put in anew. @param {Element | null} region */
function announce(region) {
  if (!region) return;
  region.setAttribute("aria-live", "polite");
  requestAnimationFrame(() => region.replaceChildren(...[...region.childNodes].map((node) => node.cloneNode(true))));
}
