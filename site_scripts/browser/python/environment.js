// What must be the same wherever Python boots: in the page's worker and in Node, where the snapshot is made.
// In: a Pyodide that has just booted, and lesson_core's sources as {path: text}.

/** @import { Pyodide } from "../types.js" */

/** Where lesson_core's files lie in the page's file system; the snapshot remembers these paths. */
export const SITE_PACKAGES = "/lib/python3.13/site-packages";

/** Where its standard library lies. */
export const LIBRARY = "/lib/python313.zip";

/** With the seed fixed, sets have one order in every boot, with the snapshot or without it. */
export const ENVIRONMENT = { HOME: "/home/pyodide", PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" };

/**
 * Writes lesson_core into Python's file system: a snapshot holds memory only, not files.
 * @param {Pyodide} pyodide
 * @param {Record<string, string>} sources
 */
export function writeSources(pyodide, sources) {
  for (const [path, text] of Object.entries(sources)) {
    const full = `${SITE_PACKAGES}/${path}`;
    pyodide.FS.mkdirTree(full.slice(0, full.lastIndexOf("/")));
    pyodide.FS.writeFile(full, text);
  }
  lookAgain(pyodide);
}

/** Python remembers what lay in a folder, by a time that may be the same. @param {Pyodide} pyodide */
export function lookAgain(pyodide) {
  const importlib = pyodide.pyimport("importlib");
  importlib.invalidate_caches();
  importlib.destroy();
}

/**
 * Imports a module and calls nothing; the proxy is let go at once, since a snapshot may hold none.
 * @param {Pyodide} pyodide
 * @param {string} name
 */
export function importModule(pyodide, name) {
  pyodide.pyimport(name).destroy();
}
