"""Python here has no network, and nothing of the page's storage: each way is tried by a reader's code in the worker."""

import pytest

from site_scripts import SITE
from tests.browser.pages import PYTHON_READY

LESSON = "lessons/backpropagation.html"
# The page makes its worker from a blob: this one leaves Pyodide where a test finds it.
LEAVE_PYODIDE = """
const leave = `
;{
  const left = (load) => async (options) => {
    const value = await load(options);
    Object.defineProperty(self, "pyodideOfTheTest", { value });  // not to be deleted
    return value;
  };
  if (self.loadPyodide) self.loadPyodide = left(self.loadPyodide);
  else {
    const native = importScripts;
    self.importScripts = (...addresses) => {
      native.apply(self, addresses);
      self.loadPyodide = left(self.loadPyodide);
    };
  }
}`;
window.Blob = class extends Blob {
  constructor(parts, options) {
    super(parts[0]?.includes?.("lesson_core.api") ? [...parts, leave] : parts, options);
  }
};
"""
NAMES = (
    "XMLHttpRequest",
    "WebSocket",
    "WebSocketStream",
    "WebTransport",
    "EventSource",
    "importScripts",
    "Worker",
    "SharedWorker",
    "BroadcastChannel",
    "caches",
    "CacheStorage",
    "indexedDB",
    "IDBFactory",
    "cookieStore",
    "FontFace",
    "fonts",
    "Notification",
    "PushManager",
    "webkitRequestFileSystem",
    "webkitRequestFileSystemSync",
    "webkitResolveLocalFileSystemURL",
    "FileSystemHandle",
    "scheduler",
    "navigator.sendBeacon",
    "navigator.storage",
    "navigator.storageBuckets",
    "navigator.locks",
    "navigator.serviceWorker",
    "navigator.usb",
    "navigator.serial",
    "navigator.hid",
    "navigator.gpu",
    "navigator.permissions",
    "navigator.connection",
)
# By every object that a name could hang on.
STILL_THERE = """(names) => names.filter((path) => {
    const [name, owner] = path.split(".").reverse();
    for (let bearer = owner ? self[owner] : self; bearer; bearer = Object.getPrototypeOf(bearer))
        if (Object.getOwnPropertyDescriptor(bearer, name)) return true;
})"""


@pytest.fixture(params=["http", "file"])
def worker(request, page, served):
    """The lesson's own worker, once Python is ready."""
    page.add_init_script(LEAVE_PYODIDE)
    page.goto(f"{served if request.param == 'http' else SITE.as_uri()}/{LESSON}")
    page.locator("html[data-python=ready]").wait_for(timeout=PYTHON_READY)
    (worker,) = page.workers
    return worker


@pytest.fixture
def python(worker):
    """Runs a reader's Python in it: `python(code)`, its last expression's value."""
    return lambda code: worker.evaluate("(code) => pyodideOfTheTest.runPythonAsync(code)", f"import js\n{code}")


def refusal(code: str) -> str:
    """Python that gives what `code` raises, as text, or "done"."""
    lines = "\n    ".join(code.splitlines())
    return f"try:\n    {lines}\n    told = 'done'\nexcept BaseException as error:\n    told = repr(error)\ntold"


def test_nothing_that_reaches_out_is_left_by_any_object(worker):
    assert worker.evaluate(STILL_THERE, NAMES) == []


WAYS = {
    "fetch": "await js.fetch('https://example.org/')",
    "fetch of this site": "await js.fetch('/index.html')",
    "fetch after its own is deleted": "del js.self.fetch\nawait js.fetch('https://example.org/')",
    "fetch of the prototype": "await js.WorkerGlobalScope.prototype.fetch('https://example.org/')",
    "fetch by the class of the scope": "await js.self.constructor.prototype.fetch('https://example.org/')",
    "pyodide.http": "from pyodide.http import pyfetch\nawait pyfetch('https://example.org/')",
    "pyodide.http.open_url": "from pyodide.http import open_url\nopen_url('https://example.org/')",
    "urllib": "import urllib.request\nurllib.request.urlopen('https://example.org/')",
    "a socket": "import socket\nsocket.create_connection(('example.org', 443), timeout=2)",
    "XMLHttpRequest": "js.XMLHttpRequest.new()",
    "WebSocket": "js.WebSocket.new('wss://example.org/')",
    "EventSource": "js.EventSource.new('https://example.org/')",
    "importScripts": "js.importScripts('https://example.org/a.js')",
    "a script by Pyodide": "import pyodide_js\nawait pyodide_js._api.loadScript('https://example.org/a.js')",
    "a package by Pyodide": "import pyodide_js\nawait pyodide_js.loadPackage('https://example.org/a.whl')\nimport a",
    "a worker": "js.Worker.new('/assets/generated/worker.js')",
    "caches": "js.caches.keys()",
    "indexedDB": "js.indexedDB.open('a')",
    "navigator.storage": "js.navigator.storage.getDirectory()",
    "BroadcastChannel": "js.BroadcastChannel.new('a')",
    "import()": "from pyodide.code import run_js\nawait run_js(\"import('https://example.org/a.js')\")",
    "import() of a text": "from pyodide.code import run_js\nawait run_js(\"import('data:text/javascript,1')\")",
    "a text as a program": "from pyodide.code import run_js\nrun_js('1')",
    "a function of a text": "js.Function.new('return 1')",
    "a timer of a text": "js.setTimeout('1')\nraise SystemExit('nothing is given back')",
}


def test_each_way_out_is_refused(python, page_log):
    page_log.allow("Content Security Policy|Python here has no network|error occurred while loading")
    page_log.allow("fetch is not defined")
    assert [way for way, code in WAYS.items() if python(refusal(code)) == "done"] == []
    assert not [entry for entry in page_log.entries if entry.startswith("request to another host")]


def test_the_policy_of_the_page_binds_a_way_that_was_forgotten(page, served, page_log):
    """Should an engine learn a new way out: the network is closed once more, by the page's own policy."""
    page_log.allow("Content Security Policy|example.org")
    page.add_init_script(
        "window.workersMade = []; window.Worker = new Proxy(Worker, {construct: (native, given) => "
        "{ workersMade.push(given[0]); return Reflect.construct(native, given); }})"
    )
    page.goto(f"{served}/{LESSON}")
    page.locator("html[data-python=ready]").wait_for(timeout=PYTHON_READY)
    assert [address.split(":")[0] for address in page.evaluate("workersMade")] == ["blob"]
    told = page.evaluate("""() => new Promise((resolve) => {
        const program = "import('https://example.org/a.js').catch(() => fetch('https://example.org/'))"
            + ".then(() => postMessage('reached'), () => postMessage('refused'))";
        const worker = new Worker(URL.createObjectURL(new Blob([program], { type: "text/javascript" })));
        worker.onmessage = ({ data }) => resolve(data);
    })""")
    assert told == "refused"


def test_numpy_comes_nevertheless(python, page):
    page.locator("#depth-lab").scroll_into_view_if_needed()
    wait_for_numpy = """import asyncio
while True:
    try:
        import numpy
        break
    except ImportError:
        await asyncio.sleep(0.05)
int(numpy.ones(3).sum())"""
    assert python(wait_for_numpy) == 3
