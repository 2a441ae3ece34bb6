"""The speed of the engines in the page, beside a plain JavaScript engine of node and link objects."""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from site_scripts import BROWSER, GENERATED
from site_scripts.serve.static import serve_folder
from site_scripts.steps import say

from .figures import RUNS, Figure

PAGE = Path(__file__).parent / "page"
SMALL, LARGE = [2, 2, 1], [2, 32, 32, 32, 1]
BATCH = 200


def one_run(page: Page) -> dict[str, float]:
    """Milliseconds a step of each engine."""

    def timed(call: str) -> float:
        taken: float = page.evaluate(f"engines.then((all) => all.{call})")
        return taken

    return {
        "small": timed(f"scalarStep({SMALL}, 'sigmoid', 3000)"),
        "small_plain": timed(f"plainStep({SMALL}, 'sigmoid', 100000)"),
        "large": timed(f"scalarStep({LARGE}, 'tanh', 40)"),
        "large_plain": timed(f"plainStep({LARGE}, 'tanh', 2000)"),
        "batch": timed("deepStep(200)"),
    }


def measure_engines(browser: Browser) -> list[Figure]:
    """Every figure about engines."""
    say("engines ...")
    with tempfile.TemporaryDirectory() as folder:
        for path in [*PAGE.iterdir(), BROWSER / "python" / "environment.js", GENERATED / "runtime"]:
            (Path(folder) / path.name).symlink_to(path)
        with serve_folder(Path(folder)) as address:
            page = browser.new_page()
            page.goto(f"{address}engines.html")
            rows = [one_run(page) for _ in range(RUNS)]
            page.close()
    step = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    # Run by run: a busy moment of a shared machine strikes both.
    share = statistics.median(row["batch"] / (BATCH * row["large_plain"]) for row in rows)
    return [
        Figure("2-2-1, lesson_core's scalar engine", 1000 / step["small"], "steps/s"),
        Figure("2-2-1, a plain JavaScript engine", 1000 / step["small_plain"], "steps/s"),
        Figure("2-32-32-32-1, lesson_core's scalar engine", 1000 / step["large"], "steps/s"),
        Figure("2-32-32-32-1, a plain JavaScript engine", 1000 / step["large_plain"], "steps/s"),
        Figure(f"2-32-32-32-1, a batch of {BATCH} on numpy, one step", step["batch"], "ms"),
        Figure(f"its part of {BATCH} steps of the plain JavaScript engine", share, "", "at most 0.2"),
    ]
