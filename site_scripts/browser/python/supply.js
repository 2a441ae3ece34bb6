// The files of Python: each is asked for once, and kept while the page is open, for every worker that will boot.
// In: what find.js found. Out: a file's bytes, or what a bundle holds of it; the bytes loaded go to a callback.

import { DamagedFile, isIntact } from "../parts/sha256.js";
import { readBundle } from "./bundle.js";
import { Download, DownloadFailure, LIMITS, Line } from "./download.js";
import { isWorthWaiting } from "./patience.js";

/** @import { Bundle, Loading, PackedFile } from "../types.js" */
/** @import { Found } from "./find.js" */

/** They become the worker's own program, in this order. */
export const PROGRAMS = ["pyodide.js", "pyodide.asm.js", "worker.js"];
/** Who boots from the snapshot needs it later: for packages, and for what an error imports. */
export const LIBRARY = "python_stdlib.zip";
export const SNAPSHOT = "snapshot.bin";
export const WASM = "pyodide.asm.wasm";

/** How often it is looked whether the snapshot is still worth waiting for (ms). */
const LOOK = 250;

/** @typedef {{bytes: Uint8Array<ArrayBuffer>} | {packed: PackedFile} | {program: string}} Supplied */

export class Supply {
  /** What the worker made of pyodide.asm.wasm: the next one need not compile it. @type {WebAssembly.Module | undefined} */
  compiled;

  /** @type {Map<string, Promise<Supplied>>} what is here or on its way */
  #files = new Map();

  /** @type {Map<string, Promise<Bundle>>} */
  #bundles = new Map();

  /** All that was begun last, but for the snapshot. @type {Promise<unknown>} */
  #needed = Promise.resolve();

  /** What is counted together. @type {Map<string, Map<string, Download>>} */
  #counted = new Map();

  /** @param {Found} found @param {(progress: Loading) => void} onProgress @param {typeof LIMITS} limits */
  constructor(found, onProgress, limits) {
    this.found = found;
    this.onProgress = onProgress;
    this.limits = limits;
    this.line = new Line(limits.silence);
  }

  /**
   * Begins to fetch what is not here.
   * @param {string} what "python", or a package @returns {Promise<Map<string, Promise<Supplied>>>} by the files' names
   */
  async begin(what) {
    this.line.open();
    const names = await this.#names(what);
    const files = new Map(names.filter((name) => name !== LIBRARY).map((name) => [name, this.#get(name, what)]));
    const needed = [...files].filter(([name]) => name !== SNAPSHOT).map(([, file]) => file);
    const snapshot = this.#counted.get(what)?.get(SNAPSHOT);
    this.#needed = Promise.all(needed);
    this.#needed.catch(() => undefined);
    if (snapshot) this.#watch(snapshot, this.#needed);
    // Whoever needs a file awaits it; until then the browser must not call its failure an unhandled one.
    for (const file of files.values()) file.catch(() => undefined);
    return files;
  }

  /** Python's standard library: after all else, so that nobody waits for it who need not. */
  getLibrary() {
    return this.#get(LIBRARY, "python");
  }

  /**
   * Each piece of a file as it comes, those that are here first.
   * @param {string} name @param {(piece: Uint8Array) => void} onPiece
   * @returns {() => boolean} whether all of them, and no others, were the file's, once it is here
   */
  follow(name, onPiece) {
    const download = this.#counted.get("python")?.get(name);
    if (!download) return () => false;
    const isUnchanged = download.follow(onPiece);
    return () => isUnchanged() && this.#counted.get("python")?.get(name) === download;
  }

  /** Its bytes are not needed any more. @param {WebAssembly.Module} module */
  keepCompiled(module) {
    this.compiled = module;
    this.#files.set(WASM, Promise.resolve({ bytes: new Uint8Array() }));
    this.#counted.get("python")?.delete(WASM);
  }

  /** @param {string} what @returns {Promise<string[]>} */
  async #names(what) {
    const { groups } = this.found;
    if (groups) return groups[what];
    const { files } = await this.#bundle(what);
    return [...Object.keys(files), ...(what === "python" ? PROGRAMS : [])];
  }

  /** @param {string} name @param {string} what */
  #get(name, what) {
    const known = this.#files.get(name);
    if (known) return known;
    const supplied = this.found.groups ? this.#fetch(name, what) : this.#unpack(name, what);
    this.#files.set(name, supplied);
    // What has arrived of it stays in its download.
    supplied.catch(() => this.#files.delete(name));
    return supplied;
  }

  /** @param {string} name @param {string} what @returns {Promise<Supplied>} */
  async #fetch(name, what) {
    const download = this.#download(name, what);
    try {
      return { bytes: await download.fetch() };
    } catch (failure) {
      const isBundled = bundleOf(what) in this.found.files;
      if (!isBundled || isOfLine(failure) || download.arrived) throw failure;
      // For the snapshot alone a bundle would be too much.
      if (name === SNAPSHOT) await this.#needed;
      if (name === SNAPSHOT && !this.#bundles.has(what)) throw failure;
      // A filter that looks at how names end lets a script through, which holds the same bytes.
      return this.#unpack(name, what).catch((ofBundle) => {
        throw isOfLine(ofBundle) ? ofBundle : failure;
      });
    }
  }

