// Takes from the worker whatever reaches the network, the page's storage or another worker, before a reader's code runs.
// In: the worker's global scope. Out: the same scope with nothing but what stands in KEPT.

/** What the language itself brings, and Python's own loading and running needs. What is not named here goes. */
const KEPT = new Set(
  `
  AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date
  DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int16Array
  Int32Array Int8Array InternalError Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError
  Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array
  Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt undefined unescape

  AbortController AbortSignal Blob CompressionStream CustomEvent DOMException DecompressionStream ErrorEvent Event
  EventTarget File FileReader FormData Headers ImageData MessageChannel MessageEvent MessagePort Performance PromiseRejectionEvent
  ReadableStream Request Response TextDecoder TextEncoder TransformStream URL URLSearchParams WritableStream
  DedicatedWorkerGlobalScope WorkerGlobalScope WorkerLocation WorkerNavigator addEventListener atob btoa clearInterval
  clearTimeout close console constructor crossOriginIsolated crypto dispatchEvent isSecureContext location name navigator
  origin performance postMessage queueMicrotask removeEventListener reportError self setInterval setTimeout structuredClone

  appCodeName appName appVersion hardwareConcurrency language languages onLine platform product userAgent vendor
  `
    .trim()
    .split(/\s+/),
);
/**
 * From the object and from all it inherits from, up to what every object has.
 * @param {object} object
 */
function strip(object) {
  for (let owner = object; owner !== Object.prototype && owner; owner = Object.getPrototypeOf(owner)) {
    if (owner === EventTarget.prototype) continue;
    for (const name of Object.getOwnPropertyNames(owner)) if (!KEPT.has(name)) Reflect.deleteProperty(owner, name);
  }
}

/** For good: what is deleted cannot be had back, since every object that bore it is stripped. */
export function confine() {
  // By now this one knows the held files only (files.js), and Pyodide asks it for packages.
  const { fetch } = self;
  strip(navigator);
  strip(self);
  self.fetch = fetch;
}
