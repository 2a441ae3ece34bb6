// Python for the page: boots a worker, asks it one request at a time, and replaces it when it is late or dead.
// Imported by main.js.
// In: request objects for lesson_core.api.handle. Out: reply objects, states (idle|loading|ready|failed), bytes loaded.
import { findRuntime } from "./files.js";
import { plan } from "./plan.js";
import { PythonWorker, RuntimeFailure } from "./worker-life.js";

/** How long one request may take, in milliseconds. */
const LIMIT = 10_000;

/**
 * How a boot is tried, in order. After a failure every cache is gone round: what lay in it may be damaged.
 * @type {{snapshot: boolean, fresh: boolean}[]}
 */
const TRIES = [
  { snapshot: true, fresh: false },
  { snapshot: true, fresh: true },
  { snapshot: false, fresh: true },
];

/**
 * @param {object} options
 * @param {string} options.base the folder of nudge.js, as an address
 * @param {(state: "idle" | "loading" | "ready" | "failed", failure?: RuntimeFailure) => void} [options.onState]
 * @param {(progress: {what: string, loaded: number, total: number}) => void} [options.onProgress] bytes of "python" or of a package
 * @param {(name: string) => void} [options.onImported] a package can be used
 */
export function createRuntime({ base, onState = () => {}, onProgress = () => {}, onImported = () => {} }) {
  /** @type {"idle" | "loading" | "ready" | "failed"} */
  let state = "idle";
  /** @type {Promise<PythonWorker> | undefined} */
  let booting;
  /** @type {Promise<import("./files.js").Found> | undefined} */
  let found;
  /** The last request in line. @type {Promise<unknown>} */
  let line = Promise.resolve();

  /** @param {typeof state} next @param {RuntimeFailure} [failure] */
  function setState(next, failure) {
    state = next;
    onState(next, failure);
  }

  async function boot() {
    setState("loading");
    performance.mark("python-start");
    let failure;
    for (const how of TRIES) {
      try {
        found ??= findRuntime(base);
        const worker = new PythonWorker(await found, { ...how, onProgress });
        const detail = await worker.ready;
        performance.mark("python-ready", { detail });
        void worker.ended.then(restart);
        setState("ready");
        return worker;
      } catch (error) {
        found = undefined;
        failure =
          error instanceof RuntimeFailure
            ? error
            : new RuntimeFailure("failed", `Python could not be loaded: ${error.message}.`);
        performance.mark("python-failed", { detail: { ...how, reason: failure.message } });
      }
    }
    setState("failed", failure);
    throw failure;
  }

  /** The worker that answers now; boots one if there is none. @returns {Promise<PythonWorker>} */
  function getWorker() {
    booting ??= boot();
    return booting;
  }

  /** The next request need not wait for the first to ask. */
  function restart() {
    booting = boot();
    void Promise.allSettled([booting]);
  }

  /** @param {string} request @param {string[]} needs @param {number} limit */
  async function answer(request, needs, limit) {
    const worker = await getWorker();
    for (const name of needs) await worker.load(name);
    return worker.ask(request, limit);
  }

  return {
    /** Whether Python comes by itself, and its bytes. On a slow line, or to save data, it comes on first use. */
    plan: plan(navigator.connection),

    get state() {
      return state;
    },

    /** Begins to load Python once the first picture is painted; where it costs the reader, only when `asked`. */
    start({ asked = false } = {}) {
      if (!asked && !this.plan.automatic) return;
      // A frame, then a task: by then the browser has painted.
      requestAnimationFrame(() => setTimeout(() => void Promise.allSettled([getWorker()])));
    },

    /** Tries again after a failure. */
    retry() {
      if (state === "failed") restart();
    },

    /**
     * Loads a package ahead of need, while other requests go on. @param {string} name @returns {Promise<void>}
     */
    async load(name) {
      const worker = await getWorker();
      await worker.load(name);
      onImported(name);
    },

    /**
     * @param {object} request @param {{needs?: string[], limit?: number}} [options] packages; milliseconds
     * @returns {Promise<object>} the reply; rejects with a RuntimeFailure
     */
    async ask(request, { needs = [], limit = LIMIT } = {}) {
      const text = JSON.stringify(request);
      // Outside the line, so that who needs no package does not wait for one.
      for (const name of needs) await this.load(name);
      const before = line;
      const reply = before.then(() => answer(text, needs, limit));
      line = Promise.allSettled([reply]);
      return reply;
    },
  };
}
