// Keeps small texts on the reader's own device. The only module that touches localStorage.
// Values are strings; what is kept stays within this site. Not IndexedDB: what is kept is small, must be there before a
// widget is mounted, and must be written while the page closes, when no answer is waited for any more.
// Where the browser refuses storage (private windows, full disk, some file:// pages) texts live until the page closes.

const PREFIX = "nudge:";

/** Known only while this script is first run; tests load this module without a page. */
const SCRIPT = /** @type {HTMLScriptElement | null} */ (globalThis.document?.currentScript)?.src;

/** @type {Map<string, string>} what could not be written to the device, for as long as the page is open */
const inMemory = new Map();

/** @type {(() => void)[]} who wants to know that nothing is kept */
const listeners = [];

let refused = false;

/**
 * The page's name in keys: two lessons may use one key for two things. Opened as a file it is the way from the site's
 * root, so that a newer copy of the site in another folder finds what the older one kept.
 * @param {string} [address] of another page of the site
 */
export function pageName(address = location.href) {
  const { pathname } = new URL(address);
  if (location.protocol !== "file:" || !SCRIPT) return pathname;
  const root = new URL("../..", SCRIPT).pathname;
  return `/${pathname.startsWith(root) ? pathname.slice(root.length) : pathname}`;
}

/**
 * @param {string} key
 * @returns {string | null} the text kept under the key, null when there is none
 */
export function readKept(key) {
  const unwritten = inMemory.get(key);
  if (unwritten !== undefined) return unwritten;
  return tried(() => localStorage.getItem(PREFIX + key), null);
}

/**
 * @param {string} key
 * @param {string} text
 */
export function keep(key, text) {
  inMemory.set(key, text);
  tried(() => {
    localStorage.setItem(PREFIX + key, text);
    inMemory.delete(key);
  }, undefined);
}

/** @param {string} key */
export function forget(key) {
  inMemory.delete(key);
  tried(() => localStorage.removeItem(PREFIX + key), undefined);
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

/** @returns {string[]} the keys of all that is kept, by every page of the site */
export function keptKeys() {
  const written = tried(() => Object.keys(localStorage), []).filter((key) => key.startsWith(PREFIX));
  return [...new Set([...inMemory.keys(), ...written.map((key) => key.slice(PREFIX.length))])];
}

/** Whether the browser has refused to keep something. */
export const isRefused = () => refused;

/** @param {() => void} then called as soon as it is known that the browser refuses to keep anything, perhaps now */
export function whenRefused(then) {
  const probe = `${PREFIX}probe`;
  if (!refused) {
    tried(() => {
      localStorage.setItem(probe, "");
      localStorage.removeItem(probe);
    }, undefined);
  }
  if (refused) then();
  else listeners.push(then);
}

/**
 * Refused storage is the reader's choice and no defect: the page says so, and whoever opens the console finds why.
 * @template Result
 * @param {() => Result} use @param {Result} otherwise
 * @returns {Result}
 */
function tried(use, otherwise) {
  try {
    return use();
  } catch (error) {
    if (!refused) {
      refused = true;
      const { name } = /** @type {Error} */ (error);
      console.info(`Nudge keeps what you do only until this page closes: the browser refused storage (${name}).`);
      for (const tell of listeners.splice(0)) tell();
    }
    return otherwise;
  }
}
