// Boots the Pyodide that ships, imports what the page will need, and writes Python's memory to a file.
// Run by snapshot.py: `node snapshot.mjs RUNTIME_FOLDER STDLIB OUT MODULE ...`, the modules in the order of their import.
// In: the runtime folder with Pyodide's files and lesson_core.json, and the standard library, compiled.
// Out: the memory as its difference from the one that the program begins with, not compressed.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { xorWithProgram } from "../browser/python/difference.js";
import { bootInNode, importModule, readSources, writeSources } from "./node.mjs";

const [folder, stdlib, out, ...modules] = process.argv.slice(2);

/**
 * Pyodide's boot gives its memory away only when much has been written to it.
 * @returns {Promise<ArrayBuffer>} a copy of memory right after the program was instantiated
 */
function memoryAtStart() {
  /** @type {any} Node's types have it as a namespace */
  const { WebAssembly } = globalThis;
  const native = WebAssembly.instantiate;
  return new Promise((done) => {
    WebAssembly.instantiate = async (/** @type {any} */ ...given) => {
      const made = await Reflect.apply(native, WebAssembly, given);
      const memory = given[1]?.env?.memory; // a small module that Pyodide makes before has none
      if (memory) done(memory.buffer.slice(0));
      return made;
    };
  });
}

/**
 * Writes zeros over memory that was used and freed (3.8 MB of it): takes every free piece that lies below the heap's end,
 * large ones first, then gives all of them back. Python's own small objects are among them: here it has no allocator
 * of its own.
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
  const begun = memoryAtStart();
  const pyodide = await bootInNode(folder, { stdLibURL: resolve(stdlib), _makeSnapshot: true });
  writeSources(pyodide, readSources(folder));
  for (const name of ["random", ...modules, "lesson_core.api"]) importModule(pyodide, name);
  // Seeded by chance when it was imported; the page seeds it anew.
  const random = pyodide.pyimport("random");
  random.seed(0);
  random.destroy();
  const garbage = pyodide.pyimport("gc");
  garbage.collect();
  garbage.destroy();
  wipeFreeMemory(pyodide._module);
  const snapshot = pyodide.makeMemorySnapshot();
  xorWithProgram(snapshot.buffer, await begun);
  writeFileSync(out, snapshot);
}

// The message alone: Node would print the line of the stack's top file, which is a megabyte long in Pyodide.
main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