  /** @param {string} name @param {string} what @returns {Promise<Supplied>} */
  async #unpack(name, what) {
    const { scripts, files } = await this.#bundle(what);
    this.#counted.get(what)?.delete(name);
    // What a file should be is the page's word where it has one: a damaged bundle may fit its own.
    const listed = this.found.files[name];
    if (name in files) {
      const { size, sha256 } = listed ?? files[name];
      return { packed: { ...files[name], size, sha256 } };
    }
    const program = scripts[PROGRAMS.indexOf(name)];
    if (listed && !(await isIntact(listed, new TextEncoder().encode(program)))) throw new DamagedFile(name);
    return { program };
  }

  /** @param {string} what */
  #bundle(what) {
    const known = this.#bundles.get(what);
    if (known) return known;
    const name = bundleOf(what);
    const bundle = readBundle(what, this.found.addressOf(name), () => this.#download(name, what));
    this.#bundles.set(what, bundle);
    bundle.catch(() => this.#bundles.delete(what));
    return bundle;
  }

  /** @param {string} name @param {string} what */
  #download(name, what) {
    const group = this.#counted.get(what) ?? new Map();
    this.#counted.set(what, group);
    const download =
      group.get(name) ??
      new Download(name, this.found.files[name], this.line, {
        pauses: this.limits.pauses,
        onBytes: () => this.#count(what),
      });
    group.set(name, download);
    return download;
  }

  /** @param {string} what */
  #count(what) {
    const group = [...(this.#counted.get(what)?.values() ?? [])];
    const loaded = group.reduce((sum, { arrived }) => sum + arrived, 0);
    const total = group.reduce((sum, { file, arrived }) => sum + (file.size || arrived), 0);
    this.onProgress({ what, loaded, total });
  }

  /** @param {Download} snapshot @param {Promise<unknown>} others */
  #watch(snapshot, others) {
    /** @type {number | undefined} */
    let alone;
    others.then(
      () => {
        alone = performance.now();
      },
      () => undefined,
    );
    const timer = setInterval(() => {
      const left = snapshot.file.size - snapshot.arrived;
      if (!left) return clearInterval(timer);
      const { speed, age } = this.line;
      if (isWorthWaiting({ left, speed, age, alone: alone && performance.now() - alone })) return;
      clearInterval(timer);
      snapshot.giveUp();
      this.#counted.get("python")?.delete(SNAPSHOT);
      this.#count("python");
    }, LOOK);
  }
}

/** @param {string} what */
const bundleOf = (what) => `bundle-${what}.js`;

/** @param {unknown} failure */
const isOfLine = (failure) => failure instanceof DownloadFailure && failure.trouble === "silent";
