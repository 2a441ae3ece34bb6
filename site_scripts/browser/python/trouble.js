// What a reader is told when Python cannot be had: what stands in the way, who can mend it, what still works. Pure.
// In: whatever was thrown, in the page or in the worker. Out: a RuntimeFailure, whose message is a sentence.

import { MissingBundle } from "./bundle.js";
import { DownloadFailure } from "./download.js";

/** What went wrong, as a sentence for the reader; the `cause` is for who mends it. */
export class RuntimeFailure extends Error {
  /**
   * @param {"timeout" | "died" | "failed"} kind @param {string} message
   * @param {{canRetry?: boolean, isOfBoot?: boolean, cause?: unknown}} [more] whether trying again can help; whether Python
   *   may start if its memory is not taken from the snapshot
   */
  constructor(kind, message, { canRetry = true, isOfBoot = false, cause } = {}) {
    super(message, { cause });
    this.name = "RuntimeFailure";
    this.kind = kind;
    this.canRetry = canRetry;
    this.isOfBoot = isOfBoot;
  }
}

/** What the page's policy and Python ask of a browser: see docs/contribute/faults.md. */
const BROWSERS = "Firefox 115, Chrome or Edge 109, Safari 16.4, or a newer one";
const WITHOUT = "Text, pictures and the first answers of each button work without Python.";

const MEMORY = /out of memory|(?:could not|cannot|failed to) allocate|MemoryError/i;
const POLICY = /content security policy|\bCSP\b|unsafe-eval/i;
/** What a browser throws that does not know what the files are made of. */
const UNKNOWN_THINGS = ["CompileError", "LinkError", "SyntaxError"];

/** @param {string} why @param {{canRetry?: boolean, isOfBoot?: boolean, cause?: unknown}} [more] */
const failed = (why, more) => new RuntimeFailure("failed", `${why} ${WITHOUT}`, more);

/** @param {number} limit milliseconds */
export const tooLate = (limit) =>
  new RuntimeFailure("timeout", `Python took longer than ${limit / 1000} seconds, so it was stopped and started anew.`);

export const stuck = () =>
  failed(
    "All of Python is here, but in a minute it did not start. Close what else keeps this device busy, then try again.",
    {
      isOfBoot: true,
    },
  );

/** The worker is no more. @param {string} [message] the browser's */
export function died(message = "") {
  const why = MEMORY.test(message)
    ? "Python ran out of memory, and was started anew. Close other tabs, or ask for something smaller."
    : "Python stopped, and was started anew. What you did last was not answered: do it once more.";
  return new RuntimeFailure("died", why, { cause: message });
}

/** @param {{WebAssembly?: unknown, Worker?: unknown}} browser its global names @returns {RuntimeFailure | undefined} */
export function obstacleIn(browser) {
  if (!browser.WebAssembly) {
    return failed(
      "Python needs WebAssembly, and this browser has it switched off (a setting, the rules of who looks after this device, " +
        `Lockdown Mode) or is too old for it. It takes ${BROWSERS}.`,
      { canRetry: false },
    );
  }
  if (!browser.Worker) return noWorker();
  return undefined;
}

/** @param {unknown} [cause] */
export const noWorker = (cause) =>
  failed(
    "Python may not run where this page is shown: a frame inside another page, or the server's rules, forbid it a worker. " +
      "Open the page in a tab of its own; if that does not help, whoever runs the site can allow workers.",
    { canRetry: false, cause },
  );

/** @param {any} error thrown while Python booted, or what the worker told of it @returns {RuntimeFailure} */
export function asFailure(error) {
  if (error instanceof RuntimeFailure) return error;
  if (error instanceof DownloadFailure) {
    const { why, canRetry } = ofDownload("Python", error);
    return failed(why, { canRetry, cause: error });
  }
  if (error instanceof MissingBundle) {
    return failed(
      `Python could not be loaded: the file ${error.message} is missing. Unpack the whole folder, then open the page again.`,
    );
  }
  const { name, message } = error;
  if (name === "DamagedFile") {
    return failed(`Python could not be loaded: ${ofDamage(message)}`, { canRetry: false, cause: name });
  }
  if (MEMORY.test(message)) {
    return failed("This device has too little free memory for Python. Close other tabs or programs, then try again.", {
      cause: message,
    });
  }
  if (POLICY.test(message)) {
    return failed(
      "Python may not run here: the rules that the server sends with this page (Content-Security-Policy) forbid " +
        "WebAssembly. Whoever runs the site can allow it.",
      { canRetry: false, cause: message },
    );
  }
  if (UNKNOWN_THINGS.includes(name)) {
    return failed(`This browser is too old for the Python of this page. It takes ${BROWSERS}.`, {
      canRetry: false,
      isOfBoot: true,
      cause: message,
    });
  }
  return failed(
    `Python did not start in this browser, and this page does not know why. It takes ${BROWSERS}; trying again may help.`,
    { isOfBoot: true, cause: message },
  );
}

/** A package cannot be had, Python can. @param {string} name @param {any} error @returns {RuntimeFailure} */
export function packageFailure(name, error) {
  if (error instanceof RuntimeFailure) return error;
  if (error instanceof DownloadFailure) {
    const { why, canRetry } = ofDownload(name, error);
    return new RuntimeFailure("failed", why, { canRetry, cause: error });
  }
  const why =
    error instanceof MissingBundle
      ? `the file ${error.message} is missing. Unpack the whole folder, then open the page again.`
      : error.name === "DamagedFile"
        ? ofDamage(error.message)
        : MEMORY.test(error.message)
          ? "this device has too little free memory. Close other tabs or programs, then try again."
          : "it arrived, but does not start here. Trying again may help.";
  return new RuntimeFailure("failed", `${name} could not be loaded: ${why}`, { cause: error.message });
}

/** @param {string} file in a folder on this device */
const ofDamage = (file) =>
  `${file} in this folder is not what it was when it was built. Unpack the whole folder anew, then open the page again.`;

/** @param {string} what Python, numpy @param {DownloadFailure} failure @returns {{why: string, canRetry: boolean}} */
function ofDownload(what, { trouble, file, status = 0 }) {
  const start = `${what} could not be loaded:`;
  switch (trouble) {
    case "silent":
      return {
        why: `Nothing more of ${what} has arrived for a minute. What is here is kept: check the connection, then try again.`,
        canRetry: true,
      };
    case "broken":
      return {
        why: `${start} the connection broke off. What has arrived is kept: check the connection, then try again.`,
        canRetry: true,
      };
    case "replaced":
      return {
        why:
          `${start} in place of the file ${file} a web page arrived, from a filter or from this network's sign-in. ` +
          "Sign in if it asks you to, then try again; else whoever looks after the network can let the file through.",
        canRetry: true,
      };
    case "damaged":
      return {
        why:
          `${start} the file ${file} arrives changed, however often it is asked for. Something in this network ` +
          "changes it, or the site was renewed: load the page anew, or try another network.",
        canRetry: true,
      };
  }
  if (status === 404 || status === 410) {
    return {
      why:
        `${start} the server has no file ${file} (${status}). If the site was renewed, loading the page anew helps; ` +
        "if not, whoever runs the site must put the file there.",
      canRetry: false,
    };
  }
  if (status === 429 || status >= 500) {
    return {
      why: `${start} the server is out of order or overloaded (${status}). Try again in a minute.`,
      canRetry: true,
    };
  }
  return {
    why:
      `${start} the server, or a filter of this network, refuses the file ${file} (${status}). Whoever looks after the ` +
      "network or the site can allow it.",
    canRetry: false,
  };
}
