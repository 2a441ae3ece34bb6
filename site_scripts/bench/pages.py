"""What a reader waits for, measured in Chromium on the built site, served on loopback with compression."""

import json
import re
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from site_scripts import BROWSER, CACHE, SITE
from site_scripts.serve.static import SiteHandler, serve_folder
from site_scripts.steps import say

from .figures import RUNS, Figure

PROBE = Path(__file__).parent / "page" / "probe.js"
LESSON = "lessons/backpropagation.html"
NETWORK = "live-network"
CLICKS = 15
REST = 200  # milliseconds between two clicks: nobody clicks faster than five times a second and still looks
PLAY = 3000  # milliseconds


class CountingHandler(SiteHandler):
    """Notes how many bytes of content each answer has."""

    sent: list[tuple[str, int]]

    def send_header(self, keyword: str, value: str) -> None:
        """The header; its length is noted."""
        if keyword == "Content-Length":
            self.sent.append((self.path, int(value)))
        super().send_header(keyword, value)


@contextmanager
def opened(browser: Browser, address: str, *, plain_boot: bool = False, wheel: Path | None = None) -> Iterator[Page]:
    """The lesson in a browser that has nothing in its cache; `wheel` takes the place of numpy's compiled one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(f"globalThis.benchPlainBoot = {json.dumps(plain_boot)}")
    page.add_init_script(PROBE.read_text(encoding="utf-8"))
    if wheel:
        replace_numpy(page, wheel)
    page.goto(f"{address}{LESSON}")
    yield page
    context.close()


def replace_numpy(page: Page, wheel: Path) -> None:
    """Another wheel in place of the site's, size and hash in the page's manifest included."""
    size, sha256 = wheel.stat().st_size, wheel.parent.name

    def changed(route: Route) -> None:
        entry = r'("runtime/numpy-[^"]+":\{"path":"[^"]+","size":)\d+(,"sha256":")[0-9a-f]+'
        response = route.fetch()
        text = re.sub(entry, rf"\g<1>{size}\g<2>{sha256}", response.text())
        route.fulfill(response=response, body=text)

    page.route("**/*.html", changed)
    page.context.route("**/*.whl", lambda route: route.fulfill(path=wheel))


def plain_wheel() -> Path:
    """Numpy's wheel as it was downloaded; the folder is named by its hash."""
    lock = json.loads((BROWSER / "node_modules" / "pyodide" / "pyodide-lock.json").read_text())
    numpy = lock["packages"]["numpy"]
    return CACHE.joinpath("wheels", numpy["sha256"], numpy["file_name"])


def between(page: Page, first: str, second: str) -> float:
    """Milliseconds from one mark of the probe to another."""
    passed: float = page.evaluate("([a, b]) => bench.passed(b).then((end) => end - bench.at(a))", [first, second])
    return passed


def reach_the_lab(page: Page) -> None:
    """Scroll to what needs numpy."""
    page.evaluate("document.querySelector('[data-needs=numpy]').scrollIntoView()")


def one_visit(browser: Browser, address: str, sent: list[tuple[str, int]]) -> dict[str, float]:
    """One reader: opens the page, clicks early, waits for Python, reaches the lab."""
    sent.clear()
    with opened(browser, address) as page:
        seen = {"early": page.evaluate("bench.early")}
        paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        seen["paint"] = page.evaluate(paint)
        seen["ready"] = between(page, "to:boot", "ready")
        to_ready = sum(size for _, size in sent)
        reach_the_lab(page)
        seen["numpy"] = between(page, "to:load", "loaded")
        wheel = sum(size for path, size in sent if path.endswith(".whl"))
        runtime = sum(size for path, size in sent if "/runtime/" in path or "/worker." in path)
        seen |= {"read": (sum(size for _, size in sent) - runtime) / 1e3, "boot": to_ready / 1e6, "wheel": wheel / 1e6}
    return seen


def boot_plainly(browser: Browser, address: str) -> float:
    """Milliseconds that Python takes without the snapshot."""
    with opened(browser, address, plain_boot=True) as page:
        return between(page, "to:boot", "ready")


def numpy_uncompiled(browser: Browser, address: str) -> float:
    """Milliseconds that numpy takes from its own wheel."""
    with opened(browser, address, wheel=plain_wheel()) as page:
        page.evaluate("bench.passed('ready')")
        reach_the_lab(page)
        return between(page, "to:load", "loaded")


