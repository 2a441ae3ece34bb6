// Runs a program in the Pyodide that ships, with its trimmed standard library: `node reach.mjs RUNTIME_FOLDER PROGRAM`.
// Out: what the program's function `main` gives, a text.
import { readFileSync } from "node:fs";
import { bootInNode, readSources, writeSources } from "../../site_scripts/runtime/node.mjs";

const [folder, program] = process.argv.slice(2);

async function main() {
  const pyodide = await bootInNode(folder);
  writeSources(pyodide, readSources(folder));
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  pyodide.FS.writeFile("/home/pyodide/reach.py", readFileSync(program, "utf8"));
  process.stdout.write(pyodide.pyimport("reach").main());
}

// The message alone: Node would print the line of the stack's top file, which is a megabyte long in Pyodide.
main().then(
  () => process.exit(0),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
