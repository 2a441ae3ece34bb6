// Numbers as a reader sees them, where Python cannot be asked at every turn of the pointer. Pure: no page.
// The form is that of lesson_core/markup/numbers.py; a test compares the two.

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** From here on a number has a power of ten. */
const WIDE = 1e4;

/** @param {number} many @returns {string} of things: 2,250 */
export const countText = (many) => many.toLocaleString("en-US");

/**
 * A loss, as `fmt` of lesson_core writes it with six places.
 * @param {number} loss
 * @returns {string}
 */
export function lossText(loss) {
  if (Number.isNaN(loss)) return "–";
  if (!Number.isFinite(loss)) return "∞";
  const text = loss.toFixed(6);
  const shown = Number(text);
  if (shown >= WIDE || (shown < 1e-5 && shown !== loss)) {
    const [digits, power] = loss.toExponential(1).split("e");
    return powerText(digits, power);
  }
  const [whole, places] = text.split(".");
  return `${countText(Number(whole))}.${places}`;
}

/**
 * A round number on an axis, without the last digits of a float: 0.3, 2.5 × 10⁻⁷, 1 × 10³⁰⁰.
 * @param {number} value
 * @returns {string}
 */
export function tickText(value) {
  const isPlain = value === 0 || (value < WIDE && value >= 1e-4);
  if (isPlain) return Number(value.toPrecision(6)).toLocaleString("en-US", { maximumFractionDigits: 9 });
  const [digits, power] = value.toExponential(5).split("e");
  return powerText(String(Number(digits)), power);
}

/** @param {string} digits @param {string} power @returns {string} 1.0 × 10⁻⁵, with spaces that do not break */
export function powerText(digits, power) {
  const raised = [...power].map((sign) => (sign === "-" ? "⁻" : (RAISED[Number(sign)] ?? "")));
  return `${digits}\u202f×\u202f10${raised.join("")}`;
}
