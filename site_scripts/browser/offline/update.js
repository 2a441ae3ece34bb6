// Tells the reader that a newer build is kept and waits; nothing is changed under an open page until they say so.
// In: the registration of the service worker, or word that a file is missing. Out: a bar at the foot of the window, with the button "Reload".

import { element, makeButton } from "../parts/elements.js";
import { pageManifest } from "../parts/manifest.js";
import { fetchList } from "./store.js";

/** @import { ToServiceWorker } from "../types.js" */

/** @param {ServiceWorker} worker @param {ToServiceWorker} message @param {Transferable[]} [ports] */
const tell = (worker, message, ports = []) => worker.postMessage(message, ports);

/** @param {ServiceWorker} worker @returns {Promise<string>} the build that it answers for */
function askBuild(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    tell(worker, { kind: "build" }, [port2]);
  });
}

/** @param {ServiceWorker} waiting */
function takeOver(waiting) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  tell(waiting, { kind: "take-over" });
}

/** @param {() => void} renew what the button does */
function showBar(renew) {
  document.querySelector(".new-version")?.remove();
  const bar = element("div", { class: "new-version", role: "status" });
  document.body.append(bar);
  // Into an element that stands already, or a screen reader would not say it.
  bar.append(
    "A new version of this site is ready. ",
    makeButton("Reload", renew),
    makeButton("Later", () => bar.remove()),
  );
}

/** @param {ServiceWorker} worker one that is installing or waiting */
function followUntilInstalled(worker) {
  const look = async () => {
    if (worker.state !== "installed" || !navigator.serviceWorker.controller) return;
    // A page that came from the network may be the new version already.
    if ((await askBuild(worker)) !== pageManifest()?.build) showBar(() => takeOver(worker));
  };
  worker.addEventListener("statechange", look);
  void look();
}

/** @param {ServiceWorkerRegistration} registration */
export function watchForNewVersion(registration) {
  // This page is open, so an earlier one may have closed, and what was kept for it can go.
  if (registration.active) tell(registration.active, { kind: "tidy" });
  for (const worker of [registration.waiting, registration.installing]) if (worker) followUntilInstalled(worker);
  registration.addEventListener("updatefound", () => {
    if (registration.installing) followUntilInstalled(registration.installing);
  });
}

/**
 * A file of this page could not be had: perhaps the host has put another version in its place.
 * @param {string} root the site's root, as an address
 */
export async function offerNewerVersion(root) {
  const build = pageManifest()?.build;
  if (!build || location.protocol === "file:") return;
  const newest = await fetchList(root).catch(() => undefined); // no line: nothing to offer
  if (newest && newest.build !== build) showBar(() => location.reload());
}
