// The hash by which a file is known to be what was built. In: bytes. Out: SHA-256 as hexadecimal text, as publish writes it.

import { sha256 as inScript } from "@noble/hashes/sha2.js";

/**
 * Browsers keep their own for https and this very machine. From any other address, a school's server perhaps, a script does
 * it, three times as slow (10 MB in 0.3 s).
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes @returns {Promise<string>}
 */
export async function sha256(bytes) {
  const digest = crypto.subtle
    ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
    : inScript(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A file in a folder on this device is not what was built. By its name, since a worker's errors arrive without a class. */
export class DamagedFile extends Error {
  /** @param {string} file */
  constructor(file) {
    super(file);
    this.name = "DamagedFile";
  }
}

/**
 * Whether these are the file's bytes. One without a hash is not published yet (`mkdocs serve`).
 * @param {{size: number, sha256?: string}} file @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<boolean>}
 */
export async function isIntact({ size, sha256: expected }, bytes) {
  return !expected || (bytes.byteLength === size && (await sha256(bytes)) === expected);
}
