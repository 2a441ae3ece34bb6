// The loss of every epoch, as numbers. Pure: no page, no chart.
// Losses come in as {from, values}; a curve goes out as points, {epochs, losses}, one array each.
// Step back over an edit returns to the curve as it was before, so each segment of the past has its own.

/** @import { Losses } from "../types.js" */

/** In the order of their epochs; NaN is the loss where a stretch begins that nobody has told us about. */
/** @typedef {{epochs: Uint32Array, losses: Float64Array}} Points */

/** As many points of one curve, and of all segments' together, are kept (12 bytes each); the rest is thinned out. */
const MOST = 2 ** 17;
const MOST_OF_ALL = 2 ** 19;
/** Of so many neighbours, on average, the lowest and the highest stay. */
const GROUP = 4;

class Curve {
  epochs = new Uint32Array(256);
  losses = new Float64Array(256);
  /** So many points. */
  count = 0;
  /** So many epochs were told, the first included. */
  told = 0;

  /** @returns {Points} views, not copies */
  get points() {
    return { epochs: this.epochs.subarray(0, this.count), losses: this.losses.subarray(0, this.count) };
  }

  /** @param {number} epoch @param {number} loss */
  push(epoch, loss) {
    if (this.count === MOST) this.thin();
    if (this.count === this.losses.length) {
      const { epochs, losses } = this;
      this.epochs = new Uint32Array(2 * losses.length);
      this.epochs.set(epochs);
      this.losses = new Float64Array(2 * losses.length);
      this.losses.set(losses);
    }
    this.epochs[this.count] = epoch;
    this.losses[this.count] = loss;
    this.count += 1;
  }

  /** Everything from this epoch on is forgotten. @param {number} epoch */
  cut(epoch) {
    this.count = firstFrom(this.points, epoch);
    this.told = Math.min(this.told, epoch);
  }

  /** Half of the points stay at most, evenly spread over the epochs, with every spike, the first and the last. */
  thin() {
    const { epochs, losses } = this;
    const last = this.count - 1;
    const width = (GROUP * epochs[last]) / this.count;
    let kept = 1;
    for (let start = 1, next = 1; start < last; start = next) {
      const end = (Math.floor(epochs[start] / width) + 1) * width;
      while (next < last && epochs[next] < end) next += 1;
      for (const place of lowAndHigh(losses, start, next)) {
        epochs[kept] = epochs[place];
        losses[kept] = losses[place];
        kept += 1;
      }
    }
    epochs[kept] = epochs[last];
    losses[kept] = losses[last];
    this.count = kept + 1;
  }
}

/**
 * @param {Float64Array} losses @param {number} start @param {number} end
 * @returns {number[]} the places of the lowest and the highest from start to end, in their order
 */
function lowAndHigh(losses, start, end) {
  let low = start;
  let high = start;
  for (let place = start + 1; place < end; place += 1) {
    if (losses[place] < losses[low]) low = place;
    if (losses[place] > losses[high]) high = place;
  }
  return low === high ? [low] : [Math.min(low, high), Math.max(low, high)];
}

/** @param {Points} points @param {number} epoch @returns {number} the place of the first one that is not before it */
function firstFrom({ epochs }, epoch) {
  let [low, high] = [0, epochs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (epochs[middle] < epoch) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Points} points @param {number} epoch @returns {number} the place of the one that is nearest to it */
export function nearest(points, epoch) {
  const after = Math.min(firstFrom(points, epoch), points.epochs.length - 1);
  const before = Math.max(after - 1, 0);
  return epoch - points.epochs[before] < points.epochs[after] - epoch ? before : after;
}

export class LossCurves {
  constructor() {
    /** @type {Map<number, Curve>} */
    this.bySegment = new Map();
    this.segment = 0;
  }

  /** @returns {Points} the present segment's */
  get present() {
    return (this.bySegment.get(this.segment) ?? new Curve()).points;
  }

  /**
   * Write the values at their places and cut off what lies after them.
   * @param {Losses} losses
   * @param {number} segment where the state stands that these losses lead to
   */
  write({ from, values }, segment = this.segment) {
    const curve = this.bySegment.get(segment) ?? this.#goOn();
    this.bySegment.set(segment, curve);
    this.segment = segment;
    curve.cut(from);
    // Epochs that nobody has told us about are left out of the picture.
    if (from > curve.told) curve.push(curve.told, NaN);
    for (const [place, loss] of values.entries()) curve.push(from + place, loss);
    curve.told = from + values.length;
    this.#thinOut(curve);
  }

  /** A new segment's curve begins as the present one. */
  #goOn() {
    const curve = new Curve();
    const before = this.bySegment.get(this.segment);
    if (!before) return curve;
    curve.epochs = before.epochs.slice();
    curve.losses = before.losses.slice();
    curve.count = before.count;
    curve.told = before.told;
    return curve;
  }

  /** @param {Curve} present the one that is looked at: it stays as it is */
  #thinOut(present) {
    const others = [...this.bySegment.values()].filter((curve) => curve !== present && curve.count > GROUP);
    let total = others.reduce((sum, { count }) => sum + count, present.count);
    while (total > MOST_OF_ALL && others.length) {
      const longest = others.reduce((most, curve) => (curve.count > most.count ? curve : most));
      total -= longest.count;
      longest.thin();
      longest.epochs = longest.epochs.slice(0, longest.count);
      longest.losses = longest.losses.slice(0, longest.count);
      total += longest.count;
    }
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
 * @param {Points} points
 * @param {number} columns
 * @returns {[number[], number[]]} epochs and losses
 */
export function decimate({ epochs, losses }, columns) {
  if (losses.length <= 2 * columns) return [[...epochs], [...losses]];
  const last = losses.length - 1;
  const places = [0];
  for (let start = 1, next = 1; start < last; start = next) {
    const column = Math.floor((epochs[start] * columns) / epochs[last]);
    while (next < last && Math.floor((epochs[next] * columns) / epochs[last]) === column) next += 1;
    places.push(...lowAndHigh(losses, start, next));
  }
  places.push(last);
  return [places.map((place) => epochs[place]), places.map((place) => losses[place])];
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
