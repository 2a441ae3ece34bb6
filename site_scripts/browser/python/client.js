// The page's end of one worker: boots it, loads packages into it, asks it, and ends it when it is late or dead.
// In: what find.js found, requests as text. Out: promises that always settle; they reject with a RuntimeFailure.

/** @import { Booted, BootTry, FromWorker, Loading, Reply, ToWorker } from "../types.js" */
/** @import { Found } from "./find.js" */

/** A worker that says nothing for so long while it loads (ms) is given up: the network has stalled. */
const STALL = 60_000;

/** What went wrong, as a sentence for the reader. */
export class RuntimeFailure extends Error {
  /** @param {"timeout" | "died" | "failed"} kind @param {string} message */
  constructor(kind, message) {
    super(message);
    this.name = "RuntimeFailure";
    this.kind = kind;
  }
}

/**
 * What is waited for; its value depends on what was sent. `extend` gives it more time.
 * @typedef {PromiseWithResolvers<any> & {extend: () => void}} Awaited
 */

/** @param {number} limit milliseconds */
const tooLong = (limit) =>
  new RuntimeFailure("timeout", `Python took longer than ${limit / 1000} seconds, so it was stopped and started anew.`);

const stalled = () =>
  new RuntimeFailure("failed", "Nothing more arrived of Python for a minute. Check the connection, then try again.");

export class WorkerClient {
  /** @param {Found} found @param {BootTry} how @param {(progress: Loading) => void} onProgress */
  constructor(found, how, onProgress) {
    this.found = found;
    this.onProgress = onProgress;
    /** @type {Map<string, Awaited>} by "boot", "load NAME", "ask ID" */
    this.waiting = new Map();
    /** @type {Map<string, Promise<void>>} */
    this.packages = new Map();
    this.lastId = 0;
    /** @type {PromiseWithResolvers<void>} */
    const { promise, resolve } = Promise.withResolvers();
    /** Settles when the worker is no more. */
    this.ended = promise;
    this.markEnded = resolve;
    this.worker = found.createWorker();
    this.worker.addEventListener("message", ({ data }) => this.receive(data));
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.end(new RuntimeFailure("died", `Python stopped: ${event.message ?? "its program could not be loaded"}.`));
    });
    /** @type {Promise<Booted>} */
    this.ready = this.wait("boot", STALL);
    this.tell({ kind: "boot", indexURL: found.indexURL, files: found.files, ...how });
  }

  /** @param {ToWorker} message */
  tell(message) {
    this.worker.postMessage(message);
  }

  /**
   * @param {string} key @param {number} limit milliseconds of silence
   * @returns {Promise<any>}
   */
  wait(key, limit) {
    const deferred = Promise.withResolvers();
    const late = () => this.end(key.startsWith("ask") ? tooLong(limit) : stalled());
    let timer = setTimeout(late, limit);
    const extend = () => {
      clearTimeout(timer);
      timer = setTimeout(late, limit);
    };
    this.waiting.set(key, { ...deferred, extend });
    const done = () => {
      clearTimeout(timer);
      this.waiting.delete(key);
    };
    deferred.promise.then(done, done);
    return deferred.promise;
  }

  /** @param {FromWorker} message */
  receive(message) {
    switch (message.kind) {
      case "progress":
        for (const [key, { extend }] of this.waiting) if (!key.startsWith("ask")) extend();
        this.onProgress({ what: message.what, loaded: message.loaded, total: message.total });
        break;
      case "ready":
        this.waiting.get("boot")?.resolve({ snapshot: message.snapshot, reason: message.reason });
        break;
      case "boot-failed":
        this.end(new RuntimeFailure("failed", `Python could not be loaded: ${message.message}.`));
        break;
      case "loaded":
        this.waiting.get(`load ${message.name}`)?.resolve(undefined);
        break;
      case "load-failed":
        this.packages.delete(message.name);
        this.waiting
          .get(`load ${message.name}`)
          ?.reject(new RuntimeFailure("failed", `${message.name} could not be loaded: ${message.message}.`));
        break;
      case "reply":
        this.waiting.get(`ask ${message.id}`)?.resolve(JSON.parse(message.reply));
        break;
      case "broke":
        this.end(new RuntimeFailure("died", `Python stopped: ${message.message}. It was started anew.`));
        break;
    }
  }

  /** @param {string} name a package of the lock file @returns {Promise<void>} */
  load(name) {
    const known = this.packages.get(name);
    if (known) return known;
    const loading = this.fetchPackage(name);
    this.packages.set(name, loading);
    return loading;
  }

  /** @param {string} name */
  async fetchPackage(name) {
    await this.ready;
    let files;
    try {
      files = await this.found.filesOf(name);
    } catch (error) {
      this.packages.delete(name);
      throw new RuntimeFailure("failed", `${name} could not be loaded: ${/** @type {Error} */ (error).message}.`);
    }
    const loaded = this.wait(`load ${name}`, STALL);
    this.tell({ kind: "load", name, files });
    await loaded;
  }

  /** @param {string} request JSON @param {number} limit milliseconds @returns {Promise<Reply>} */
  ask(request, limit) {
    const id = ++this.lastId;
    const reply = this.wait(`ask ${id}`, limit);
    this.tell({ kind: "ask", id, request });
    return reply;
  }

  /** Ends the worker; whatever is still waited for fails for this reason. @param {RuntimeFailure} reason */
  end(reason) {
    this.worker.terminate();
    this.markEnded();
    for (const { reject } of this.waiting.values()) reject(reason);
  }
}
