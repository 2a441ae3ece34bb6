// The control "Keep this lesson offline": its size, its progress, its removal, and word of a new version.
// In: an element in the page's foot and the site's root. Out: markup of its own in that element.

import { element, makeButton } from "../parts/elements.js";
import { cacheName, fetchList, keep, keptList, removeCaches, sizeHere, sizeOf } from "./store.js";
import { watchForNewVersion } from "./update.js";

/** @import { SiteList } from "../types.js" */

const WORKER = "service-worker.js";

/** @param {number} bytes @returns {string} */
const inMegabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @param {Error} error @returns {string} a sentence that says what happened and that nothing is lost */
function explain(error) {
  if (error.name === "QuotaExceededError") {
    return (
      "There is not enough room on this device to keep the lesson. The page goes on online; " +
      "free some space, then try again."
    );
  }
  if (error.name === "SecurityError" || error.name === "NotAllowedError") {
    return (
      "This browser does not let pages keep files, perhaps because the window is a private one. " +
      "The page goes on online."
    );
  }
  return (
    `The lesson could not be kept: ${error.message}. What has come so far stays on this device; the page goes on ` +
    "online, and you may try again."
  );
}

class OfflineControl {
  /** @param {HTMLElement} place @param {string} root the site's root, as an address */
  constructor(place, root) {
    this.place = place;
    this.root = root;
    this.watched = false;
    this.status = element("span", { role: "status" });
    this.actions = element("span");
    this.progress = element("progress", { "aria-label": "Kept so far" });
    this.progress.hidden = true;
    place.replaceChildren(this.status, this.progress, this.actions);
  }

  /**
   * @param {"offer" | "keeping" | "kept" | "failed"} state read by styles and tests
   * @param {string} text @param {HTMLButtonElement[]} actions
   */
  show(state, text, actions) {
    const focused = this.actions.contains(document.activeElement);
    this.place.dataset.offlineState = state;
    this.status.textContent = text;
    this.progress.hidden = state !== "keeping";
    this.actions.replaceChildren(...actions);
    if (focused) actions[0]?.focus();
  }

  /** Shows what is kept, or offers to keep it. */
  async refresh() {
    const kept = await keptList(this.root);
    const registered = await navigator.serviceWorker.getRegistration(this.root);
    if (kept && registered) {
      this.showKept(kept);
      return;
    }
    const list = await fetchList(this.root);
    // An unfinished attempt is gone on with; what is left of another build is of no use to anyone.
    await removeCaches(this.root, [cacheName(this.root, list.build)]);
    const here = await sizeHere(this.root, list);
    this.offer(list, here ? `${inMegabytes(here)} of this lesson are on this device already.` : "");
  }

  /** Looks out for a newer build, once there is a kept one. */
  async watch() {
    const registration = await navigator.serviceWorker.getRegistration(this.root);
    if (registration && !this.watched) watchForNewVersion(registration);
    this.watched = Boolean(registration);
  }

  /** @param {SiteList} list @param {string} [text] what happened before */
  offer(list, text = "") {
    this.show("offer", text, [
      makeButton(`Keep this lesson offline (${inMegabytes(sizeOf(list))})`, () => void this.keep(list)),
    ]);
  }

  /** @param {SiteList} list */
  async keep(list) {
    const stop = new AbortController();
    this.progress.max = sizeOf(list);
    this.progress.value = 0;
    this.show("keeping", "Keeping the lesson on this device ...", [makeButton("Stop", () => stop.abort())]);
    try {
      await keep(this.root, list, {
        signal: stop.signal,
        onProgress: (bytes) => {
          this.progress.value = bytes;
          this.progress.textContent = `${inMegabytes(bytes)} of ${inMegabytes(sizeOf(list))}`;
        },
      });
      // Asks the browser not to throw the files away when room grows short; it may refuse, or (Firefox) ask the reader, and
      // they stay all the same.
      navigator.storage?.persist?.().catch(() => undefined);
      await navigator.serviceWorker.register(new URL(WORKER, this.root), { scope: this.root, updateViaCache: "none" });
      await navigator.serviceWorker.ready;
      this.showKept(list);
      await this.watch();
    } catch (error) {
      this.offer(list, stop.signal.aborted ? "Stopped; nothing is kept." : explain(/** @type {Error} */ (error)));
    }
  }

  /** @param {SiteList} list */
  showKept(list) {
    this.show(
      "kept",
      `This lesson is kept on this device (${inMegabytes(sizeOf(list))}) and works without a network.`,
      [makeButton("Remove it", () => void this.remove())],
    );
  }

  async remove() {
    const registration = await navigator.serviceWorker.getRegistration(this.root);
    await registration?.unregister();
    await removeCaches(this.root);
    this.show("offer", "The kept lesson is removed.", []);
    this.offer(await fetchList(this.root), "The kept lesson is removed.");
  }
}

/**
 * @param {HTMLElement} place `[data-offline-control]` @param {{root: string}} options the site's root, as an address
 */
export function mountOffline(place, { root }) {
  if (location.protocol === "file:") return; // everything is on the device already
  // In a frame without an origin (a sandbox) asking for either is an error.
  if (self.origin === "null" || !("serviceWorker" in navigator) || !("caches" in globalThis)) {
    place.textContent =
      "To keep this lesson offline, open it from an address that begins with https, in a window that is not private.";
    return;
  }
  const control = new OfflineControl(place, root);
  control.watch();
  // The list of files is fetched when the reader comes near: most never do.
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      control.refresh().catch((error) => control.show("failed", explain(error), []));
    },
    { rootMargin: "100%" },
  );
  observer.observe(place);
}
