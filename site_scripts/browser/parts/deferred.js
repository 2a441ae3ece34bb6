// A promise and what settles it: Promise.withResolvers, which Firefox 115, Safari 16.4 and Chrome 109 do not have yet.

/**
 * @template T
 * @typedef {{promise: Promise<T>, resolve: (value: T) => void, reject: (reason: unknown) => void}} Deferred
 */

/** @template T @returns {Deferred<T>} */
export function deferred() {
  /** @type {any} both are set before the constructor returns */
  const settle = {};
  const promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return { promise, ...settle };
}
