"""How long Python takes from the navigation on, beside a plain boot of Pyodide in a worker that does nothing else."""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from site_scripts import BROWSER, SITE
from site_scripts.serve.static import serve_folder
from site_scripts.steps import say

from .figures import RUNS, Figure

LESSON = "lessons/backpropagation.html"
PAGE = '<!doctype html><title>Plain boot</title><link rel="icon" href="data:,">'
WORKER = """
importScripts("pyodide/pyodide.js");
loadPyodide({ indexURL: new URL("pyodide/", location.href).href }).then(() => postMessage("ready"));
"""
BARE = """() => new Promise((resolve) => {
    const began = performance.now();
    new Worker("worker.js").onmessage = () => resolve(performance.now() - began);
})"""
READY = """() => new Promise((resolve) => {
    new PerformanceObserver((list) => {
        for (const mark of list.getEntriesByName("python-ready")) resolve(mark.startTime);
    }).observe({ type: "mark", buffered: true });
})"""


def timed(browser: Browser, address: str, program: str) -> float:
    """Milliseconds, in a browser with nothing in its cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    taken: float = page.evaluate(program)
    context.close()
    return taken


def measure_boot(browser: Browser) -> list[Figure]:
    """Every figure about the boot, on a server that does not compress."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pyodide").symlink_to(BROWSER / "node_modules" / "pyodide")
        (folder / "index.html").write_text(PAGE, encoding="utf-8")
        (folder / "worker.js").write_text(WORKER, encoding="utf-8")
        with serve_folder(SITE) as site, serve_folder(folder) as plain:
            for turn in range(RUNS):
                say(f"boots, run {turn + 1} of {RUNS} ...")
                ours.append(timed(browser, f"{site}{LESSON}", READY))
                bare.append(timed(browser, plain, BARE))
    # Run by run: a busy moment of a shared machine strikes both.
    part = statistics.median(one / whole for one, whole in zip(ours, bare, strict=True))
    return [
        Figure("Python ready, after navigation", statistics.median(ours), "ms"),
        Figure("a plain boot of Pyodide in a bare worker", statistics.median(bare), "ms"),
        Figure("navigation to Python ready, as a part of it", part, "", "at most 0.40"),
    ]
