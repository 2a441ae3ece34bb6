// The files of the worker: the page hands them over, in pieces while they arrive or whole.
// In: the messages Piece and FileHere. Out: array buffers, or what was made of the pieces as they came.

import { deferred } from "../../parts/deferred.js";
import { DamagedFile, isIntact } from "../../parts/sha256.js";

/** @import { Deferred } from "../../parts/deferred.js" */
/** @import { FileHere, PackedFile, Piece } from "../../types.js" */

/** @param {string} text base64 @returns {Uint8Array<ArrayBuffer>} */
function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  // Ten times as fast as Uint8Array.from, which matters for 8 MB.
  for (let place = 0; place < bytes.length; place += 1) bytes[place] = characters.charCodeAt(place);
  return bytes;
}

/**
 * Rejects when the data is cut short or damaged.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} packed @returns {Promise<ArrayBuffer>}
 */
export function gunzip(packed) {
  return new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** @param {string} name @param {PackedFile} packed */
async function unpack(name, packed) {
  try {
    const bytes = fromBase64(packed.data);
    const whole = packed.gzip ? new Uint8Array(await gunzip(new Blob([bytes]).stream())) : bytes;
    if (await isIntact(packed, whole)) return whole;
  } catch {
    // No base64, no gzip: the same for who reads it.
  }
  throw new DamagedFile(name);
}

/**
 * One file: what came of it in pieces, unless who reads them has found them damaged; then its bytes, if the pieces were
 * not all of it.
 * @typedef {{stream: ReadableStream<Uint8Array<ArrayBuffer>>, controller: ReadableStreamDefaultController,
 *   here: Deferred<Uint8Array<ArrayBuffer> | undefined>, isRead: boolean}} Expected
 */

export class Files {
  /** @type {Map<string, Expected>} */
  #expected = new Map();

  /** @param {string[]} names of files that will be handed over */
  expect(names) {
    for (const name of names) {
      /** @type {any} set before the constructor returns */
      let controller;
      /** @type {Expected["stream"]} */
      const stream = new ReadableStream({
        start(made) {
          controller = made;
        },
        cancel: () => {
          file.isRead = false;
        },
      });
      /** @type {Expected["here"]} */
      const here = deferred();
      // Who needs the file awaits it; until then the browser must not call its failure an unhandled one.
      here.promise.catch(() => undefined);
      const file = { stream, controller, here, isRead: true };
      this.#expected.set(name, file);
    }
  }

  /** @param {string} name */
  #get(name) {
    const file = this.#expected.get(name);
    if (!file) throw new TypeError(`${name} is not part of this site, and Python here has no network`);
    return file;
  }

  /** @param {Piece} message */
  addPiece({ name, bytes }) {
    const { controller, isRead } = this.#get(name);
    if (isRead) controller.enqueue(bytes);
  }

  /** @param {FileHere} message */
  finish({ name, bytes, packed, missing }) {
    const { controller, isRead, here } = this.#get(name);
    if (isRead) controller.close();
    if (missing !== undefined) here.reject(new Error(missing));
    else if (packed) unpack(name, packed).then(here.resolve, here.reject);
    else here.resolve(bytes);
  }

  /** @param {string} name of a file that does not come in pieces */
  async bytes(name) {
    return (await this.#get(name).here.promise) ?? new Uint8Array();
  }

  /**
   * Something made of a file while it arrives; it counts when the page says that the file was right.
   * @template T
   * @param {string} name @param {(stream: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<T>} make
   * @returns {Promise<T>}
   */
  async make(name, make) {
    const { stream, here } = this.#get(name);
    const made = make(stream);
    made.catch(() => undefined);
    const bytes = await here.promise;
    return bytes ? make(new Blob([bytes]).stream()) : made;
  }

  /**
   * From here on the worker's fetch knows these files and nothing else: Pyodide asks no other host for anything.
   * @param {string} indexURL the folder in which Pyodide believes its files to lie
   * @param {Record<string, Uint8Array<ArrayBuffer>>} [instead] what to answer for some of them
   */
  answerFetch(indexURL, instead = {}) {
    self.fetch = async (address) => {
      const asked = String(address instanceof Request ? address.url : address);
      const name = asked.startsWith(indexURL) ? asked.slice(indexURL.length) : asked;
      const { here } = this.#get(name);
      // A file that cannot be had ends the boot, which tells why; Pyodide, which would not catch it, waits till then.
      return new Response(instead[name] ?? (await here.promise.catch(() => new Promise(() => {}))));
    };
  }
}
