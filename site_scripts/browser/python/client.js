// The page's end of one worker: boots it, hands it files, asks it, and ends it when it is late or dead.
// In: a Supply, requests as text. Out: promises that always settle; they reject with a RuntimeFailure.

import { deferred } from "../parts/deferred.js";
import { LIBRARY, PROGRAMS, SNAPSHOT, WASM } from "./supply.js";
import { asFailure, died, packageFailure, stuck, tooLate } from "./trouble.js";

/** @import { Deferred } from "../parts/deferred.js" */
/** @import { Booted, FromWorker, Reply, ToWorker } from "../types.js" */
/** @import { Supplied, Supply } from "./supply.js" */
/** @import { RuntimeFailure } from "./trouble.js" */

/** Once its files are there, a boot or an import that takes so long (ms) will not end. */
const STUCK = 60_000;

/** An idle worker takes up a request within milliseconds, on the slowest of devices within half a second. */
const DEAF = 3_000;

/** What the worker reads while it arrives. */
const STREAMED = [WASM, SNAPSHOT];

/** @typedef {Map<string, Promise<Supplied>>} Files by name */

/**
 * A worker has its page's policy only when it starts from a blob: one from an address has that of its response's headers,
 * which a folder of files cannot choose. All its programs are in it: it fetches nothing itself.
 * @param {Files} files
 */
async function createWorker(files) {
  const programs = await Promise.all(
    PROGRAMS.map(async (name) => {
      const supplied = /** @type {{bytes: Uint8Array} | {program: string}} */ (await files.get(name));
      return "program" in supplied ? supplied.program : new TextDecoder().decode(supplied.bytes);
    }),
  );
  const address = URL.createObjectURL(new Blob([programs.join("\n;\n")], { type: "text/javascript" }));
  const worker = new Worker(address);
  worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
  return worker;
}

/** @param {Supply} supply @param {boolean} snapshot whether to boot from the snapshot of Python's memory */
export async function startWorker(supply, snapshot) {
  const files = await supply.begin("python");
  return new WorkerClient(await createWorker(files), supply, files, snapshot);
}

class WorkerClient {
  /** @param {Worker} worker @param {Supply} supply @param {Files} files @param {boolean} snapshot */
  constructor(worker, supply, files, snapshot) {
    this.worker = worker;
    this.supply = supply;
    /** @type {Map<string, Deferred<any>>} by "boot", "load NAME", "begun ID", "ask ID" */
    this.waiting = new Map();
    /** @type {Map<string, Promise<void>>} */
    this.packages = new Map();
    /** @type {Promise<void> | undefined} */
    this.library = undefined;
    this.lastId = 0;
    /** @type {Deferred<void>} */
    const { promise, resolve } = deferred();
    /** Settles when the worker is no more. */
    this.ended = promise;
    this.markEnded = resolve;
    worker.addEventListener("message", ({ data }) => this.receive(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.end(died(event.message));
    });
    /** @type {Promise<Booted>} */
    this.ready = this.wait("boot");
    void this.boot(files, snapshot);
  }

  /** @param {Files} files @param {boolean} snapshot */
  async boot(files, snapshot) {
    const { compiled, found } = this.supply;
    const names = [...files.keys()].filter((name) => !PROGRAMS.includes(name) && (snapshot || name !== SNAPSHOT));
    this.tell({ kind: "boot", indexURL: found.indexURL, names: [...names, LIBRARY], snapshot, compiled });
    try {
      const handed = await Promise.all(names.map((name) => this.hand(name, files.get(name))));
      const hasSnapshot = snapshot && handed.every(Boolean);
      const library = this.handLibrary();
      if (!hasSnapshot) await library;
    } catch (error) {
      return this.end(asFailure(error));
    }
    this.limit("boot", STUCK, stuck());
  }

  /** @param {ToWorker} message */
  tell(message) {
    this.worker.postMessage(message);
  }

