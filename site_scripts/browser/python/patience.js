// Decides whether the snapshot of Python's memory is still waited for: Python boots without it too, only later. Pure.

/** What a boot without it takes longer (ms), on a machine of the slower kind. */
const SAVED = 4_000;
/** After so long (ms) it is known how fast the line is. */
const SETTLED = 3_000;
/** On a line on which it would take longer than this (ms), the other files come sooner without it. */
const LONG = 8_000;

/**
 * @param {{left: number, speed: number, age: number, alone: number | undefined}} seen bytes that are missing; bytes a
 *   millisecond; for how long the line has been open; for how long all other files have been here
 */
export function isWorthWaiting({ left, speed, age, alone }) {
  const due = left / speed;
  return alone === undefined ? age < SETTLED || due <= LONG : alone + due <= SAVED;
}
