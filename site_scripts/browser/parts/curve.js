// The loss of every epoch, as numbers. Pure: no page, no chart.
// Losses come in as {from, values}; a curve goes out as Float64Array or pairs.
// Step back over an edit returns to the curve as it was before, so each segment of the past has its own.

/** @import { Losses } from "../types.js" */

export class LossCurves {
  constructor() {
    /** @type {Map<number, {numbers: Float64Array, length: number}>} */
    this.bySegment = new Map();
    this.segment = 0;
  }

  /** @returns {Float64Array} the loss of epoch 0, 1, 2, ... of the present segment; a view, not a copy */
  get present() {
    const curve = this.bySegment.get(this.segment);
    return curve ? curve.numbers.subarray(0, curve.length) : new Float64Array(0);
  }

  /**
   * Write the values at their places and cut off what lies after them.
   * @param {Losses} losses
   * @param {number} segment where the state stands that these losses lead to
   */
  write({ from, values }, segment = this.segment) {
    let curve = this.bySegment.get(segment);
    if (!curve) {
      const before = this.present;
      const numbers = new Float64Array(Math.max(256, 2 * from));
      numbers.set(before.subarray(0, from));
      // Epochs that nobody has told us about are left out of the picture, not drawn as 0.
      numbers.fill(NaN, Math.min(from, before.length), from);
      curve = { numbers, length: from };
      this.bySegment.set(segment, curve);
    }
    this.segment = segment;
    const length = from + values.length;
    if (length > curve.numbers.length) {
      const larger = new Float64Array(2 * length);
      larger.set(curve.numbers.subarray(0, curve.length));
      curve.numbers = larger;
    }
    if (from > curve.length) curve.numbers.fill(NaN, curve.length, from);
    curve.numbers.set(values, from);
    curve.length = length;
  }

  /** @param {Set<number>} segments the segments that can still be reached; the others are dropped */
  keepOnly(segments) {
    for (const segment of this.bySegment.keys()) {
      if (segment !== this.segment && !segments.has(segment)) this.bySegment.delete(segment);
    }
  }

  clear() {
    this.bySegment.clear();
    this.segment = 0;
  }
}

/**
 * At most two points a pixel: the lowest and the highest loss of each column, at their own epochs, so that no spike is
 * lost. The first and the last epoch are always among them.
 * @param {Float64Array} losses
 * @param {number} columns
 * @returns {[number[], number[]]} epochs and losses
 */
export function decimate(losses, columns) {
  /** @type {number[]} */
  const epochs = [];
  /** @type {number[]} */
  const values = [];
  /** @param {number} epoch */
  const push = (epoch) => {
    epochs.push(epoch);
    values.push(losses[epoch]);
  };
  if (losses.length <= 2 * columns) {
    for (let epoch = 0; epoch < losses.length; epoch += 1) push(epoch);
    return [epochs, values];
  }
  const last = losses.length - 1;
  push(0);
  for (let column = 0; column < columns; column += 1) {
    const start = 1 + Math.floor((column * (last - 1)) / columns);
    const end = 1 + Math.floor(((column + 1) * (last - 1)) / columns);
    let low = start;
    let high = start;
    for (let epoch = start + 1; epoch < end; epoch += 1) {
      if (losses[epoch] < losses[low]) low = epoch;
      if (losses[epoch] > losses[high]) high = epoch;
    }
    push(Math.min(low, high));
    if (low !== high) push(Math.max(low, high));
  }
  push(last);
  return [epochs, values];
}

/**
 * @param {number} length how many epochs there are, epoch 0 included
 * @param {number} most
 * @returns {number[]} at most `most` epochs: the last, and before it every 1st, 2nd, 5th, 10th, 20th, ... from 0 on
 */
export function roundEpochs(length, most) {
  const last = length - 1;
  let step = 1;
  for (let k = 0; Math.ceil(last / step) + 1 > most; k += 1) step = [1, 2, 5][k % 3] * 10 ** Math.floor(k / 3);
  return [...Array.from({ length: Math.ceil(last / step) }, (_, row) => row * step), last];
}