def clicks(page: Page, name: str) -> float:
    """Milliseconds from a click of a button to its paint."""

    def click() -> float:
        page.wait_for_timeout(REST)
        taken: float = page.evaluate("(name) => bench.click('live-network', name)", name)
        return taken

    return statistics.median(click() for _ in range(CLICKS))


def in_use(browser: Browser, address: str) -> dict[str, float]:
    """Clicks and frames once Python is ready, from a state that no recorded reply knows."""
    with opened(browser, address) as page:
        page.evaluate("Promise.all([bench.early, bench.passed('ready')])")
        page.locator(f"#{NETWORK} [data-event*='learning_rate'][type=text]").first.fill("0.4")
        page.keyboard.press("Tab")
        seen = {"step": clicks(page, "Step"), "train": clicks(page, "100 Steps")}
        speed = page.locator(f"#{NETWORK} select[data-speed]")
        speed.select_option(index=speed.locator("option").count() - 1)
        playing = page.evaluate("(during) => bench.frames('live-network', 'Play', during)", PLAY)
        reach_the_lab(page)
        page.evaluate("bench.passed('loaded')")
        lab = page.locator("[data-widget=depth]").first.get_attribute("id")
        skip = page.locator(f"#{lab}").get_by_role("button", name="Just show me")
        if skip.count():
            skip.click()
        training = page.evaluate("([id, during]) => bench.frames(id, 'Train', during)", [lab, PLAY])
    return seen | {
        "play": playing["rate"],
        "play_task": playing["longest"],
        "lab": training["rate"],
        "lab_task": training["longest"],
    }


def medians(rows: list[dict[str, float]]) -> dict[str, float]:
    """The median of each column."""
    return {name: statistics.median(row[name] for row in rows) for name in rows[0]}


def measure_pages(browser: Browser) -> list[Figure]:
    """Every figure about pages."""
    sent: list[tuple[str, int]] = []
    handler = type("Handler", (CountingHandler,), {"sent": sent})
    rows, plain, uncompiled, used = [], [], [], []
    with serve_folder(SITE, handler=handler) as address:
        for run in range(RUNS):
            say(f"in the page, run {run + 1} of {RUNS} ...")
            rows.append(one_visit(browser, address, sent))
            plain.append(boot_plainly(browser, address))
            uncompiled.append(numpy_uncompiled(browser, address))
            used.append(in_use(browser, address))
    seen = medians(rows) | medians(used)
    boot, plain_numpy = statistics.median(plain), statistics.median(uncompiled)
    # Run by run: a busy moment of a shared machine strikes both.
    part = statistics.median(row["ready"] / whole for row, whole in zip(rows, plain, strict=True))
    return [
        Figure("page to first paint", seen["paint"], "ms"),
        Figure("a click 300 ms after navigation, answered in", seen["early"], "ms", "at most 100 ms"),
        Figure("Python ready, from the snapshot, after the worker's start", seen["ready"], "ms"),
        Figure("the same without the snapshot", boot, "ms"),
        Figure("snapshot's part of the plain boot's time", part, "", "at most 0.30"),
        Figure("numpy ready, compiled wheel, after the lab asks", seen["numpy"], "ms", "at most 1,500 ms"),
        Figure("the same with the plain wheel", plain_numpy, "ms"),
        Figure("Step, from click to paint", seen["step"], "ms", "at most 35 ms"),
        Figure("100 Steps, from click to paint", seen["train"], "ms", "at most 50 ms"),
        Figure("Play", seen["play"], "frames/s", "at least 50"),
        Figure("Play, longest task on the main thread over 50 ms", seen["play_task"], "ms", "none (0)"),
        Figure("depth lab while it trains", seen["lab"], "frames/s", "at least 50"),
        Figure("depth lab, longest task on the main thread over 50 ms", seen["lab_task"], "ms"),
        Figure("transferred to read the lesson", seen["read"], "kB", "at most 200 kB"),
        Figure("transferred until Python is ready, page included", seen["boot"], "MB", "at most 7.5 MB"),
        Figure("transferred for numpy", seen["wheel"], "MB"),
    ]
