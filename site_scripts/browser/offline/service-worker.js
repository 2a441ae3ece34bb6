// Answers for the site from what the reader chose to keep. Registered only once a whole build is kept.
// A bundle of its own: publish puts `self.nudgeBuild = "..."` before it and lays it at the site's root.
// In: requests of this site's pages; messages {kind: "build" | "take-over" | "tidy"}. Out: responses, the build.

import { cacheName, fetchList, isKept, keep, removeCaches, siteCaches } from "./store.js";

/** @import { ToServiceWorker } from "../types.js" */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const ROOT = worker.registration.scope;
const BUILD = globalThis.nudgeBuild;
const CACHE = cacheName(ROOT, BUILD);
/** Which pages were open when this version took over, kept in its cache since a worker's memory is short. */
const EARLIER_PAGES = new URL("earlier-pages", ROOT).href;

/** Keeps the new build before it may take over; unchanged files are copied from the old one. */
async function install() {
  if (await isKept(ROOT, BUILD)) return;
  const list = await fetchList(ROOT);
  if (list.build !== BUILD) throw new Error(`the server has build ${list.build} already; this is ${BUILD}`);
  await keep(ROOT, list);
}

/** Pages of the old build may still be open and may still ask for its files: what they need stays until they close. */
async function activate() {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const cache = await caches.open(CACHE);
  await cache.put(EARLIER_PAGES, Response.json(pages.map(({ id }) => id)));
  await worker.clients.claim();
  await removeOldBuilds();
}

async function removeOldBuilds() {
  const cache = await caches.open(CACHE);
  const response = await cache.match(EARLIER_PAGES);
  if (!response) return;
  const open = await Promise.all((await response.json()).map(/** @param {string} id */ (id) => worker.clients.get(id)));
  if (open.some(Boolean)) return;
  await cache.delete(EARLIER_PAGES);
  await removeCaches(ROOT, [CACHE]);
}

/** @param {Request} request @returns {string[]} the addresses under which a page may be kept */
function pageAddresses(request) {
  const { origin, pathname } = new URL(request.url);
  const address = origin + pathname;
  return pathname.endsWith("/") ? [`${address}index.html`] : [address, `${address}.html`, `${address}/index.html`];
}

/**
 * From this build, else from an older one still in use.
 * @param {string[]} addresses @returns {Promise<Response | undefined>}
 */
async function findKept(addresses) {
  const names = [CACHE, ...(await siteCaches(ROOT)).filter((name) => name !== CACHE)];
  for (const name of names) {
    const cache = await caches.open(name);
    for (const address of addresses) {
      const response = await cache.match(address, { ignoreVary: true });
      if (response) return response;
    }
  }
  return undefined;
}

/**
 * Pages: the kept one, whatever the server has by now. A newer page without its files would be bare as soon as the line drops;
 * it comes with all of them, when the browser has found the newer service worker.
 * @param {Request} request
 */
async function answerPage(request) {
  const kept = await findKept(pageAddresses(request));
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    const missing = new URL("404.html", ROOT).href;
    // To its own address, from which its links lead somewhere.
    if (await findKept([missing])) return Response.redirect(missing);
    throw error;
  }
}

/** Everything else: the kept copy, since its name or its build says what it holds. @param {Request} request */
async function answerFile(request) {
  const address = request.url.split(/[?#]/)[0];
  if (request.cache === "reload") return renew(request, address);
  return (await findKept([address])) ?? fetch(request);
}

/**
 * After a boot that failed, the page asks for the server's copy: it replaces a kept one that may be damaged.
 * @param {Request} request @param {string} address
 */
async function renew(request, address) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok && (await cache.match(address))) await cache.put(address, response.clone());
    return response;
  } catch (error) {
    const kept = await findKept([address]);
    if (kept) return kept;
    throw error;
  }
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT)) return;
  if (request.mode === "navigate") {
    event.respondWith(answerPage(request));
  } else if (!request.url.endsWith("/offline-files.json")) {
    event.respondWith(answerFile(request));
  }
});

worker.addEventListener("message", (event) => {
  /** @type {ToServiceWorker} */
  const message = event.data;
  switch (message.kind) {
    case "build":
      event.ports[0].postMessage(BUILD);
      break;
    case "take-over":
      event.waitUntil(worker.skipWaiting());
      break;
    case "tidy":
      event.waitUntil(removeOldBuilds());
      break;
  }
});
