// Finds the runtime's files: in the page's manifest or in runtime/manifest.json; on file:// bundles bring them.
// In: the folder of nudge.js. Out: their addresses, sizes and hashes, and which of them are needed together.

import { pageManifest } from "../parts/manifest.js";
import { mayFetch } from "./bundle.js";
import { DownloadFailure } from "./download.js";

/** @import { ListedFile, ManifestFile } from "../types.js" */

const FOLDER = "runtime/";
const WORKER = "worker.js";
/** Files that only some readers need: the package's name -> how its file's name begins. */
const PACKAGES = { numpy: "numpy-" };

/**
 * @typedef {object} Found
 * @property {Record<string, ListedFile>} files by name; the bundles too
 * @property {Record<string, string[]> | undefined} groups the names of what "python" and each package needs; undefined
 *   where only bundles can be read
 * @property {(name: string) => string} addressOf
 * @property {string} indexURL the folder in which Pyodide believes its files to lie
 */

/** @param {string} name of a file in the runtime's folder */
const packageOf = (name) => Object.entries(PACKAGES).find(([, start]) => name.startsWith(start))?.[0] ?? "python";

/** @returns {number | undefined} how many bytes must come until Python is ready, where the page has a manifest */
export function bytesToReady() {
  const needed = Object.entries(pageManifest()?.files ?? {}).filter(
    ([name]) => name.startsWith(FOLDER) && packageOf(name.slice(FOLDER.length)) === "python",
  );
  return needed.length ? needed.reduce((sum, [, { size }]) => sum + size, 0) : undefined;
}

/**
 * Before the build's last step (`mkdocs serve`) every file still has its own name.
 * @param {string} base @returns {Promise<Record<string, ManifestFile>>}
 */
async function getListed(base) {
  const listedInPage = pageManifest()?.files;
  if (listedInPage || !mayFetch()) return listedInPage ?? {};
  const name = `${FOLDER}manifest.json`;
  const response = await fetch(new URL(name, base)).catch(() => undefined);
  if (!response?.ok) throw new DownloadFailure(response ? "refused" : "broken", name, response?.status);
  /** @type {[string, ManifestFile][]} */
  const entries = Object.entries((await response.json()).files);
  const listed = entries.map(([name, file]) => [FOLDER + name, { ...file, path: FOLDER + file.path }]);
  return { ...Object.fromEntries(listed), [WORKER]: { path: WORKER, size: 0, sha256: "" } };
}

/** @param {string} base the folder of nudge.js @returns {Promise<Found>} */
export async function findRuntime(base) {
  const listed = await getListed(base);
  /** @type {Found["files"]} */
  const files = {};
  for (const [name, { path, size, sha256 }] of Object.entries(listed)) {
    files[name.startsWith(FOLDER) ? name.slice(FOLDER.length) : name] = { size, sha256, url: new URL(path, base).href };
  }
  const runtime = Object.keys(listed).flatMap((name) => (name.startsWith(FOLDER) ? [name.slice(FOLDER.length)] : []));
  /** @param {string} what */
  const group = (what) => runtime.filter((name) => packageOf(name) === what);
  const packages = Object.keys(PACKAGES).map((name) => [name, group(name)]);
  const groups = { python: [WORKER, ...group("python")], ...Object.fromEntries(packages) };
  return {
    files,
    groups: mayFetch() ? groups : undefined,
    addressOf: (name) => files[name]?.url ?? new URL(name, base).href,
    indexURL: mayFetch() ? new URL(FOLDER, base).href : "memory://runtime/",
  };
}
