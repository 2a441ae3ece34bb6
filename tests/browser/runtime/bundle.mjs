// Bundles page.js for the runtime's tests: `node bundle.mjs BROWSER_FOLDER OUT`.
// In: the folder in which esbuild is installed. Out: a classic script.
import { createRequire } from "node:module";
import { join } from "node:path";

const [browser, outfile] = process.argv.slice(2);
const { buildSync } = createRequire(join(browser, "package.json"))("esbuild");
buildSync({
  entryPoints: [join(import.meta.dirname, "page.js")],
  bundle: true,
  format: "iife",
  outfile,
  logLevel: "warning",
});
