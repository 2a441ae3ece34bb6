// Ties a widget to the network it asks about: it looks again when that network has changed and both are at rest.
// Imported by main.js. In: two Widgets. Out: the event {"type": "look"}; widgets.js puts the network's state into it.

/**
 * @param {import("./widgets.js").Widget} widget the one with data-for
 * @param {import("./widgets.js").Widget} network the one it names
 */
export function tie(widget, network) {
  let seen = network.state;
  let frame = 0;
  const look = () => {
    frame = 0;
    const isBusy = !network.isIdle || !widget.isIdle || "playing" in network.section.dataset;
    if (isBusy || network.state === seen) return; // whatever keeps it busy ends with "idle" or "paused"
    seen = network.state;
    widget.send({ type: "look" });
  };
  const soon = () => (frame ||= requestAnimationFrame(look));
  network.addEventListener("shown", soon);
  network.addEventListener("idle", soon);
  network.addEventListener("paused", soon);
  widget.addEventListener("idle", soon);
}
