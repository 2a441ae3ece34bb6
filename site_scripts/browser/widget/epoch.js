// Keeps the pictures of the five moves on the reader's numbers: they show the epoch that begins where the values were set
// last. Training changes nothing there, an edit does.
// In: the widget that the pictures are windows on, and the network it is about. Out: its state, newest last.

import { SHOW_AGAIN } from "./replies.js";

/** @import { WidgetState } from "../types.js" */
/** @import { Widget } from "./widget.js" */

/** @param {Widget} epoch @param {Widget} network */
export function followEpoch(epoch, network) {
  const follow = () => {
    if (epoch.queue.last || isSame(epoch, network)) return; // what waits takes the newest when its turn comes
    const plan = () =>
      isSame(epoch, network)
        ? null
        : { start: { ...epoch.state, network: network.timeline.begun }, events: [SHOW_AGAIN] };
    // What goes wrong is said where the reader has changed something.
    void epoch.enqueue(plan, { onRefused: () => {} });
  };
  network.addEventListener("shown", follow);
}

/** @param {Widget} epoch @param {Widget} network */
function isSame(epoch, network) {
  const { network: shown } = /** @type {{network: WidgetState}} */ (epoch.state);
  return JSON.stringify(shown["problem"]) === JSON.stringify(network.timeline.begun["problem"]);
}
