// The page of the runtime's tests: the runtime alone, with everything it says written down. Bundled by bundle.mjs.
// Out: window.runtime, window.states as [state, message], window.progress, window.missing.
import { Runtime } from "../../../site_scripts/browser/python/runtime.js";

window.states = [];
window.progress = [];
window.missing = [];
window.runtime = new Runtime(new URL(".", document.currentScript.src).href, {
  onState: (state, failure) => window.states.push([state, failure?.message ?? ""]),
  onProgress: (progress) => window.progress.push(progress),
  onImported: () => {},
  onMissing: (name, failure) => window.missing.push([name, failure.message]),
});
