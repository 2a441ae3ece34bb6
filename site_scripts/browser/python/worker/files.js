// Gives the worker its files: from their addresses, or from memory on file://, checked by hash, counted in bytes.
// In: the `files` of a boot or load message. Out: array buffers and responses; progress through a callback.

import { isIntact } from "../../parts/sha256.js";

/** @import { FromWorker, RuntimeFile, RuntimeFiles } from "../../types.js" */

const nativeFetch = self.fetch.bind(self);

/** @param {string} text base64 @returns {Uint8Array<ArrayBuffer>} */
function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/**
 * Rejects when the data is cut short or damaged.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} packed @returns {Promise<ArrayBuffer>}
 */
function gunzip(packed) {
  return new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** Counts what has arrived of a set of files. */
export class Count {
  /** @param {string} what @param {(progress: FromWorker) => void} report */
  constructor(what, report) {
    this.what = what;
    this.report = report;
    this.loaded = 0;
    this.total = 0;
  }

  /** @param {number} bytes */
  expect(bytes) {
    this.total += bytes;
  }

  /** @param {number} bytes */
  add(bytes) {
    this.loaded += bytes;
    this.report({ kind: "progress", what: this.what, loaded: this.loaded, total: this.total });
  }
}

/** The files of one worker, by name. */
export class Files {
  /** @param {boolean} fresh true to go round every cache, after a boot that failed */
  constructor(fresh) {
    this.fresh = fresh;
    /** @type {RuntimeFiles} */
    this.known = {};
    /** @type {Record<string, Promise<ArrayBuffer>>} what Pyodide's own fetch is answered with */
    this.held = {};
  }

  /** @param {string} name @returns {RuntimeFile} */
  entry(name) {
    const file = this.known[name];
    if (!file) throw new Error(`${name} is not among the files of this site`);
    return file;
  }

  /**
   * The response itself where there is one, so that the browser can keep what it compiles from it.
   * @param {string} name @param {boolean} [fresh] @returns {Promise<Response>}
   */
  async response(name, fresh = this.fresh) {
    const file = this.entry(name);
    if (file.data !== undefined) {
      const bytes = fromBase64(file.data);
      return new Response(file.gzip ? await gunzip(new Blob([bytes]).stream()) : bytes);
    }
    const response = await nativeFetch(file.url ?? "", { priority: "low", cache: fresh ? "reload" : "default" });
    if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
    return response;
  }

  /**
   * The whole file, checked; a damaged one is asked for once more, past every cache.
   * @param {string} name @param {Count} count @param {{unpack?: boolean}} [options] unpack gzip while it arrives
   * @returns {Promise<ArrayBuffer>}
   */
  async load(name, count, { unpack = false } = {}) {
    const { size, data } = this.entry(name);
    count.expect(size);
    let arrived = 0;
    for (const fresh of data === undefined && !this.fresh ? [false, true] : [this.fresh]) {
      count.add(-arrived);
      const { packed, unpacked } = await this.read(await this.response(name, fresh), count, unpack);
      arrived = packed.byteLength;
      if (unpacked && (await isIntact(this.entry(name), packed))) return unpacked;
    }
    throw new Error(`${name} is damaged (${arrived} of ${size} bytes, or not the right ones)`);
  }

  /**
   * @param {Response} response @param {Count} count @param {boolean} unpack
   * @returns {Promise<{packed: ArrayBuffer, unpacked: ArrayBuffer | undefined}>} undefined where it cannot be unpacked
   */
  async read(response, count, unpack) {
    const counted = (response.body ?? new Blob().stream()).pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          count.add(chunk.byteLength);
          controller.enqueue(chunk);
        },
      }),
    );
    if (!unpack) {
      const packed = await new Response(counted).arrayBuffer();
      return { packed, unpacked: packed };
    }
    const [forHash, forUse] = counted.tee();
    const [packed, unpacked] = await Promise.all([
      new Response(forHash).arrayBuffer(),
      // gzip's own checksum shows damage even where no hash can be computed; the caller says what is wrong.
      gunzip(forUse).catch(() => undefined),
    ]);
    return { packed, unpacked };
  }

  /**
   * Loads a file and keeps it for Pyodide, which will ask for it by its name.
   * @param {string} name @param {Count} count @returns {Promise<ArrayBuffer>}
   */
  hold(name, count) {
    this.held[name] = this.load(name, count);
    return this.held[name];
  }

  /**
   * From here on the worker's fetch knows the held files and nothing else: Pyodide asks no other host for anything.
   * @param {string} indexURL the folder in which Pyodide believes its files to lie
   */
  answerFetch(indexURL) {
    self.fetch = async (address) => {
      const asked = String(address instanceof Request ? address.url : address);
      const name = asked.startsWith(indexURL) ? asked.slice(indexURL.length) : "";
      if (!(name in this.held))
        throw new TypeError(`${asked} is not part of this site, and Python here has no network`);
      // A file that cannot be had ends the boot, which tells why; Pyodide, which would not catch it, waits till then.
      return new Response(await this.held[name].catch(() => new Promise(() => {})));
    };
  }
}
