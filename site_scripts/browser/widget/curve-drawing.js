// The loss curve as a drawing that stands by itself, for a file; on the page chart.js draws it.
// In: the curve's points. Out: an <svg>.

import { decimate } from "../parts/curve.js";
import { lossScale } from "../parts/loss-scale.js";
import { countText, lossText } from "../parts/numbers.js";
import { framed, svg } from "./drawing.js";

const [WIDTH, HEIGHT] = [720, 400];
const [LEFT, RIGHT, TOP, BOTTOM] = [84, 20, 44, 48];
const INK = "#1d2430";
const LINES = "#dfe3ea";
const CURVE = "#2f5bd3";
const FONT = { "font-family": "sans-serif", "font-size": "13", fill: INK };

/** @import { Points } from "../parts/curve.js" */

/** @param {Points} points @returns {SVGSVGElement} */
export function curveDrawing(points) {
  const [epochs, values] = decimate(points, WIDTH);
  const scale = lossScale(values, false);
  const last = Math.max(epochs.at(-1) ?? 0, 1);
  const across = (/** @type {number} */ epoch) => LEFT + (epoch / last) * (WIDTH - LEFT - RIGHT);
  const up = (/** @type {number} */ place) => HEIGHT - BOTTOM - place * (HEIGHT - TOP - BOTTOM);
  const drawing = /** @type {SVGSVGElement} */ (svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}` }));
  for (const { place, text } of scale.ticks) {
    const y = String(up(place));
    drawing.append(
      svg("path", { d: `M${LEFT} ${y}H${WIDTH - RIGHT}`, stroke: LINES }),
      svg("text", { ...FONT, x: String(LEFT - 8), y: String(up(place) + 4), "text-anchor": "end" }, text ?? ""),
    );
  }
  for (const epoch of roundTicks(last)) {
    const at = { x: String(across(epoch)), y: String(HEIGHT - BOTTOM + 20), "text-anchor": "middle" };
    drawing.append(svg("text", { ...FONT, ...at }, countText(epoch)));
  }
  const title = `Loss over ${countText(last)} epochs: ${lossText(values[0])} to ${lossText(values[values.length - 1])}`;
  drawing.append(
    svg("text", { ...FONT, x: String(LEFT), y: "26", "font-weight": "600" }, title),
    svg("text", { ...FONT, x: String(WIDTH - RIGHT), y: String(HEIGHT - 8), "text-anchor": "end" }, "epoch"),
    svg("path", { d: line(epochs, values), fill: "none", stroke: CURVE, "stroke-width": "2" }),
  );
  return framed(drawing, title, "#fff");

  /** @param {number[]} xs @param {number[]} ys */
  function line(xs, ys) {
    let isOn = false;
    return xs
      .map((epoch, index) => {
        const place = scale.place(ys[index]);
        const way = isOn ? "L" : "M";
        isOn = place !== null && place !== undefined;
        return isOn ? `${way}${across(epoch).toFixed(2)} ${up(place ?? 0).toFixed(2)}` : "";
      })
      .join("");
  }
}

/** @param {number} last @returns {number[]} about six round epochs */
function roundTicks(last) {
  let step = 1;
  for (let k = 0; last / step > 6; k += 1) step = [2, 5, 10][k % 3] * 10 ** Math.floor(k / 3);
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
}
