// Boots Pyodide in the worker: from the snapshot of Python's memory where it is whole, else from the start.
// In: Files, the address Pyodide believes its files to have. Out: {pyodide, snapshot, reason}.

import { ENVIRONMENT, writeSources } from "../environment.js";
import { gunzip } from "./files.js";
import { mendTable } from "./table.js";

/** @import { Booted, Pyodide } from "../../types.js" */
/** @import { Files } from "./files.js" */

/** @typedef {{memory?: ArrayBuffer, reason: string}} Snapshot without memory, the reason says why */

const SNAPSHOT = "snapshot.bin";
const WASM = "pyodide.asm.wasm";

/**
 * While it arrives.
 * @param {Files} files @returns {Promise<WebAssembly.Module>}
 */
export const compileWasm = (files) =>
  files.make(WASM, (stream) =>
    WebAssembly.compileStreaming(new Response(stream, { headers: { "Content-Type": "application/wasm" } })),
  );

/**
 * Pyodide compiles by itself, from the response its fetch gives: hand it the module that is compiled already.
 * @param {Promise<WebAssembly.Module>} compiled
 */
function giveCompiled(compiled) {
  const native = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (_, imports) => {
    WebAssembly.instantiateStreaming = native;
    const module = await compiled;
    const instance = await WebAssembly.instantiate(module, imports);
    const { env } = /** @type {{env: {__indirect_function_table: WebAssembly.Table}}} */ (imports);
    mendTable(env.__indirect_function_table, instance.exports);
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
  files.answerFetch(indexURL);
  giveCompiled(compiled);
  const sources = files.bytes("lesson_core.json");
  const saved = await (snapshot
    ? loadSnapshot(files)
    : { memory: undefined, reason: "a boot without it was asked for" });
  const { memory, reason } = saved;
  // Pyodide waits for ever when a file of its own fails, so its failure is raced.
  const pyodide = await Promise.race([
    self.loadPyodide({ indexURL, env: { ...ENVIRONMENT }, ...(memory && { _loadSnapshot: memory }) }),
    failureOf([compiled, sources, files.bytes("python_stdlib.zip"), files.bytes("pyodide-lock.json")]),
  ]);
  writeSources(pyodide, JSON.parse(new TextDecoder().decode(await sources)));
  return { pyodide, snapshot: Boolean(memory), reason };
}
