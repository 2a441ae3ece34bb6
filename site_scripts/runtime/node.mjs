// Boots the Pyodide that ships, in Node, the same way on every run: for snapshot.mjs and modules.mjs.
// In: the runtime folder. Out: a Pyodide, and the sources of lesson_core to be put into it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { ENVIRONMENT } from "../browser/python/environment.js";

export { importModule, writeSources } from "../browser/python/environment.js";

/** One clock for every run, so that the same sources give the same memory, byte for byte. */
function stopTheClock() {
  const fixed = 1735689600000; // 2025-01-01
  Date.now = () => fixed;
  performance.now = () => 0;
  globalThis.Date = new Proxy(Date, {
    construct: (native, given, newTarget) => Reflect.construct(native, given.length ? given : [fixed], newTarget),
  });
}

/** @param {string} folder @param {object} more Pyodide's options beside the usual ones */
export function bootInNode(folder, more = {}) {
  stopTheClock();
  // Python is told how its program is called, and remembers it: not by a path of the machine that builds.
  process.argv.splice(1, Infinity, "snapshot");
  const indexURL = resolve(folder);
  const { loadPyodide } = createRequire(import.meta.url)(join(indexURL, "pyodide.js"));
  return loadPyodide({ indexURL, env: { ...ENVIRONMENT }, ...more });
}

/** @param {string} folder @returns {Record<string, string>} lesson_core's files by their paths */
export const readSources = (folder) => JSON.parse(readFileSync(join(folder, "lesson_core.json"), "utf8"));
