// Copy link, and the files that a reader can save and open: what the buttons of a widget's sharing row ask for.
// In: a Widget and its Keeper. Out: an address, downloads, and what is said of them in the keeper's note.

import { isRefused } from "../page/storage.js";
import { LossCurves } from "../parts/curve.js";
import { element } from "../parts/elements.js";
import { curveDrawing } from "./curve-drawing.js";
import { asPng, asSvg } from "./drawing.js";
import { asLinked, decode, encode, LinkError } from "./link.js";
import { pieces } from "./past.js";

/** @import { Keeper } from "./keep.js" */
/** @import { Widget } from "./widget.js" */

/** What a file of ours says it is. */
const FORMAT = "nudge";

/** Bytes of a file: a larger one is none of ours. */
const LARGEST_FILE = 1_000_000;

/** An address that holds a state: #live-network=1.eJy... @param {string} hash */
export function linkIn(hash) {
  const found = /^#([^=]+)=(.*)$/s.exec(hash);
  return found && { id: found[1], text: found[2] };
}

/** @param {Widget} widget @param {Keeper} keeper */
export function mountShare(widget, keeper) {
  if (!widget.section.querySelector('[data-command="copy-link"]')) return;
  const name = `${
    location.pathname
      .split("/")
      .pop()
      ?.replace(/\.html$/, "") || "lesson"
  }-${widget.id}`;
  const drawn = () => /** @type {SVGSVGElement} */ (widget.section.querySelector('[data-slot="picture"] svg'));
  const picture = () => asSvg(drawn(), widget.where ?? "");
  const curve = () => curveDrawing((widget.timeline.curves ?? new LossCurves()).present);
  /** @type {Record<string, () => Promise<void>>} */
  const commands = {
    "copy-link": () => copyLink(widget, keeper),
    "save-file": async () => {
      const { state, where } = keeper.work();
      const whole = { format: FORMAT, version: 1, page: location.pathname, where, widget: widget.name, state };
      download(`${name}.json`, new Blob([JSON.stringify(whole, null, 1)], { type: "application/json" }));
    },
    "open-file": () => openFile(widget, keeper),
    "save-run": async () => download(`${name}-run.csv`, new Blob([await runOf(widget)], { type: "text/csv" })),
    "save-picture-svg": async () => download(`${name}.svg`, svgFile(picture())),
    "save-picture-png": async () => download(`${name}.png`, await asPng(picture())),
    "save-curve-svg": async () => download(`${name}-loss.svg`, svgFile(curve())),
    "save-curve-png": async () => download(`${name}-loss.png`, await asPng(curve())),
  };
  for (const [command, run] of Object.entries(commands)) {
    // What was asked before is answered first, so that it is in what is saved.
    widget.commands.set(command, () => {
      void widget.queue.add({ run: () => run().catch((error) => keeper.say(sentenceOf(error))) });
    });
  }
  // The address tells the state for as long as it is the state.
  widget.addEventListener("asked", () => linkIn(location.hash)?.id === widget.id && showInAddress(""));
}

/** @param {Widget} widget @param {Keeper} keeper @param {string} text */
export async function openLink(widget, keeper, text) {
  widget.section.scrollIntoView();
  try {
    await openLinked(widget, keeper, await decode(text), "link");
  } catch (error) {
    keeper.warn(`The link cannot be opened. ${sentenceOf(error)}`);
  }
  keeper.save();
  if (!isRefused()) showInAddress(""); // now it is kept here, and what the reader does from now on is not lost
}

/** @param {Widget} widget @param {Keeper} keeper @param {import("./link.js").Linked} linked @param {string} source */
async function openLinked(widget, keeper, linked, source) {
  if (linked.widget !== widget.name) throw new LinkError("It was made for another part of a lesson.");
  await keeper.open(linked.state, source);
}

/** @param {Widget} widget @param {Keeper} keeper */
async function copyLink(widget, keeper) {
  const hash = `#${widget.id}=${await encode({ widget: widget.name, state: widget.state })}`;
  showInAddress(hash);
  const address = location.href.split("#")[0] + hash;
  try {
    await navigator.clipboard.writeText(address);
    keeper.say("The link is copied. It holds the whole network; nothing was sent.");
  } catch {
    // Refused, or not there: an address that begins with http, an old browser.
    const field = element("input", { type: "text", readonly: "", class: "shared-address", "aria-label": "The link" });
    field.value = address;
    keeper.say("This browser copies nothing by itself. Copy this link:", [field]);
    field.select();
  }
}

/** @param {string} hash */
function showInAddress(hash) {
  history.replaceState(history.state, "", hash || location.pathname + location.search);
}

/** @param {Widget} widget @param {Keeper} keeper @returns {Promise<void>} */
async function openFile(widget, keeper) {
  const choice = element("input", { type: "file", accept: ".json,application/json" });
  choice.addEventListener("change", async () => {
    const [file] = choice.files ?? [];
    try {
      if (file.size > LARGEST_FILE) throw new LinkError("It is too large to be one of ours.");
      const json = JSON.parse(await file.text());
      if (json?.format !== FORMAT || json.version !== 1) throw new LinkError("It is none that was saved here.");
      await openLinked(widget, keeper, asLinked(json), "file");
    } catch (error) {
      keeper.warn(`The file cannot be opened. ${sentenceOf(error)}`);
    }
  });
  choice.click();
}

/** @param {Widget} widget @returns {Promise<string>} each epoch of the way that led here, as CSV */
async function runOf(widget) {
  const lines = [];
  for (const { state, moves } of widget.timeline.legs()) {
    let here = state;
    for (const [index, count] of pieces(moves).entries()) {
      const reply = await widget.ask(here, { type: "run", moves: count });
      if (!reply.ok) throw new LinkError(reply.error.message);
      const [head, first, ...rest] = reply.table ?? [];
      if (!lines.length) lines.push(head);
      if (index === 0) lines.push(first); // of a later piece it is the end of the one before
      lines.push(...rest);
      here = reply.state;
    }
  }
  return `${lines.join("\n")}\n`;
}

/** @param {SVGSVGElement} drawing */
const svgFile = (drawing) =>
  new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml;charset=utf-8" });

/** @param {string} name @param {Blob} blob */
function download(name, blob) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // once the browser has taken it
}

/** @param {unknown} error */
function sentenceOf(error) {
  if (error instanceof LinkError || (error instanceof Error && "kind" in error)) return error.message;
  if (error instanceof SyntaxError) return "It is cut short or damaged.";
  throw error; // a defect of ours: let the console say so
}
