// Python for the page: boots a worker, asks it one request at a time, and replaces it when it is late or dead.
// In: request objects for lesson_core.api.handle. Out: reply objects; states and bytes loaded go to the callbacks.

import { startWorker } from "./client.js";
import { LIMITS } from "./download.js";
import { findRuntime } from "./find.js";
import { plan } from "./plan.js";
import { Supply } from "./supply.js";
import { asFailure, obstacleIn } from "./trouble.js";

/** @import { Loading, PythonState, Reply, TextsRequest, WidgetRequest } from "../types.js" */
/** @import { RuntimeFailure } from "./trouble.js" */

/** @typedef {Awaited<ReturnType<typeof startWorker>>} Client */

/** How long one request may take, in milliseconds. */
const LIMIT = 10_000;

/**
 * @typedef {object} Listeners
 * @property {(state: PythonState, failure?: RuntimeFailure) => void} onState
 * @property {(progress: Loading) => void} onProgress
 * @property {(name: string) => void} onImported a package can be used
 * @property {(name: string, failure: RuntimeFailure) => void} onMissing a package cannot be had
 */

export class Runtime {
  /** @type {PythonState} */
  state = "idle";

  /** Whether Python comes by itself, and its bytes. On a slow line, or to save data, it comes on first use. */
  plan = plan(navigator.connection);

  /** @type {Promise<Client> | undefined} */
  #booting;

  /** @type {Supply | undefined} */
  #supply;

  /** The last request in line. @type {Promise<unknown>} */
  #line = Promise.resolve();

  /** @param {string} base the folder of nudge.js, as an address @param {Listeners} listeners @param {typeof LIMITS} limits */
  constructor(base, listeners, limits = LIMITS) {
    this.base = base;
    this.listeners = listeners;
    this.limits = limits;
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
    await this.#loadInto(client, name);
  }

  /**
   * @param {WidgetRequest | TextsRequest} request @param {{needs?: string[], limit?: number}} [options] packages; milliseconds
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
    for (const name of needs) await this.#loadInto(client, name);
    return client.ask(request, limit);
  }

  /** @param {Client} client @param {string} name */
  async #loadInto(client, name) {
    try {
      await client.load(name);
    } catch (failure) {
      this.listeners.onMissing(name, /** @type {RuntimeFailure} */ (failure));
      throw failure;
    }
    this.listeners.onImported(name);
  }

  /** The worker that answers now; boots one if there is none. @returns {Promise<Client>} */
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
    try {
      const client = await this.#startAnyhow();
      void client.ended.then(() => this.#restart());
      this.#setState("ready");
      return client;
    } catch (error) {
      const failure = asFailure(error);
      this.#setState("failed", failure);
      throw failure;
    }
  }

  /** From the snapshot, and where Python does not start so, without it. */
  async #startAnyhow() {
    const obstacle = obstacleIn(globalThis);
    if (obstacle) throw obstacle;
    this.#supply ??= new Supply(await findRuntime(this.base), this.listeners.onProgress, this.limits);
    return this.#start(this.#supply, true).catch((failure) => {
      if (!failure.isOfBoot || !this.#supply) throw failure;
      return this.#start(this.#supply, false);
    });
  }

  /** @param {Supply} supply @param {boolean} snapshot */
  async #start(supply, snapshot) {
    try {
      const client = await startWorker(supply, snapshot);
      const detail = await client.ready;
      performance.mark("python-ready", { detail });
      return client;
    } catch (error) {
      const failure = asFailure(error);
      performance.mark("python-failed", {
        detail: { snapshot, reason: failure.message, cause: String(failure.cause) },
      });
      throw failure;
    }
  }

  /** @param {PythonState} state @param {RuntimeFailure} [failure] */
  #setState(state, failure) {
    this.state = state;
    this.listeners.onState(state, failure);
  }
}
