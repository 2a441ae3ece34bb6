// Python for the page: boots a worker, asks it one request at a time, and replaces it when it is late or dead.
// In: request objects for lesson_core.api.handle. Out: reply objects; states and bytes loaded go to the callbacks.

import { RuntimeFailure, WorkerClient } from "./client.js";
import { findRuntime } from "./find.js";
import { plan } from "./plan.js";

/** @import { BootTry, Loading, PythonState, Reply, WidgetRequest } from "../types.js" */

/** How long one request may take, in milliseconds. */
const LIMIT = 10_000;

/**
 * How a boot is tried, in order. After a failure every cache is gone round: what lay in it may be damaged.
 * @type {BootTry[]}
 */
const TRIES = [
  { snapshot: true, fresh: false },
  { snapshot: true, fresh: true },
  { snapshot: false, fresh: true },
];

/**
 * @typedef {object} Listeners
 * @property {(state: PythonState, failure?: RuntimeFailure) => void} onState
 * @property {(progress: Loading) => void} onProgress
 * @property {(name: string) => void} onImported a package can be used
 */

export class Runtime {
  /** @type {PythonState} */
  state = "idle";

  /** Whether Python comes by itself, and its bytes. On a slow line, or to save data, it comes on first use. */
  plan = plan(navigator.connection);

  /** @type {Promise<WorkerClient> | undefined} */
  #booting;

  /** @type {Promise<import("./find.js").Found> | undefined} */
  #found;

  /** The last request in line. @type {Promise<unknown>} */
  #line = Promise.resolve();

  /** @param {string} base the folder of nudge.js, as an address @param {Listeners} listeners */
  constructor(base, listeners) {
    this.base = base;
    this.listeners = listeners;
  }

  /** Begins to load Python once the first picture is painted; where it costs the reader, only when `asked`. */
  start({ asked = false } = {}) {
    if (!asked && !this.plan.automatic) return;
    // A frame, then a task: by then the browser has painted.
    requestAnimationFrame(() => setTimeout(() => void Promise.allSettled([this.#getClient()])));
  }

  /** Tries again after a failure. */
  retry() {
    if (this.state === "failed") this.#restart();
  }

  /** Loads a package ahead of need, while other requests go on. @param {string} name @returns {Promise<void>} */
  async load(name) {
    const client = await this.#getClient();
    await client.load(name);
    this.listeners.onImported(name);
  }

  /**
   * @param {WidgetRequest} request @param {{needs?: string[], limit?: number}} [options] packages; milliseconds
   * @returns {Promise<Reply>} the reply; rejects with a RuntimeFailure
   */
  async ask(request, { needs = [], limit = LIMIT } = {}) {
    const text = JSON.stringify(request);
    // Outside the line, so that who needs no package does not wait for one.
    for (const name of needs) await this.load(name);
    const before = this.#line;
    const reply = before.then(() => this.#answer(text, needs, limit));
    this.#line = Promise.allSettled([reply]);
    return reply;
  }

  /** @param {string} request @param {string[]} needs @param {number} limit */
  async #answer(request, needs, limit) {
    const client = await this.#getClient();
    for (const name of needs) await client.load(name);
    return client.ask(request, limit);
  }

  /** The worker that answers now; boots one if there is none. @returns {Promise<WorkerClient>} */
  #getClient() {
    this.#booting ??= this.#boot();
    return this.#booting;
  }

  /** The next request need not wait for the first to ask. */
  #restart() {
    this.#booting = this.#boot();
    void Promise.allSettled([this.#booting]);
  }

  async #boot() {
    this.#setState("loading");
    performance.mark("python-start");
    let failure;
    for (const how of TRIES) {
      try {
        this.#found ??= findRuntime(this.base);
        const client = new WorkerClient(await this.#found, how, this.listeners.onProgress);
        const detail = await client.ready;
        performance.mark("python-ready", { detail });
        void client.ended.then(() => this.#restart());
        this.#setState("ready");
        return client;
      } catch (error) {
        this.#found = undefined;
        failure = asFailure(error);
        performance.mark("python-failed", { detail: { ...how, reason: failure.message } });
      }
    }
    this.#setState("failed", failure);
    throw failure;
  }

  /** @param {PythonState} state @param {RuntimeFailure} [failure] */
  #setState(state, failure) {
    this.state = state;
    this.listeners.onState(state, failure);
  }
}

/** @param {unknown} error */
function asFailure(error) {
  if (error instanceof RuntimeFailure) return error;
  return new RuntimeFailure("failed", `Python could not be loaded: ${/** @type {Error} */ (error).message}.`);
}
