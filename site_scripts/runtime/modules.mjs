// Asks the browser's own Python which modules of its standard library the lessons use: `node modules.mjs RUNTIME_FOLDER`.
// In: the runtime folder with the whole standard library. Out: JSON, {files: paths in python_stdlib.zip, numpy: modules
// that numpy imports besides its own, in their order}.
import { LIBRARY } from "../browser/python/environment.js";
import { bootInNode, importModule, readSources, writeSources } from "./node.mjs";

const [folder] = process.argv.slice(2);
const ARCHIVE = `${LIBRARY}/`;

/** @param {any} pyodide @returns {Map<string, string | undefined>} every module imported so far, and its file */
function importedModules(pyodide) {
  const builtins = pyodide.pyimport("builtins");
  const sys = pyodide.pyimport("sys");
  const names = builtins.list(sys.modules).toJs();
  return new Map(
    names.map((/** @type {string} */ name) => [name, builtins.getattr(sys.modules.get(name), "__file__", undefined)]),
  );
}

async function main() {
  const pyodide = await bootInNode(folder);
  writeSources(pyodide, readSources(folder));
  for (const name of ["random", "lesson_core.api"]) importModule(pyodide, name);
  const before = importedModules(pyodide);
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  importModule(pyodide, "numpy");
  const { stdlib_module_names: standard } = pyodide.pyimport("sys");
  const names = [...importedModules(pyodide).keys()];
  const numpy = names.filter((name) => !before.has(name) && standard.has(name.split(".")[0]));
  importModule(pyodide, "numpy.random"); // numpy does so itself when it is first used
  const files = [...importedModules(pyodide).values()].filter((file) => file?.startsWith(ARCHIVE));
  process.stdout.write(JSON.stringify({ files: files.map((file) => file?.slice(ARCHIVE.length)), numpy }));
}

// The message alone: Node would print the line of the stack's top file, which is a megabyte long in Pyodide.
main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
