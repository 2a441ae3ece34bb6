// Reads a bundle: runtime files as a classic script, for file:// and for networks whose filters refuse their endings.
// In: its name and address, a download of it. Out: {scripts, files} as publish/bundles.py wrote them.

import { DamagedFile } from "../parts/sha256.js";

/** @import { Bundle } from "../types.js" */
/** @import { Download } from "./download.js" */

/** Whether this page may read what lies beside it: file:// may not, nor may a frame without an origin. */
export const mayFetch = () => location.protocol !== "file:" && self.origin !== "null";

/**
 * @param {string} name @param {string} address @param {() => Download} getDownload
 * @returns {Promise<Bundle>}
 */
export async function readBundle(name, address, getDownload) {
  if (!mayFetch()) return runBundle(name, address);
  const text = new TextDecoder().decode(await getDownload().fetch());
  return JSON.parse(text.slice(text.indexOf("] = ") + "] = ".length, text.lastIndexOf(";")));
}

/** As a script, which puts it into memory. @param {string} name @param {string} address @returns {Promise<Bundle>} */
function runBundle(name, address) {
  const file = new URL(address).pathname.split("/").at(-1) ?? name;
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => {
      script.remove();
      const bundle = globalThis.nudgeBundles?.[name];
      if (bundle) resolve(bundle);
      else reject(new DamagedFile(file));
    };
    script.onerror = () => reject(new MissingBundle(file));
    document.head.append(script);
  });
}

export class MissingBundle extends Error {}
