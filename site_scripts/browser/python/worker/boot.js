// Boots Pyodide in the worker: from the snapshot of Python's memory where it is whole, else from the start.
// In: Files, the address Pyodide believes its files to have. Out: {pyodide, snapshot, reason}.

import { xorWithProgram } from "../difference.js";
import { ENVIRONMENT, LIBRARY, lookAgain, writeSources } from "../environment.js";
import { gunzip } from "./files.js";
import { mendTable } from "./table.js";

/** @import { Booted, Pyodide } from "../../types.js" */
/** @import { Files } from "./files.js" */

/** @typedef {{memory?: ArrayBuffer, reason: string}} Snapshot without memory, the reason says why */

const SNAPSHOT = "snapshot.bin";
const WASM = "pyodide.asm.wasm";
const STDLIB = "python_stdlib.zip";
/** A zip with nothing in it: Pyodide wants one, and what Python imports at first is in the snapshot. */
const EMPTY_ZIP = new Uint8Array([0x50, 0x4b, 5, 6, ...Array(18).fill(0)]);

/**
 * While it arrives.
 * @param {Files} files @returns {Promise<WebAssembly.Module>}
 */
export const compileWasm = (files) =>
  files.make(WASM, (stream) =>
    WebAssembly.compileStreaming(new Response(stream, { headers: { "Content-Type": "application/wasm" } })),
  );

/**
 * Pyodide compiles by itself, from the response its fetch gives: hand it the module that is compiled already. And before it
 * reads the snapshot, make that whole from the memory that the program brings.
 * @param {Promise<WebAssembly.Module>} compiled @param {ArrayBuffer | undefined} snapshot
 */
function giveCompiled(compiled, snapshot) {
  const native = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (_, imports) => {
    WebAssembly.instantiateStreaming = native;
    // Pyodide would not catch a failure: it waits, and `boot` tells it.
    const module = await compiled.catch(() => /** @type {Promise<never>} */ (new Promise(() => {})));
    const instance = await WebAssembly.instantiate(module, imports);
    const { env } = /** @type {{env: {__indirect_function_table: WebAssembly.Table, memory: WebAssembly.Memory}}} */ (
      imports
    );
    mendTable(env.__indirect_function_table, instance.exports);
    if (snapshot) xorWithProgram(snapshot, env.memory.buffer);
    return { module, instance };
  };
}

/**
 * @param {Files} files
 * @returns {Promise<Snapshot>}
 */
async function loadSnapshot(files) {
  try {
    return { memory: await files.make(SNAPSHOT, gunzip), reason: "" };
  } catch (error) {
    return { reason: /** @type {Error} */ (error).message };
  }
}

/** A promise that never settles but by a failure. @param {Promise<unknown>[]} needed @returns {Promise<never>} */
const failureOf = (needed) => Promise.all(needed).then(() => new Promise(() => {}));

/**
 * @param {{files: Files, indexURL: string, snapshot: boolean, compiled: Promise<WebAssembly.Module>}} options
 * @returns {Promise<Booted & {pyodide: Pyodide}>}
 */
export async function boot({ files, indexURL, snapshot, compiled }) {
  const sources = files.bytes("lesson_core.json");
  const failed = failureOf([compiled, sources, files.bytes("pyodide-lock.json")]);
  // Raced below; until then the browser must not call its failure an unhandled one.
  failed.catch(() => undefined);
  const saved = await (snapshot
    ? loadSnapshot(files)
    : { memory: undefined, reason: "a boot without it was asked for" });
  const { memory, reason } = saved;
  files.answerFetch(indexURL, memory && { [STDLIB]: EMPTY_ZIP });
  giveCompiled(compiled, memory);
  // Pyodide waits for ever when a file of its own fails, so its failure is raced.
  const pyodide = await Promise.race([
    self.loadPyodide({ indexURL, env: { ...ENVIRONMENT }, ...(memory && { _loadSnapshot: memory }) }),
    failed,
    memory ? failed : failureOf([files.bytes(STDLIB)]),
  ]);
  writeSources(pyodide, JSON.parse(new TextDecoder().decode(await sources)));
  return { pyodide, snapshot: Boolean(memory), reason };
}

/**
 * The standard library, in the place of the empty one.
 * @param {Pyodide} pyodide @param {Files} files
 */
export async function writeLibrary(pyodide, files) {
  pyodide.FS.writeFile(LIBRARY, await files.bytes(STDLIB));
  lookAgain(pyodide);
}
