// Keeps a whole build in the browser's cache storage, file by file, each checked by its hash.
// It works in the page and in the service worker alike.
// In: the site's root address and its offline-files.json. Out: caches named by site and build, complete or not there.

import { sha256 } from "../parts/sha256.js";

/** @import { SiteFile, SiteList } from "../types.js" */

const LIST = "offline-files.json";
/** A server that sends nothing for so long (ms) is given up. */
const SILENCE = 30_000;
/** So many files at a time: enough to hide a server's distance, few enough to hold in memory. */
const AT_ONCE = 4;

/** @param {string} root @returns {string} what the names of all caches of this site begin with */
const prefix = (root) => `nudge ${root} `;

/** @param {string} root @param {string} build @returns {string} */
export const cacheName = (root, build) => prefix(root) + build;

/** @param {string} root @returns {Promise<string[]>} the caches of this site; another one may share its origin */
export async function siteCaches(root) {
  return (await caches.keys()).filter((name) => name.startsWith(prefix(root)));
}

/** @param {string} root @returns {Promise<SiteList>} what the server has now */
export async function fetchList(root) {
  const response = await fetch(new URL(LIST, root), { cache: "no-cache" });
  if (!response.ok) throw new Error(`the list of files is missing (the server answered ${response.status})`);
  return response.json();
}

/** @param {SiteList} list @returns {number} bytes */
export const sizeOf = (list) => list.files.reduce((sum, { size }) => sum + size, 0);

/** @param {string} root @param {SiteList} list @returns {Promise<number>} bytes of it that are here, from a try that failed */
export async function sizeHere(root, list) {
  if (!(await caches.has(cacheName(root, list.build)))) return 0;
  const requests = await (await caches.open(cacheName(root, list.build))).keys();
  const here = new Set(requests.map(({ url }) => url));
  return list.files.reduce((sum, { path, size }) => sum + (here.has(new URL(path, root).href) ? size : 0), 0);
}

/**
 * The newest build that is kept whole. The list is written last, so a cache without it was never finished.
 * @param {string} root @returns {Promise<SiteList | undefined>}
 */
export async function keptList(root) {
  for (const name of (await siteCaches(root)).reverse()) {
    const response = await (await caches.open(name)).match(new URL(LIST, root).href);
    if (response) return response.json();
  }
  return undefined;
}

/** @param {string} root @param {string} build @returns {Promise<boolean>} */
export async function isKept(root, build) {
  if (!(await caches.has(cacheName(root, build)))) return false;
  return Boolean(await (await caches.open(cacheName(root, build))).match(new URL(LIST, root).href));
}

/**
 * @param {Response} response @param {string} expected
 * @returns {Promise<{bytes: ArrayBuffer, intact: boolean}>}
 */
async function readChecked(response, expected) {
  const bytes = await response.arrayBuffer();
  return { bytes, intact: (await sha256(bytes)) === expected };
}

/**
 * A whole answer, as long as something of it keeps coming.
 * @param {string} address @param {AbortSignal} [signal] @returns {Promise<Response>}
 */
async function fetchPatiently(address, signal) {
  const silence = new AbortController();
  signal?.addEventListener("abort", () => silence.abort(signal.reason), { once: true });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(new Error("nothing more came from the server")), SILENCE);
  };
  hear();
  try {
    const response = await fetch(address, { cache: "no-cache", signal: silence.signal });
    /** @type {TransformStream<Uint8Array, Uint8Array>} */
    const heard = new TransformStream({
      transform(piece, controller) {
        hear();
        controller.enqueue(piece);
      },
    });
    const bytes = response.body && (await new Response(response.body.pipeThrough(heard)).arrayBuffer());
    return new Response(bytes, { status: response.status, headers: response.headers });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * One file: from a cache of this site that has it unharmed, else from the server.
 * @param {string} address @param {SiteFile} file @param {Cache[]} older @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
async function getFile(address, file, older, signal) {
  for (const cache of older) {
    const response = await cache.match(address);
    if (!response) continue;
    const { bytes, intact } = await readChecked(response, file.sha256);
    if (intact) return keepable(bytes, response);
  }
  const response = await fetchPatiently(address, signal);
  if (!response.ok) throw new Error(`${file.path}: the server answered ${response.status}`);
  const { bytes, intact } = await readChecked(response, file.sha256);
  if (!intact) throw new Error(`${file.path} changed while it was being kept; the site may just have been renewed`);
  return keepable(bytes, response);
}

/**
 * A response that was redirected may not answer a navigation, so a plain one is kept.
 * @param {ArrayBuffer} bytes @param {Response} response
 */
function keepable(bytes, response) {
  const type = response.headers.get("Content-Type") ?? "application/octet-stream";
  return new Response(bytes, { headers: { "Content-Type": type, "Content-Length": String(bytes.byteLength) } });
}

/**
 * Keeps a whole build. What was kept before something failed stays, so that the next try asks only for the rest; where the
 * reader stops it, or the room is short, nothing stays.
 * @param {string} root @param {SiteList} list
 * @param {{onProgress?: (bytes: number) => void, signal?: AbortSignal}} [options]
 */
export async function keep(root, list, { onProgress = () => {}, signal } = {}) {
  const name = cacheName(root, list.build);
  const older = await Promise.all((await siteCaches(root)).map((other) => caches.open(other)));
  const cache = await caches.open(name);
  const waiting = [...list.files];
  let done = 0;
  // Raced, so that "Stop" need not wait for a server or a disk that hangs.
  /** @type {Promise<never>} */
  const stopped = new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const address = new URL(file.path, root).href;
      await cache.put(address, await getFile(address, file, older, signal));
      done += file.size;
      onProgress(done);
    }
  };
  try {
    await Promise.race([Promise.all(Array.from({ length: AT_ONCE }, work)), stopped]);
    await cache.put(new URL(LIST, root).href, Response.json(list));
  } catch (error) {
    waiting.length = 0;
    if (signal?.aborted || /** @type {Error} */ (error).name === "QuotaExceededError") await caches.delete(name);
    throw error;
  }
}

/** @param {string} root @param {string[]} [except] names of caches that stay */
export async function removeCaches(root, except = []) {
  const names = (await siteCaches(root)).filter((name) => !except.includes(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}