  /**
   * @param {string} name @param {Promise<Supplied> | undefined} file
   * @returns {Promise<boolean>} false where it cannot be had, and can be done without
   */
  async hand(name, file) {
    if (name === WASM && this.supply.compiled) {
      this.tell({ kind: "file", name });
      return true;
    }
    const isStreamed = STREAMED.includes(name)
      ? this.supply.follow(name, (bytes) => this.tell({ kind: "piece", name, bytes }))
      : () => false;
    try {
      const supplied = await file;
      this.tell({ kind: "file", name, ...(isStreamed() ? {} : supplied) });
      return true;
    } catch (error) {
      if (name !== SNAPSHOT) throw error;
      this.tell({ kind: "file", name, missing: /** @type {Error} */ (error).message });
      return false;
    }
  }

  /** Once; where it cannot be had now, the next who needs it tries again. @returns {Promise<void>} */
  handLibrary() {
    this.library ??= this.hand(LIBRARY, this.supply.getLibrary()).then(() => undefined);
    const handed = this.library;
    handed.catch(() => {
      if (this.library === handed) this.library = undefined;
    });
    return handed;
  }

  /** @param {string} key @returns {Promise<any>} */
  wait(key) {
    const awaited = deferred();
    this.waiting.set(key, awaited);
    const done = () => this.waiting.delete(key);
    awaited.promise.then(done, done);
    return awaited.promise;
  }

  /** Ends the worker if what is waited for takes longer. @param {string} key @param {number} time ms @param {RuntimeFailure} reason */
  limit(key, time, reason) {
    const timer = setTimeout(() => this.end(reason), time);
    const done = () => clearTimeout(timer);
    this.waiting.get(key)?.promise.then(done, done);
  }

  /** @param {FromWorker} message */
  receive(message) {
    switch (message.kind) {
      case "compiled":
        this.supply.keepCompiled(message.module);
        break;
      case "ready":
        this.waiting.get("boot")?.resolve({ snapshot: message.snapshot, reason: message.reason });
        break;
      case "boot-failed":
        this.end(asFailure(message));
        break;
      case "loaded":
        this.waiting.get(`load ${message.name}`)?.resolve(undefined);
        break;
      case "load-failed":
        this.waiting.get(`load ${message.package}`)?.reject(message);
        break;
      case "begun":
        this.waiting.get(`begun ${message.id}`)?.resolve(undefined);
        break;
      case "reply":
        this.waiting.get(`ask ${message.id}`)?.resolve(JSON.parse(message.reply));
        break;
      case "broke":
        this.end(died(message.message));
        break;
    }
  }

  /** @param {string} name a package of the lock file @returns {Promise<void>} */
  load(name) {
    const known = this.packages.get(name);
    if (known) return known;
    const loading = this.loadPackage(name).catch((error) => {
      this.packages.delete(name);
      throw packageFailure(name, error);
    });
    this.packages.set(name, loading);
    return loading;
  }

  /** @param {string} name */
  async loadPackage(name) {
    await this.ready;
    const files = await this.supply.begin(name);
    const names = [...files.keys()];
    const loaded = this.wait(`load ${name}`);
    this.tell({ kind: "load", name, names });
    try {
      await Promise.all([this.handLibrary(), ...names.map((file) => this.hand(file, files.get(file)))]);
    } catch (error) {
      this.waiting.get(`load ${name}`)?.reject(error);
    }
    this.limit(`load ${name}`, STUCK, stuck());
    await loaded;
  }

  /** @param {string} request JSON @param {number} limit milliseconds @returns {Promise<Reply>} */
  ask(request, limit) {
    const id = ++this.lastId;
    const reply = this.wait(`ask ${id}`);
    this.limit(`ask ${id}`, limit, tooLate(limit));
    this.expectBegun(id);
    this.tell({ kind: "ask", id, request });
    return reply;
  }

  /**
   * No browser says that it has ended a worker, for want of memory perhaps: one that does not even take up a request is no
   * more. While it imports a package it may be deaf for longer.
   * @param {number} id
   */
  expectBegun(id) {
    if ([...this.waiting.keys()].some((key) => key.startsWith("load"))) return;
    void this.wait(`begun ${id}`).catch(() => undefined);
    this.limit(`begun ${id}`, DEAF, died());
  }

  /** Ends the worker; whatever is still waited for fails for this reason. @param {RuntimeFailure} reason */
  end(reason) {
    this.worker.terminate();
    this.markEnded();
    for (const { reject } of this.waiting.values()) reject(reason);
  }
}
