// Gives WebKit the table of functions that other browsers have, without which it cannot boot from a snapshot.
// In: Pyodide's table and the exports of its instance, right after instantiation. Out: nothing; Table.get is mended.

/** In WebKit one function in ten has twins: where so many have none, no function has. */
const SAMPLE = 400;

/**
 * A snapshot holds places in this table. Emscripten lays out its end by asking whether an exported function is in the
 * table already. WebKitGTK 2.50 gives two objects for one function there (636 of them), so that the answer is "no" and
 * all later places move. Where the twins are one object, as the standard says, nothing is changed.
 * @param {WebAssembly.Table} table @param {WebAssembly.Exports} exports
 */
export function mendTable(table, exports) {
  // A function of WebAssembly bears its index in the module as its name.
  const exported = new Map();
  for (const value of Object.values(exports)) if (typeof value === "function") exported.set(value.name, value);
  /** @type {Map<number, unknown>} */
  const twins = new Map();
  let seen = 0;
  for (let place = 0; place < table.length; place++) {
    const found = table.get(place);
    const twin = found && exported.get(found.name);
    if (!twin) continue;
    if (twin !== found) twins.set(place, twin);
    if (++seen === SAMPLE && !twins.size) return;
  }
  const native = table.get.bind(table);
  table.get = (/** @type {number} */ place) => twins.get(place) ?? native(place);
}
