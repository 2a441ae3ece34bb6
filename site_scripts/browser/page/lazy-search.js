// Starts the theme's search when a reader first uses it, in a native worker, on file:// too. A bundle of its own, which
// publish puts into <head>.
// In: `data-worker-text`, the address of a script that holds the search worker's text, for file://, where no worker
// starts from a file. Out: `new Worker(the search worker's address)` gives a stand-in; other workers are the browser's.

const { workerText = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
const SEARCH_WORKER = /\/assets\/javascripts\/workers\/search\.[^/]*$/;
const BrowsersWorker = window.Worker;

/** @param {string} address @returns {Promise<void>} when the script has run */
function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`search: ${address} is missing`));
    document.head.append(script);
  });
}

/** @param {string} address @returns {Promise<Worker>} */
async function start(address) {
  if (location.protocol !== "file:") return new BrowsersWorker(address);
  await loadScript(workerText);
  return new BrowsersWorker(URL.createObjectURL(new Blob([globalThis.nudgeSearchWorker], { type: "text/javascript" })));
}

/** What the theme takes for its worker: the real one starts with the first message. */
class SearchWorker extends EventTarget {
  /** @type {((message: MessageEvent) => void) | null} how Zensical's theme listens */
  onmessage = null;

  /** @type {Promise<Worker> | undefined} */
  #started;

  /** @param {string} address */
  constructor(address) {
    super();
    this.address = address;
  }

  /** @param {unknown} message */
  async postMessage(message) {
    this.#started ??= this.#start();
    (await this.#started).postMessage(message);
  }

  async #start() {
    const worker = await start(this.address);
    worker.addEventListener("message", ({ data }) => {
      const message = new MessageEvent("message", { data });
      this.dispatchEvent(message);
      this.onmessage?.(message);
    });
    return worker;
  }

  async terminate() {
    (await this.#started)?.terminate();
  }
}

// Not a class of its own: `new` may have to give an object of another one.
window.Worker = new Proxy(BrowsersWorker, {
  construct(native, given, newTarget) {
    const isSearch = SEARCH_WORKER.test(new URL(given[0], document.baseURI).pathname);
    return isSearch ? new SearchWorker(String(given[0])) : Reflect.construct(native, given, newTarget);
  },
});
