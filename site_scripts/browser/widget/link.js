// A widget's state as a short text for an address, and back. Pure.
// The text: "1." (the version), then {"widget", "state"} as JSON, packed as zlib does (RFC 1950), in base64url letters.
// zlib's checksum tells a text that was cut or changed on its way.

/** @import { WidgetState } from "../types.js" */
/** @typedef {{widget: string, state: WidgetState}} Linked */

const VERSION = "1.";

/** Characters of an address, and of the JSON in it: more is no state of ours, and is not unpacked. */
const LONGEST = 100_000;
const LARGEST = 1_000_000;

/** Why a text from outside cannot be shown: a sentence for the reader. */
export class LinkError extends Error {}

/** @param {Linked} linked @returns {Promise<string>} */
export async function encode({ widget, state }) {
  const bytes = new TextEncoder().encode(JSON.stringify({ widget, state }));
  const packed = await passed(bytes, new CompressionStream("deflate"), Number.POSITIVE_INFINITY);
  const letters = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  return VERSION + letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text @returns {Promise<Linked>} Rejects with a LinkError. */
export async function decode(text) {
  if (!text.startsWith(VERSION)) throw new LinkError("It was made by another version of this site.");
  const letters = text.slice(VERSION.length);
  if (!/^[\w-]+$/.test(letters) || letters.length > LONGEST) throw damaged();
  let json;
  try {
    const packed = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
    const unpacked = await passed(bytes, new DecompressionStream("deflate"), LARGEST);
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(unpacked));
  } catch {
    throw damaged();
  }
  return asLinked(json);
}

/** @param {any} json @returns {Linked} or throws a LinkError */
export function asLinked(json) {
  const { widget, state } = json ?? {};
  if (typeof widget !== "string" || typeof state !== "object" || state === null) throw damaged();
  return { widget, state };
}

const damaged = () => new LinkError("It is cut short or damaged.");

/**
 * @param {Uint8Array<ArrayBuffer>} bytes @param {CompressionStream | DecompressionStream} stream @param {number} most
 * @returns {Promise<Uint8Array<ArrayBuffer>>} what comes out of the stream, at most so many bytes
 */
async function passed(bytes, stream, most) {
  const chunks = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (let { value } = await reader.read(); value; { value } = await reader.read()) {
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw damaged();
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
