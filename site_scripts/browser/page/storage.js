// Keeps small texts on the reader's own device. The only module that touches localStorage.
// Values are strings; what is kept stays within this site.
// Where the browser refuses storage (private windows, full disk, some file:// pages) texts live until the page closes.

const PREFIX = "nudge:";

/** @type {Map<string, string>} what could not be written to the device, for as long as the page is open */
const inMemory = new Map();

/**
 * @param {string} key
 * @returns {string | null} the text kept under the key, null when there is none
 */
export function readKept(key) {
  const unwritten = inMemory.get(key);
  if (unwritten !== undefined) return unwritten;
  try {
    return localStorage.getItem(PREFIX + key);
  } catch (error) {
    reportOnce(error);
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} text
 */
export function keep(key, text) {
  try {
    localStorage.setItem(PREFIX + key, text);
    inMemory.delete(key);
  } catch (error) {
    inMemory.set(key, text);
    reportOnce(error);
  }
}

/** @param {string} key */
export function forget(key) {
  inMemory.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch (error) {
    reportOnce(error);
  }
}

/**
 * @param {string} key
 * @returns {any} what was kept as JSON, or null; what is no longer JSON is forgotten
 */
export function readKeptJson(key) {
  const text = readKept(key);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    console.info(`Nudge forgets what it kept under "${key}": it is damaged (${/** @type {Error} */ (error).message}).`);
    forget(key);
    return null;
  }
}

let reported = false;

/**
 * Refused storage is the reader's choice and no defect: one quiet line for whoever opens the console.
 * @param {unknown} error
 */
function reportOnce(error) {
  if (reported) return;
  reported = true;
  const { name } = /** @type {Error} */ (error);
  console.info(`Nudge keeps what you write only until this page closes: the browser refused storage (${name}).`);
}
