// What passes between the page, Python's worker, Python itself and the build. Nothing of the page's elements.

/** What JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

// Requests and replies of lesson_core.api.handle, written down in docs/contribute/how-it-works.md.

/** One thing that happens to a widget, such as {type: "train", epochs: 100}. */
export interface WidgetEvent {
  type: string;
  [option: string]: Json;
}

/** Python's, never looked into here: it goes back as it came. */
export type WidgetState = { [name: string]: Json };

/** The order of its keys is part of the recorded replies' keys. */
export interface WidgetRequest {
  widget: string;
  id: string;
  state?: WidgetState;
  event: WidgetEvent;
}

/** The losses of the epochs `from`, `from + 1`, ... */
export interface Losses {
  from: number;
  values: number[];
}

/** Where a state stands in the past: so many moves after the edit that began the segment. */
export interface Position {
  segment: number;
  moves: number;
}

export interface Answer {
  ok: true;
  state: WidgetState;
  /** Markup by the name of its place. */
  slots?: Record<string, string>;
  sentence?: string;
  /** Where the reader stands, in a few words. */
  where?: string;
  /** Lines of CSV, the head first. */
  table?: string[];
  losses?: Losses;
  position?: Position;
  /** Names in the state that say what the reader looks at. */
  view?: string[];
  diverged?: boolean;
  ended?: boolean;
}

/** `message` is a sentence for the reader, `field` names the place where it belongs. */
export interface LessonMistake {
  kind?: string;
  message: string;
  field?: string | null;
}

/** Asks for the texts of a page anew, of networks by their ids: lesson_core/living/answer.py. */
export interface TextsRequest {
  texts: { networks: Record<string, Json>; texts: string[] };
}

/** What each text says, and its number as Python writes it; null where it is words, or a number that does not exist. */
export type TextsReply = { ok: true; texts: [string, string | null][] } | { ok: false; error: LessonMistake };

export type Reply = Answer | { ok: false; error: LessonMistake };

/** What the build lays beside a widget: how it opens. */
export interface Opening {
  request: WidgetRequest;
  reply: Answer;
}

/** A text as pieces: new words, or [place, length] in the text that stands at the place the first number gives. */
export type Pieces = [number, ...(string | [number, number])[]];

/**
 * What the build lays beside a widget: replies to the first clicks. Requests and replies are places of texts: those of the
 * opening reply's slots, then `parts`. A text is JSON, and in a reply each slot is the place of its markup.
 */
export interface Recorded {
  parts: (string | Pieces)[];
  replies: [number, number][];
}

// Between page and worker: every message has a kind, every request an id and exactly one answer.

/** A file of the runtime on the server; its size is 0 where nobody knows it. */
export interface ListedFile {
  url: string;
  size: number;
  sha256: string;
}

/** A file of the runtime as base64 text in a bundle; size and hash are those of the plain bytes. */
export interface PackedFile {
  size: number;
  sha256: string;
  gzip: boolean;
  data: string;
}

/** What a bundle carries: programs as text, other files by their names. */
export interface Bundle {
  scripts: string[];
  files: Record<string, PackedFile>;
}

/** `names` of the files that will be handed over; `compiled` by an earlier worker. */
export type Boot = {
  kind: "boot";
  indexURL: string;
  names: string[];
  snapshot: boolean;
  compiled: WebAssembly.Module | undefined;
};
export type Load = { kind: "load"; name: string; names: string[] };
export type Piece = { kind: "piece"; name: string; bytes: Uint8Array };
/** Without bytes when the pieces were right; `missing` says why there is none. */
export type FileHere = {
  kind: "file";
  name: string;
  bytes?: Uint8Array<ArrayBuffer>;
  packed?: PackedFile;
  missing?: string;
};
export type Ask = { kind: "ask"; id: number; request: string };
export type ToWorker = Boot | Load | Piece | FileHere | Ask;

/** Bytes of "python" or of a package. */
export interface Loading {
  what: string;
  loaded: number;
  total: number;
}

/** `reason` says why a boot did without the snapshot. */
export interface Booted {
  snapshot: boolean;
  reason: string;
}

/** What was thrown in the worker. */
export interface Thrown {
  name: string;
  message: string;
}

export type FromWorker =
  | ({ kind: "ready" } & Booted)
  | { kind: "compiled"; module: WebAssembly.Module }
  | ({ kind: "boot-failed" } & Thrown)
  | { kind: "loaded"; name: string }
  | ({ kind: "load-failed"; package: string } & Thrown)
  | { kind: "begun"; id: number }
  | { kind: "reply"; id: number; reply: string }
  | ({ kind: "broke"; id: number } & Thrown);

/** data-python on <html>. */
export type PythonState = "idle" | "loading" | "ready" | "failed";

// What the build's last step writes down of the site's files.

/** In <script data-manifest>: the name that a page asks for -> the file that has it. */
export interface Manifest {
  build: string;
  files: Record<string, ManifestFile>;
}

export interface ManifestFile {
  path: string;
  size: number;
  sha256: string;
}

/** offline-files.json: every file of a build, to be kept on the reader's device. */
export interface SiteList {
  build: string;
  files: SiteFile[];
}

export interface SiteFile extends ManifestFile {
  group: string;
}

/** What a page and the service worker say to each other; the answer to "build" comes by a port of its own. */
export type ToServiceWorker = { kind: "build" | "take-over" | "tidy" };

// Pyodide, as far as it is used here; what is not in its own declarations is private to it.

export interface Pyodide {
  FS: { mkdirTree(path: string): void; writeFile(path: string, content: string | Uint8Array): void };
  // biome-ignore lint/suspicious/noExplicitAny: a Python module has the attributes that its author gave it
  pyimport(name: string): any;
  runPython(code: string): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: what a Python name stands for is known to Python only
  globals: { get(name: string): any };
  toPy(value: Json): unknown;
  loadPackage(name: string, options: Record<string, (message: string) => void>): Promise<unknown>;
}

export type LoadPyodide = (options: {
  indexURL: string;
  env: Record<string, string>;
  _loadSnapshot?: ArrayBuffer;
  _makeSnapshot?: boolean;
}) => Promise<Pyodide>;

declare global {
  /** Pyodide's own script puts it there. */
  var loadPyodide: LoadPyodide;
  /** publish puts it before the service worker's text. */
  var nudgeBuild: string;
}
