// The worker: boots Python and passes requests to lesson_core.api.handle, one at a time.
// A bundle of its own, a classic script after Pyodide's. In: the messages ToWorker of types.d.ts. Out: FromWorker.

import { boot, compileWasm, writeLibrary } from "./boot.js";
import { confine } from "./confine.js";
import { Files } from "./files.js";

/** @import { Boot, FromWorker, Load, Pyodide, ToWorker } from "../../types.js" */

/** @type {Pyodide} */
let pyodide;
/** @type {(request: string) => string} */
let handle;

const files = new Files();

/** Once the standard library is there. @type {Promise<void>} */
let library;

/** @param {FromWorker} message */
const tell = (message) => self.postMessage(message);

/** @param {Boot} message */
async function start({ indexURL, names, snapshot, compiled: given }) {
  files.expect(names);
  const compiled = given ? Promise.resolve(given) : compileWasm(files);
  const booted = await boot({ files, indexURL, snapshot, compiled });
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
  library = booted.snapshot ? writeLibrary(pyodide, files) : Promise.resolve();
  // Who needs it awaits it; until then the browser must not call its failure an unhandled one.
  library.catch(() => undefined);
  if (!given) tell({ kind: "compiled", module: await compiled });
}

/** @param {Load} message */
async function load({ name, names }) {
  files.expect(names);
  await Promise.all([library, ...names.map((file) => files.bytes(file))]);
  await pyodide.loadPackage(name, { messageCallback: () => {}, errorCallback: () => {} });
  pyodide.pyimport(name).destroy();
  tell({ kind: "loaded", name });
}

/** What Pyodide throws need not be an Error. @param {any} error */
const described = (error) => ({ name: String(error.name ?? ""), message: String(error.message ?? error) });

self.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
  /** @type {ToWorker} */
  const message = data;
  switch (message.kind) {
    case "boot":
      start(message).catch((error) => tell({ kind: "boot-failed", ...described(error) }));
      break;
    case "piece":
      files.addPiece(message);
      break;
    case "file":
      files.finish(message);
      break;
    case "load":
      load(message).catch((error) => tell({ kind: "load-failed", ...described(error), package: message.name }));
      break;
    case "ask":
      tell({ kind: "begun", id: message.id });
      // `handle` catches what goes wrong in Python; what arrives here has broken Python itself.
      try {
        tell({ kind: "reply", id: message.id, reply: handle(message.request) });
      } catch (error) {
        tell({ kind: "broke", id: message.id, ...described(error) });
      }
      break;
  }
});
