// Decides whether Python may be fetched before the reader asks for it, and says how many bytes that would be.
// In: the browser's word on the connection, the page's manifest. Out: {automatic, bytes}.

import { bytesToReady } from "./find.js";

const SLOW = ["slow-2g", "2g", "3g"];

/**
 * `bytes` is at most what will be fetched: a server may send it compressed.
 * @param {{saveData?: boolean, effectiveType?: string} | undefined} connection `navigator.connection`, where it exists
 * @returns {{automatic: boolean, bytes: number | undefined}} not automatic: Python comes on first use
 */
export function plan(connection) {
  const spare = connection?.saveData || SLOW.includes(connection?.effectiveType ?? "");
  return { automatic: location.protocol === "file:" || !spare, bytes: bytesToReady() };
}
