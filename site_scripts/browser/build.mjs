// Bundles the page's scripts and all its styles: `node build.mjs OUT [STYLE ...]`. A widget's own style comes last.
// In: the ES modules beside this file. Out: classic scripts (file:// refuses module scripts), nudge.css and its fonts,
// and packages.json, the names of the npm packages in them.
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));

/** Entry file -> the name the pages ask for. */
const SCRIPTS = {
  "main.js": "nudge.js",
  "python/worker/main.js": "worker.js",
  "offline/service-worker.js": "service-worker.js",
  "page/lazy-search.js": "lazy-search.js",
};

const [out, ...widgetStyles] = process.argv.slice(2);
if (!out) {
  console.error("build.mjs: name the folder to write to, and the styles of the widgets");
  process.exit(2);
}

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  charset: "utf8",
  // Whatever reads the page's colours (color-mix) and boots Python; python/trouble.js names them to readers.
  target: ["chrome109", "edge109", "firefox115", "safari16.4"],
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
};

/**
 * KaTeX offers each font three times; every browser that runs Pyodide reads woff2, so the others are not shipped.
 * @type {import("esbuild").Plugin}
 */
const onlyWoff2 = {
  name: "only-woff2",
  setup(bundler) {
    bundler.onLoad({ filter: /katex(\.min)?\.css$/ }, async ({ path }) => {
      const { readFile } = await import("node:fs/promises");
      const text = await readFile(path, "utf8");
      return { contents: text.replace(/,url\([^()]*\.(?:woff|ttf)\) ?format\("[a-z]+"\)/g, ""), loader: "css" };
    });
  },
};

const target = resolve(out);
const scripts = Object.entries(SCRIPTS)
  .filter(([entry]) => existsSync(join(HERE, entry)))
  .map(([entry, name]) => build({ ...COMMON, entryPoints: [entry], format: "iife", outfile: join(target, name) }));
const styles = build({
  ...COMMON,
  stdin: {
    contents: ["./main.css", ...widgetStyles].map((path) => `@import ${JSON.stringify(path)};`).join("\n"),
    resolveDir: HERE,
    loader: "css",
  },
  outfile: join(target, "nudge.css"),
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  plugins: [onlyWoff2],
});
const results = await Promise.allSettled([...scripts, styles]);
// esbuild has already printed file and line of what failed.
if (results.some((result) => result.status === "rejected")) process.exit(1);
const inputs = results.flatMap((result) => ("value" in result ? Object.keys(result.value.metafile?.inputs ?? {}) : []));
const packages = inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
// For publish/licences.py, which takes it away again.
writeFileSync(join(target, "packages.json"), JSON.stringify([...new Set(packages)].sort()));
