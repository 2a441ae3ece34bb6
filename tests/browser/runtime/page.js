// The page of the runtime's tests: the runtime alone, with everything it says written down.
// Bundled by conftest.py; imported by nobody.
// Out: window.runtime, window.states as [state, message], window.progress.
import { createRuntime } from "../../../site_scripts/browser/python/runtime.js";

window.states = [];
window.progress = [];
window.runtime = createRuntime({
  base: new URL(".", document.currentScript.src).href,
  onState: (state, failure) => window.states.push([state, failure?.message ?? ""]),
  onProgress: (progress) => window.progress.push(progress),
});
