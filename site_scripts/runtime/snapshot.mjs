// Boots the Pyodide that ships, imports what the page will need, and writes Python's memory to a file.
// Run by snapshot.py: `node snapshot.mjs RUNTIME_FOLDER OUT`.
// In: the runtime folder with Pyodide's files, numpy's wheel and lesson_core.json. Out: the memory, not compressed.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { ENVIRONMENT, importModule, writeSources } from "../browser/python/environment.js";

const [folder, out] = process.argv.slice(2).map((path) => resolve(path));
// Python is told how its program is called, and remembers it: not by a path of the machine that builds.
process.argv.splice(1, Infinity, "snapshot");
const { loadPyodide } = createRequire(import.meta.url)(join(folder, "pyodide.js"));
const sources = JSON.parse(readFileSync(join(folder, "lesson_core.json"), "utf8"));

/** One clock for every run, so that the same sources give the same memory, byte for byte. */
function stopTheClock() {
  const fixed = 1735689600000; // 2025-01-01
  Date.now = () => fixed;
  performance.now = () => 0;
  globalThis.Date = new Proxy(Date, {
    construct: (native, given, newTarget) => Reflect.construct(native, given.length ? given : [fixed], newTarget),
  });
}

/** @param {object} more Pyodide's options beside the usual ones */
function boot(more = {}) {
  return loadPyodide({ indexURL: folder, env: { ...ENVIRONMENT }, ...more });
}

/** @param {any} pyodide @returns {string[]} the names of all modules imported so far */
function importedModules(pyodide) {
  const builtins = pyodide.pyimport("builtins");
  const sys = pyodide.pyimport("sys");
  const names = builtins.list(sys.modules);
  const listed = names.toJs();
  for (const proxy of [builtins, sys, names]) proxy.destroy();
  return listed;
}

/** Asks the browser's own Python which modules of the standard library numpy imports. */
async function standardModulesOfNumpy() {
  const pyodide = await boot();
  const before = new Set(importedModules(pyodide));
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  importModule(pyodide, "numpy");
  const sys = pyodide.pyimport("sys");
  const standard = sys.stdlib_module_names;
  const names = importedModules(pyodide).filter((name) => !before.has(name) && standard.has(name.split(".")[0]));
  for (const proxy of [standard, sys]) proxy.destroy();
  return names;
}

/**
 * Writes zeros over memory that was used and freed (3.8 MB, which shrinks the snapshot from 5.8 to 5.1 MB): takes every
 * free piece that lies below the heap's end, large ones first, then gives all of them back.
 * @param {any} module Emscripten's
 */
function wipeFreeMemory(module) {
  const end = module._sbrk(0);
  const taken = [];
  // Larger pieces would have to be taken at the end, and memory would grow.
  for (let size = 1 << 18; size >= 16; size >>= 1) {
    let place = module.___libc_malloc(size);
    for (; place < end; place = module.___libc_malloc(size)) {
      module.HEAPU8.fill(0, place, place + size);
      taken.push(place);
    }
    module.___libc_free(place);
  }
  for (const place of taken) module.___libc_free(place);
}

async function main() {
  stopTheClock();
  const standard = await standardModulesOfNumpy();
  const pyodide = await boot({ _makeSnapshot: true });
  writeSources(pyodide, sources);
  for (const name of ["random", ...standard, "lesson_core.api"]) importModule(pyodide, name);
  // Seeded by chance when it was imported; the page seeds it anew.
  const random = pyodide.pyimport("random");
  random.seed(0);
  random.destroy();
  const garbage = pyodide.pyimport("gc");
  garbage.collect();
  garbage.destroy();
  wipeFreeMemory(pyodide._module);
  writeFileSync(out, pyodide.makeMemorySnapshot());
}

// The message alone: Node would print the line of the stack's top file, which is a megabyte long in Pyodide.
main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
