"""Every way known to lead out of a worker, tried in the shipped worker with a Python that is none.

Engines differ in what they have, so each is tried in each. A server of another origin listens: it must hear of none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from site_scripts.serve.static import Server, running

# Gives (by its last argument) the names of the ways that did not end in an error. Each is a program for the worker,
# where `other` is the address of another origin. What is asked for later is seen by that origin itself.
TRY = r"""
const [other, done] = arguments;
const ways = {
  "fetch": () => fetch(other),
  "fetch of the prototype": () => WorkerGlobalScope.prototype.fetch.call(self, other),
  "fetch by the class of the scope": () => Object.getPrototypeOf(self.constructor.prototype).fetch.call(self, other),
  "fetch after its own is deleted": () => (delete self.fetch, self.fetch(other)),
  "XMLHttpRequest": () => { const request = new XMLHttpRequest(); request.open("GET", other); request.send(); },
  "WebSocket": () => new WebSocket(other.replace("http", "ws")),
  "WebSocketStream": () => new WebSocketStream(other.replace("http", "ws")),
  "WebTransport": () => new WebTransport(other.replace("http", "https")),
  "EventSource": () => new EventSource(other),
  "importScripts": () => importScripts(other + "a.js"),
  "import()": () => import(other + "a.js"),
  "import() of a text": () => import("data:text/javascript,1"),
  "a text as a program": () => (0, eval)("1"),
  "a function of a text": () => new Function("return 1")(),
  "a worker": () => new Worker(other + "a.js"),
  "a shared worker": () => new SharedWorker(other + "a.js"),
  "sendBeacon": () => navigator.sendBeacon(other, "a"),
  "a font": () => new FontFace("a", `url(${other})`).load(),
  "caches": () => caches.keys(),
  "indexedDB": () => indexedDB.open("a"),
  "navigator.storage": () => navigator.storage.getDirectory(),
  "BroadcastChannel": () => new BroadcastChannel("a"),
  "cookieStore": () => cookieStore.getAll(),
};
const worked = `
  const other = ${JSON.stringify(other)};
  const ways = {${Object.entries(ways).map(([name, way]) => JSON.stringify(name) + ": " + way)}};
  const tryAll = async () => {
    const open = [];
    for (const [name, way] of Object.entries(ways)) try { await way(); open.push(name); } catch {}
    self.postMessage({ kind: "tried", open, count: Object.keys(ways).length });
  };
  const handle = () => (void tryAll(), "null");
  handle.copy = () => handle;
  const object = { destroy() {}, seed() {}, invalidate_caches() {}, handle };
  self.loadPyodide = async () => ({ pyimport: () => object });`;
const begin = (program) => {
  const address = URL.createObjectURL(new Blob([worked, "\n;\n", program], { type: "text/javascript" }));
  const worker = new Worker(address);
  const tell = (message) => worker.postMessage(message);
  worker.onerror = (event) => done("error: " + event.message);
  worker.onmessage = ({ data }) => {
    if (data.kind === "ready") tell({ kind: "ask", id: 1, request: "" });
    if (data.kind === "tried") done(data.count < 20 ? "too few" : data.open.join(", "));
    if (data.kind === "boot-failed") done("error: " + data.message);
  };
  const names = ["lesson_core.json", "pyodide-lock.json", "python_stdlib.zip", "pyodide.asm.wasm"];
  tell({ kind: "boot", indexURL: "memory://", names, snapshot: false });
  tell({ kind: "file", name: "lesson_core.json", bytes: new TextEncoder().encode("{}") });
};
if (location.protocol === "file:") begin(nudgeBundles.python.scripts.at(-1));
else {
  const { files } = JSON.parse(document.querySelector("script[data-manifest]").textContent);
  const own = document.querySelector("script[src*='/nudge.']").src;
  fetch(new URL(files["worker.js"].path, own)).then((response) => response.text()).then(begin);
}
"""


class Handler(SimpleHTTPRequestHandler):
    """Lets everybody have everything, and keeps what was asked for."""

    server: "OtherOrigin"

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        super().do_GET()

    def log_message(self, *arguments) -> None:
        pass


class OtherOrigin(Server):
    """An origin that no page of the site may reach."""

    def __init__(self, folder: Path):
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.asked: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_port}/"


@contextmanager
def other_origin(folder: Path) -> Iterator[OtherOrigin]:
    """It serves a.js from that folder."""
    (folder / "a.js").write_text("1;")
    with running(OtherOrigin(folder)) as server:
        yield server
