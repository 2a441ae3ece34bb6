// Boots Pyodide in the worker: from the snapshot of Python's memory where it is whole, else from the start.
// In: Files, the address Pyodide believes its files to have, a Count. Out: {pyodide, snapshot, reason}.

import { ENVIRONMENT, writeSources } from "../environment.js";
import { mendTable } from "./table.js";

/** @import { Booted, Pyodide } from "../../types.js" */
/** @import { Count, Files } from "./files.js" */

/** @typedef {{memory?: ArrayBuffer, reason: string}} Snapshot without memory, the reason says why */

const SNAPSHOT = "snapshot.bin";
const WASM = "pyodide.asm.wasm";
const SCRIPTS = ["pyodide.js", "pyodide.asm.js"];

/**
 * Starts to compile at once, while Pyodide still waits for the snapshot.
 * @param {Files} files @param {Count} count
 * @returns {Promise<WebAssembly.Module>}
 */
async function compileWasm(files, count) {
  const { size } = files.entry(WASM);
  count.expect(size);
  const response = await files.response(WASM);
  // Some servers name the type wrongly, and streaming insists on it; then the browser keeps no compiled code.
  const typed = response.headers.get("Content-Type")?.startsWith("application/wasm")
    ? response
    : new Response(response.body, { headers: { "Content-Type": "application/wasm" } });
  const module = await WebAssembly.compileStreaming(typed);
  count.add(size);
  return module;
}

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
 * @param {Files} files @param {Count} count
 * @returns {Promise<Snapshot>}
 */
async function loadSnapshot(files, count) {
  try {
    return { memory: await files.load(SNAPSHOT, count, { unpack: true }), reason: "" };
  } catch (error) {
    return { reason: /** @type {Error} */ (error).message };
  }
}

/** @param {Files} files */
async function loadScripts(files) {
  if (typeof self.loadPyodide === "function") return; // on file:// they came with the worker
  // importScripts cannot go round a cache, but what this fetch brings replaces what a cache held.
  if (files.fresh) await Promise.all(SCRIPTS.map(async (name) => (await files.response(name)).arrayBuffer()));
  importScripts(...SCRIPTS.map((name) => files.entry(name).url ?? ""));
}

/**
 * @param {{files: Files, indexURL: string, count: Count,
 *   snapshot: boolean}} options
 * @returns {Promise<Booted & {pyodide: Pyodide}>}
 */
export async function boot({ files, indexURL, count, snapshot }) {
  // All at once: the wires are the slow part.
  const compiled = compileWasm(files, count);
  const needed = [compiled, files.hold("python_stdlib.zip", count), files.hold("pyodide-lock.json", count)];
  const sources = files.load("lesson_core.json", count);
  /** @type {Snapshot | Promise<Snapshot>} */
  const memory = snapshot ? loadSnapshot(files, count) : { reason: "a boot without it was asked for" };
  const failed = Promise.all([...needed, sources]).then(() => new Promise(() => {}));
  // Raced below; until then the browser must not call its failure an unhandled one.
  failed.catch(() => undefined);

  // What Pyodide gets for its wasm is not read: giveCompiled has the module.
  files.held[WASM] = Promise.resolve(new ArrayBuffer(0));
  files.answerFetch(indexURL);
  giveCompiled(compiled);
  await loadScripts(files);
  const { memory: saved, reason } = await memory;
  const start = self.loadPyodide({ indexURL, env: { ...ENVIRONMENT }, ...(saved && { _loadSnapshot: saved }) });
  // Pyodide waits for ever when a file of its own fails, so its failure is raced.
  const pyodide = await Promise.race([start, failed]);
  writeSources(pyodide, JSON.parse(new TextDecoder().decode(await sources)));
  return { pyodide, snapshot: Boolean(saved), reason };
}
