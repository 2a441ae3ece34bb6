// The envelope between page and worker: every message has a kind, every request an id and exactly one answer.
// Types only; imported by runtime.js, worker.js and the modules that serve them.
// In: nothing. Out: the shapes of what passes through postMessage.

/**
 * Where the bytes of one file come from: an address, or (on file://) base64 text in memory.
 * @typedef {{size: number, sha256?: string, url?: string, data?: string, gzip?: boolean}} RuntimeFile
 */

/**
 * @typedef {{kind: "boot", indexURL: string, files: Record<string, RuntimeFile>, snapshot: boolean, fresh: boolean}} Boot
 * @typedef {{kind: "load", name: string, files: Record<string, RuntimeFile>}} Load
 * @typedef {{kind: "ask", id: number, request: string}} Ask
 * @typedef {Boot | Load | Ask} ToWorker
 */

/**
 * `loaded` and `total` are bytes; `reason` says why a boot did without the snapshot.
 * @typedef {{kind: "progress", what: string, loaded: number, total: number}} Progress
 * @typedef {{kind: "ready", snapshot: boolean, reason: string}} Ready
 * @typedef {{kind: "boot-failed", message: string}} BootFailed
 * @typedef {{kind: "loaded", name: string}} Loaded
 * @typedef {{kind: "load-failed", name: string, message: string}} LoadFailed
 * @typedef {{kind: "reply", id: number, reply: string}} Reply
 * @typedef {{kind: "broke", id: number, message: string}} Broke
 * @typedef {Progress | Ready | BootFailed | Loaded | LoadFailed | Reply | Broke} FromWorker
 */

export {};
