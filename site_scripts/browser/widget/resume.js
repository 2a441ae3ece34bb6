// Shows a state that was kept, or that comes from outside, in a widget; and finds the losses on the way to it again.
// In: a Widget and Work. Out: the state shown, or what is wrong with it.

import { findAll } from "../parts/elements.js";
import { pieces } from "./past.js";
import { SHOW_AGAIN } from "./replies.js";

/** @import { LessonMistake, WidgetState } from "../types.js" */
/** @import { Entry } from "./past.js" */
/** @import { Widget } from "./widget.js" */

/**
 * A state, where it stands in words, and what Step back leads to.
 * @typedef {{state: WidgetState, where?: string, past?: Entry[]}} Work
 */

/** Epochs are worked out anew for the curve at 30,000 a second: more than a second's worth is left out. */
const MOST_MOVES = 150_000;

/**
 * @param {Widget} widget @param {Work} work
 * @returns {Promise<LessonMistake | null>} what is wrong with the state; without a `kind` where Python could not be had
 */
export async function resume(widget, { state, past }) {
  /** @type {LessonMistake | null} */
  let refused = null;
  const opening = widget.timeline.opening.state;
  const onRefused = (/** @type {LessonMistake} */ error) => {
    refused = error;
  };
  // Nobody has just done this: it is not read out.
  const regions = findAll(widget.section, "[data-slot]:is([role=status], [aria-live=polite])");
  for (const region of regions) region.setAttribute("aria-live", "off");
  await widget.enqueue(
    () =>
      widget.knows(state)
        ? { start: state, events: [SHOW_AGAIN], resumed: { past } }
        : { start: opening, events: [{ type: "restore", state }], resumed: { past } },
    { onRefused },
  );
  for (const region of regions) region.setAttribute("aria-live", "polite");
  return refused;
}

/** The curve up to here is asked for again, quietly. @param {Widget} widget */
export function retrace(widget) {
  if (widget.timeline.curves) void widget.queue.add({ run: () => findLosses(widget) });
}

/** @param {Widget} widget */
async function findLosses(widget) {
  const { timeline } = widget;
  const legs = timeline.legs();
  let first = legs.length;
  for (let room = MOST_MOVES; first > 0 && room >= legs[first - 1].moves; first -= 1) room -= legs[first - 1].moves;
  try {
    let here = timeline.state;
    for (const { state, moves } of legs.slice(first)) {
      const steps = (moves ? pieces(moves) : []).map((count) => ({ type: "step", moves: count }));
      here = state;
      for (const event of [SHOW_AGAIN, ...steps]) {
        const reply = await widget.ask(here, event);
        if (!reply.ok) return;
        if (reply.losses) timeline.curves?.write(reply.losses, reply.position?.segment);
        here = reply.state;
      }
    }
    // A state of this lesson before its numbers were changed has another past.
    const now = await widget.ask(timeline.state, SHOW_AGAIN);
    if (now.ok && (first === legs.length || !timeline.isPresent(here))) timeline.forgetPast(now);
  } catch (error) {
    if (!(error instanceof Error && "kind" in error)) throw error; // Python is gone: the curve begins here
  }
  widget.updateButtons();
  widget.dispatchEvent(new Event("shown"));
}
