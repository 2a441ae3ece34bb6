// The worker: boots Python and passes requests to lesson_core.api.handle, one at a time.
// A bundle of its own, a classic script. In: the messages ToWorker of types.d.ts. Out: the messages FromWorker.

import { boot } from "./boot.js";
import { confine } from "./confine.js";
import { Count, Files } from "./files.js";

/** @import { Boot, FromWorker, Load, Pyodide, ToWorker } from "../../types.js" */

/** @type {Pyodide} */
let pyodide;
/** @type {(request: string) => string} */
let handle;
/** @type {Files} */
let files;

/** @param {FromWorker} message */
const tell = (message) => self.postMessage(message);

/** @param {Boot} message */
async function start({ indexURL, files: known, snapshot, fresh }) {
  files = new Files(fresh);
  files.known = known;
  const booted = await boot({ files, indexURL, snapshot, count: new Count("python", tell) });
  pyodide = booted.pyodide;
  confine();
  // The snapshot holds the state of `random` as it was at build time: the same for every reader until now.
  const random = pyodide.pyimport("random");
  random.seed();
  random.destroy();
  const api = pyodide.pyimport("lesson_core.api");
  handle = api.handle.copy();
  api.destroy();
  tell({ kind: "ready", snapshot: booted.snapshot, reason: booted.reason });
}

/** @param {Load} message */
async function load({ name, files: more }) {
  Object.assign(files.known, more);
  const lock = JSON.parse(new TextDecoder().decode(await files.held["pyodide-lock.json"]));
  await files.hold(lock.packages[name].file_name, new Count(name, tell));
  await pyodide.loadPackage(name, { messageCallback: () => {}, errorCallback: () => {} });
  pyodide.pyimport(name).destroy();
  tell({ kind: "loaded", name });
}

/** @param {any} error what Pyodide throws need not be an Error */
const text = (error) => String(error.message ?? error);

self.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
  /** @type {ToWorker} */
  const message = data;
  switch (message.kind) {
    case "boot":
      start(message).catch((error) => tell({ kind: "boot-failed", message: text(error) }));
      break;
    case "load":
      load(message).catch((error) => tell({ kind: "load-failed", name: message.name, message: text(error) }));
      break;
    case "ask":
      // `handle` catches what goes wrong in Python; what arrives here has broken Python itself.
      try {
        tell({ kind: "reply", id: message.id, reply: handle(message.request) });
      } catch (error) {
        tell({ kind: "broke", id: message.id, message: text(error) });
      }
      break;
  }
});
