// Brings one file over the line: every byte that arrives is counted and kept, and only silence ends the wait for more.
// In: an address, a size and a hash. Out: the whole file, verified; or a DownloadFailure, after which it can go on.

import { isIntact } from "../parts/sha256.js";

/** @import { ListedFile } from "../types.js" */

/**
 * `silence`: so long without a byte (ms) and the line is given up. `pauses`: before a line that broke is tried again;
 * what has arrived meanwhile starts them anew.
 */
export const LIMITS = { silence: 60_000, pauses: [500, 1500] };

/**
 * silent: nothing more came. broken: the line was cut, or never there. refused: the server answered `status`.
 * replaced: a web page came instead. damaged: other bytes came, past every cache too.
 * @typedef {"silent" | "broken" | "refused" | "replaced" | "damaged"} DownloadTrouble
 */

export class DownloadFailure extends Error {
  /** @param {DownloadTrouble} trouble @param {string} file @param {number} [status] */
  constructor(trouble, file, status) {
    super(`${file}: ${trouble}${status ? ` (${status})` : ""}`);
    this.name = "DownloadFailure";
    this.trouble = trouble;
    this.file = file;
    this.status = status;
  }

  /** Whether asking again soon may help. */
  get isPassing() {
    return this.trouble === "broken" || this.status === 429 || Number(this.status) >= 500;
  }
}

const NO_SUCH_RANGE = 416;

/** What all files come over: as long as one of them brings bytes, none is given up. */
export class Line {
  #opened = performance.now();
  #heard = this.#opened;
  #bytes = 0;

  /** @param {number} patience milliseconds */
  constructor(patience) {
    this.patience = patience;
  }

  open() {
    this.#opened = performance.now();
    this.#heard = this.#opened;
    this.#bytes = 0;
  }

  /** @param {number} bytes */
  hear(bytes) {
    this.#heard = performance.now();
    this.#bytes += bytes;
  }

  /** Milliseconds since it was opened. */
  get age() {
    return performance.now() - this.#opened;
  }

  /** Bytes a millisecond. */
  get speed() {
    return this.#bytes / this.age;
  }

  /** @param {() => void} onSilence called once nothing was heard for too long @returns {() => void} ends the watch */
  watch(onSilence) {
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    const look = () => {
      const left = this.#heard + this.patience - performance.now();
      if (left <= 0) onSilence();
      else timer = setTimeout(look, left);
    };
    look();
    return () => clearTimeout(timer);
  }
}

/** @param {number} time milliseconds */
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

export class Download {
  /** In their order; another array as soon as it turns out that they are not the file's. @type {Uint8Array[]} */
  #pieces = [];

  arrived = 0;

  #isOver = false;

  /** @type {AbortController | undefined} */
  #request;

  /** @type {((piece: Uint8Array) => void)[]} */
  #followers = [];

  /**
   * @param {string} name @param {ListedFile} file @param {Line} line
   * @param {{pauses?: number[], onBytes?: () => void}} [options]
   */
  constructor(name, file, line, { pauses = LIMITS.pauses, onBytes = () => {} } = {}) {
    this.name = name;
    this.file = file;
    this.line = line;
    this.pauses = pauses;
    this.onBytes = onBytes;
  }

  /**
   * What has arrived, and then each piece as it comes.
   * @param {(piece: Uint8Array) => void} onPiece @returns {() => boolean} whether they still count
   */
  follow(onPiece) {
    const followed = this.#pieces;
    for (const piece of followed) onPiece(piece);
    this.#followers.push(onPiece);
    return () => this.#pieces === followed;
  }

  /** Nobody waits for it any longer. */
  giveUp() {
    this.#isOver = true;
    this.#request?.abort();
  }

  /** Goes on where an earlier call stopped. @returns {Promise<Uint8Array<ArrayBuffer>>} */
  async fetch() {
    for (const cache of /** @type {RequestCache[]} */ (["default", "reload"])) {
      await this.#receiveAll(cache);
      const whole = joined(this.#pieces);
      if (await isIntact(this.file, whole)) {
        this.#pieces.splice(0, Infinity, whole);
        this.#followers = [];
        return whole;
      }
      this.#pieces = [];
      this.#followers = [];
      this.arrived = 0;
    }
    throw new DownloadFailure("damaged", this.name);
  }

  /** Until it is whole, or the server has no more of it. @param {RequestCache} cache */
  async #receiveAll(cache) {
    for (let vain = 0; ; ) {
      const before = this.arrived;
      try {
        await this.#receive(cache);
        const isWhole = !this.file.size || this.arrived >= this.file.size;
        if (isWhole || this.arrived === before) return;
      } catch (error) {
        if (this.#isOver || !(error instanceof DownloadFailure) || !error.isPassing) throw error;
        vain = this.arrived > before ? 0 : vain + 1;
        if (vain > this.pauses.length) throw error;
        await pause(this.pauses[Math.max(0, vain - 1)] ?? 0);
      }
    }
  }

  /** One request, for what is not here yet. @param {RequestCache} cache */
  async #receive(cache) {
    const request = new AbortController();
    this.#request = request;
    let isSilent = false;
    const endWatch = this.line.watch(() => {
      isSilent = true;
      request.abort();
    });
    try {
      /** @type {Record<string, string>} */
      const headers = this.arrived ? { Range: `bytes=${this.arrived}-` } : {};
      const response = await fetch(this.file.url, { priority: "low", cache, headers, signal: request.signal });
      if (response.status === NO_SUCH_RANGE) return;
      if (!response.ok) throw new DownloadFailure("refused", this.name, response.status);
      // A server that knows no ranges sends all: what is here is passed over.
      await this.#read(response, response.status === 206 ? 0 : this.arrived);
    } catch (error) {
      if (error instanceof DownloadFailure) throw error;
      throw new DownloadFailure(isSilent ? "silent" : "broken", this.name);
    } finally {
      endWatch();
    }
  }

  /** @param {Response} response @param {number} known so many bytes at its beginning */
  async #read(response, known) {
    const reader = response.body?.getReader();
    let left = known;
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      this.line.hear(next.value.byteLength);
      const piece = left ? next.value.subarray(left) : next.value;
      left -= next.value.byteLength - piece.byteLength;
      // What someone on the way wants us to have instead.
      if (!this.arrived && looksLikePage(piece)) throw new DownloadFailure("replaced", this.name);
      if (piece.byteLength) this.#keep(piece);
      // What is longer than the file is another one: a page, a newer version.
      if (this.file.size && this.arrived > this.file.size) return void this.#request?.abort();
    }
  }

  /** @param {Uint8Array} piece */
  #keep(piece) {
    this.#pieces.push(piece);
    this.arrived += piece.byteLength;
    for (const follower of this.#followers) follower(piece);
    this.onBytes();
  }
}

/** @param {Uint8Array[]} pieces @returns {Uint8Array<ArrayBuffer>} */
function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let place = 0;
  for (const piece of pieces) {
    whole.set(piece, place);
    place += piece.byteLength;
  }
  return whole;
}

/** None of the files begins like markup. @param {Uint8Array} bytes */
function looksLikePage(bytes) {
  return /^\s*<[!a-z]/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));
}
