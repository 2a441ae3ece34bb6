// Lets the theme's search run on file://, where a browser starts no worker from a file. Loaded in <head> by publish.py,
// imported by nobody. In: `data-worker-text`, the address of a script that holds the search worker's text. Out: there,
// and only there, `new Worker(its address)` starts a native worker from that text; every other worker is untouched.
const { workerText } = document.currentScript.dataset;
const SEARCH_WORKER = /\/assets\/javascripts\/workers\/search\.[^/]*$/;

if (location.protocol === "file:") {
  // Written, not appended: it must be there before the theme's script, which follows in the page.
  document.write(`<script src="${workerText}"><\/script>`);
  const NativeWorker = window.Worker;
  window.Worker = class Worker extends NativeWorker {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      const ours = SEARCH_WORKER.test(new URL(address, document.baseURI).pathname);
      super(ours ? URL.createObjectURL(new Blob([globalThis.nudgeSearchWorker], { type: "text/javascript" })) : address, options);
    }
  };
}
