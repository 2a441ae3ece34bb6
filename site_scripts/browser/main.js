// The composition root of the page's script: finds the widgets of the page and starts everything.
// Imported by nobody: build.mjs bundles it into nudge.js, a classic script that also runs on file://.
document.documentElement.dataset.python = "idle";
