// Where a loss stands on the curve's axis, and what is written there. Pure: no page, no chart.
// uPlot gets places between 0 and 1 only. Its own axes have no ticks for losses such as 1e20, and may never end.

import { powerText, tickText } from "./numbers.js";

/** @typedef {{place: (loss: number) => number | null, ticks: {place: number, text: string}[]}} LossScale */

/** Room above the highest loss: a twentieth. */
const HEADROOM = 1.05;
const MOST_TICKS = 6;

/**
 * @param {number[]} losses NaN where an epoch is not known
 * @param {boolean} logarithmic
 * @returns {LossScale} `place` from 0, the lower end, to 1; null for what has no place: log 0, or no number
 */
export function lossScale(losses, logarithmic) {
  const known = losses.filter((loss) => Number.isFinite(loss) && (loss > 0 || !logarithmic));
  if (!known.length) return { place: () => null, ticks: [] };
  const low = known.reduce((least, loss) => Math.min(least, loss));
  const high = known.reduce((most, loss) => Math.max(most, loss));
  return logarithmic ? logarithmicScale(low, high) : linearScale(high || 1);
}

/**
 * From 0, with steps of 1, 2, 2.5 or 5 times a power of ten.
 * @param {number} high @returns {LossScale}
 */
function linearScale(high) {
  /** @param {number} loss */
  const place = (loss) => (Number.isFinite(loss) ? loss / high / HEADROOM : null);
  const least = high / (MOST_TICKS - 1);
  const power = 10 ** Math.floor(Math.log10(least));
  // The smallest floats of all have no power of ten among the floats.
  const step = [1, 2, 2.5, 5, 10].map((digit) => digit * power).find((one) => one >= least && one > 0) ?? high;
  const ticks = [];
  for (let k = 0; k * step <= high; k += 1)
    ticks.push({ place: (k * step) / high / HEADROOM, text: tickText(k * step) });
  return { place, ticks };
}

/**
 * Whole powers of ten at both ends; between them as many as there is room for, or 2 and 5 where they are near.
 * @param {number} low @param {number} high @returns {LossScale}
 */
function logarithmicScale(low, high) {
  const bottom = Math.floor(Math.log10(low));
  const top = Math.max(Math.ceil(Math.log10(high)), bottom + 1);
  /** @param {number} power */
  const of = (power) => (power - bottom) / (top - bottom);
  const stride = Math.ceil((top - bottom) / MOST_TICKS);
  const digits = top - bottom <= 2 ? [1, 2, 5] : [1];
  const ticks = [];
  for (let power = bottom; power <= top; power += stride) {
    for (const digit of power < top ? digits : [1]) {
      const text = Math.abs(power) > 3 ? powerText(String(digit), String(power)) : tickText(digit * 10 ** power);
      ticks.push({ place: of(power + Math.log10(digit)), text });
    }
  }
  return { place: (loss) => (loss > 0 && Number.isFinite(loss) ? of(Math.log10(loss)) : null), ticks };
}
