// Times lesson_core in the page's Python beside the plain JavaScript engine, in one page.
// Loaded by engines.html. In: engines.py, the files of runtime/. Out: globalThis.engines.

import { ENVIRONMENT, writeSources } from "./environment.js";
import { PlainNetwork } from "./plain-engine.js";

/** @typedef {"tanh" | "sigmoid"} Hidden */

/** Milliseconds a step of the plain engine. @param {number[]} sizes @param {Hidden} hidden @param {number} steps */
function plainStep(sizes, hidden, steps) {
  let turn = 0;
  const network = new PlainNetwork(sizes, hidden, () => {
    turn += 1;
    return 0.5 * Math.sin(turn);
  });
  const step = () => network.step([0.5, 0.8], 1, 0.05);
  for (let warm = 0; warm < steps; warm += 1) step();
  const began = performance.now();
  for (let made = 0; made < steps; made += 1) step();
  return (performance.now() - began) / steps;
}

async function start() {
  const pyodide = await globalThis.loadPyodide({ indexURL: "runtime/", env: ENVIRONMENT });
  writeSources(pyodide, await (await fetch("runtime/lesson_core.json")).json());
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  pyodide.runPython(await (await fetch("engines.py")).text());
  const [scalarStep, deepStep] = ["scalar_step", "deep_step"].map((name) => pyodide.globals.get(name));
  return {
    plainStep,
    /** @param {number[]} sizes @param {Hidden} hidden @param {number} steps */
    scalarStep: (sizes, hidden, steps) => scalarStep(pyodide.toPy(sizes), hidden, steps),
    /** @param {number} steps */
    deepStep: (steps) => deepStep(steps),
  };
}

globalThis.engines = start();
