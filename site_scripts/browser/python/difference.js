// What a snapshot of Python's memory has in common with the program, and need not travel: a fifth of it (1.3 of 5.3 MB).
// In: a snapshot as Pyodide writes it, and memory as the program begins it. Out: the snapshot, changed in its place.

/** Where in a snapshot its own header says how long that header is, in words of four bytes. */
const HEADER_LENGTH = 1;

/**
 * Between a snapshot and its difference from the program's own memory, either way: where they agree the difference is 0.
 * @param {ArrayBufferLike} snapshot @param {ArrayBufferLike} memory right after the program was instantiated
 */
export function xorWithProgram(snapshot, memory) {
  const begin = new Uint32Array(snapshot, 0, 2)[HEADER_LENGTH];
  const words = Math.min(snapshot.byteLength - begin, memory.byteLength) >> 2;
  const target = new Uint32Array(snapshot, begin, words);
  const program = new Uint32Array(memory, 0, words);
  for (let place = 0; place < words; place += 1) target[place] ^= program[place];
}
