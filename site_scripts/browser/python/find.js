// Finds the runtime's files: in the page's manifest, in runtime/manifest.json, or (on file://) in classic scripts.
// In: the folder of nudge.js. Out: {files, indexURL, createWorker, filesOf}, sizes in bytes.

import { pageManifest } from "../parts/manifest.js";

/** @import { ManifestFile, RuntimeFiles } from "../types.js" */

const FOLDER = "runtime/";
/** Files that only some readers need. */
const ON_DEMAND = /^numpy-/;

/** @returns {boolean} */
export const isDoubleClicked = () => location.protocol === "file:";

/**
 * Before the build's last step (`mkdocs serve`) every file still has its own name.
 * @param {string} base @returns {Promise<Record<string, ManifestFile>>}
 */
async function getFiles(base) {
  const listedInPage = pageManifest();
  if (listedInPage) return listedInPage.files;
  const response = await fetch(new URL(`${FOLDER}manifest.json`, base));
  if (!response.ok) throw new Error(`the list of its files is missing (${response.status})`);
  /** @type {[string, ManifestFile][]} */
  const entries = Object.entries((await response.json()).files);
  const listed = entries.map(([name, file]) => [FOLDER + name, { ...file, path: FOLDER + file.path }]);
  return { ...Object.fromEntries(listed), "worker.js": { path: "worker.js", size: 0, sha256: "" } };
}

/**
 * Loads a classic script that puts a bundle of files into memory; file:// allows nothing else.
 * @param {string} address @param {string} name @returns {Promise<typeof nudgeBundles[string]>}
 */
function loadBundle(address, name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => {
      script.remove();
      resolve(globalThis.nudgeBundles[name]);
    };
    script.onerror = () => reject(new Error(`the file ${decodeURI(new URL(address).pathname)} is missing`));
    document.head.append(script);
  });
}

/** @returns {number | undefined} how many bytes must come until Python is ready, where the page has a manifest */
export function bytesToReady() {
  const needed = Object.entries(pageManifest()?.files ?? {}).filter(
    ([name]) => name.startsWith(FOLDER) && !ON_DEMAND.test(name.slice(FOLDER.length)),
  );
  return needed.length ? needed.reduce((sum, [, { size }]) => sum + size, 0) : undefined;
}

/**
 * @typedef {object} Found
 * @property {RuntimeFiles} files
 * @property {string} indexURL the folder in which Pyodide believes its files to lie
 * @property {() => Worker} createWorker
 * @property {(name: string) => Promise<RuntimeFiles>} filesOf what a package needs beyond `files`
 */

/**
 * A worker has its page's policy only when it starts from a blob: one from an address has that of its response's headers,
 * which a folder of files cannot choose.
 * @param {string[]} programs @returns {() => Worker}
 */
function workerOf(programs) {
  const address = URL.createObjectURL(new Blob([programs.join("\n;\n")], { type: "text/javascript" }));
  return () => new Worker(address);
}

/** @param {string} address @returns {Promise<string>} */
async function getProgram(address) {
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) throw new Error(`the server did not give its program ${new URL(address).pathname}`);
  return response.text();
}

/** @param {string} base @returns {Promise<Found>} */
async function fromServer(base) {
  const listed = await getFiles(base);
  /** @type {RuntimeFiles} */
  const files = {};
  for (const [name, { path, size, sha256 }] of Object.entries(listed)) {
    if (name.startsWith(FOLDER)) files[name.slice(FOLDER.length)] = { size, sha256, url: new URL(path, base).href };
  }
  return {
    files,
    indexURL: new URL(FOLDER, base).href,
    createWorker: workerOf([await getProgram(new URL(listed["worker.js"].path, base).href)]),
    filesOf: async () => ({}),
  };
}

/** @param {string} base @returns {Promise<Found>} */
async function fromMemory(base) {
  const listed = pageManifest()?.files ?? {};
  /** @param {string} name */
  const bundle = (name) => {
    const file = `bundle-${name}.js`;
    return loadBundle(new URL(listed[file]?.path ?? file, base).href, name);
  };
  const { scripts = [], files } = await bundle("python");
  return {
    files,
    indexURL: "memory://runtime/",
    createWorker: workerOf(scripts),
    filesOf: async (name) => (await bundle(name)).files,
  };
}

/** @param {string} base the folder of nudge.js */
export const findRuntime = (base) => (isDoubleClicked() ? fromMemory(base) : fromServer(base));
