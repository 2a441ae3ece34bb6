"""`make soak`: what nobody would do in an afternoon, done for an hour, and whether anything broke.

Requests that nobody should send, clicks at random, and a Play that is never paused. The figures go into
docs/contribute/performance.md.
"""

import datetime
import json
import random
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, Page

from lesson_core.api import handle
from lesson_core.widgets import WIDGETS
from site_scripts import ROOT, SITE
from site_scripts.serve.static import serve_folder
from site_scripts.steps import say

from .figures import Figure
from .table import REPORT, table, with_table

BEGIN, END = "<!-- written by make soak -->", "<!-- end of what make soak wrote -->"
LESSONS = sorted(path.stem for path in (ROOT / "docs" / "lessons").glob("*.md"))
ODD: tuple[object, ...] = (
    None,
    True,
    "",
    "nonsense",
    "０．５",
    "1e999",
    "-0",
    1e308,
    -1,
    0,
    0.5,
    10**9,
    [],
    [[]],
    {},
    {"type": "open"},
)
CONTROLS = "[data-widget] :is(button, select, input, summary):not([disabled])"
KEYS = ("Tab", "Enter", "Space", "ArrowUp", "ArrowRight", "Escape", "5")
# Where a mark of the page's own says that Python is there.
IS_READY = "document.documentElement.dataset.python === 'ready'"


def fuzzed(chance: random.Random, state: object) -> object:
    """The state with something in it replaced, at any depth."""
    if chance.random() < 0.2 or not isinstance(state, dict | list) or not state:
        return chance.choice(ODD)
    places = list(state) if isinstance(state, dict) else range(len(state))
    changed = chance.choice(places)
    if isinstance(state, dict):
        return {name: fuzzed(chance, value) if name == changed else value for name, value in state.items()}
    return [fuzzed(chance, value) if place == changed else value for place, value in enumerate(state)]


def requests(chance: random.Random, count: int) -> Iterator[str]:
    """Requests as a page might send them, most of them spoilt."""
    opened = [{"widget": one.name, "id": "w", "event": {"type": "open"}} for one in WIDGETS]
    states = {str(one["widget"]): json.loads(handle(json.dumps(one))).get("state") for one in opened}
    events = {one.name: list(one.events) for one in WIDGETS}
    for _ in range(count):
        name = chance.choice(list(states))
        event = {"type": chance.choice([*events[name], "open", "show"]), "value": chance.choice(ODD)}
        request = {"widget": name, "id": "w", "state": states[name], "event": event}
        text = json.dumps(fuzzed(chance, request) if chance.random() < 0.8 else request)
        yield text if chance.random() < 0.95 else text[: chance.randrange(len(text))]


def soak_requests(count: int) -> list[Figure]:
    """Ask `handle`; what it raises is no answer."""
    taken, refused, broken = [], 0, 0
    for request in requests(random.Random(0), count):
        began = time.perf_counter()
        try:
            refused += not json.loads(handle(request))["ok"]
        except Exception as error:  # whatever it is, it is what is looked for
            broken += 1
            say(f"  {type(error).__name__}: {error} after {request[:300]}")
        taken.append(1000 * (time.perf_counter() - began))
    return [
        Figure("fuzzed requests", count, ""),
        Figure("of them refused in a sentence", refused, ""),
        Figure("of them without an answer", broken, "", "none (0)"),
        Figure("the longest of them", max(taken), "ms"),
    ]


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A page whose Python is there, and what goes wrong in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(address)
    page.wait_for_function(IS_READY, timeout=120_000)
    yield page, wrong
    context.close()


def memory(page: Page) -> float:
    """Megabytes of the page's own heap, after what is not needed was thrown away."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used / 1e6


def act(page: Page, chance: random.Random) -> None:
    """One thing that a reader might do, or a cat on the keyboard."""
    if chance.random() < 0.3:
        page.keyboard.press(chance.choice(KEYS))
        return
    control = page.locator(CONTROLS).nth(chance.randrange(page.locator(CONTROLS).count()))
    try:
        control.click(timeout=500, force=True, no_wait_after=True)
    except Error:  # it is folded away, or has gone meanwhile
        return


def soak_actions(browser: Browser, site: str, count: int) -> list[Figure]:
    """Random actions in each lesson."""
    figures = []
    for lesson in LESSONS:
        say(f"{count} actions in {lesson} ...")
        chance = random.Random(0)
        with watched(browser, f"{site}lessons/{lesson}.html") as (page, wrong):
            before = memory(page)
            for _ in range(count):
                act(page, chance)
            page.wait_for_function(IS_READY, timeout=120_000)
            figures += [
                Figure(f"random actions in {lesson}, errors", len(wrong), "", "none (0)"),
                Figure(f"memory of the page before and after {count} of them", memory(page) / before, "times"),
            ]
            for line in dict.fromkeys(wrong):
                say(f"  {line}")
    return figures


def soak_play(browser: Browser, site: str, minutes: float) -> list[Figure]:
    """Play at its fastest, looked at once a second."""
    say(f"{minutes:g} minutes of Play ...")
    with watched(browser, f"{site}lessons/backpropagation.html") as (page, wrong):
        section = page.locator("#live-network")
        speed = section.locator("select[data-speed]")
        speed.select_option(index=speed.locator("option").count() - 1)
        before = memory(page)
        section.get_by_role("button", name="Play").click()
        waits = []
        end = time.monotonic() + 60 * minutes
        while time.monotonic() < end:
            page.wait_for_timeout(1000)
            began = time.perf_counter()
            page.evaluate("new Promise(requestAnimationFrame)")
            waits.append(1000 * (time.perf_counter() - began))
        section.get_by_role("button", name="Pause").click()
        epoch = section.locator('[data-value="epoch"]').first.get_attribute("data-exact")
        after = memory(page)
    return [
        Figure(f"epochs in {minutes:g} minutes of Play", float(epoch or 0), ""),
        Figure("errors", len(wrong), "", "none (0)"),
        Figure("memory of the page before and after", after / before, "times"),
        Figure("a frame, once a second (median)", statistics.median(waits), "ms"),
    ]


def soak(count: int, actions: int, minutes: float) -> None:
    """All of it, and the table."""
    from playwright.sync_api import sync_playwright

    from site_scripts.build.site import build
    from site_scripts.tools import browsers

    build()
    say(f"{count} requests ...")
    figures = soak_requests(count)
    with sync_playwright() as playwright, serve_folder(SITE) as site:
        browser = playwright.chromium.launch(executable_path=browsers.ensure(), args=[*browsers.ARGUMENTS])
        figures += [*soak_actions(browser, site, actions), *soak_play(browser, site, minutes)]
        version = browser.version
        browser.close()
    text = table(figures, version, datetime.date.today())
    REPORT.write_text(with_table(REPORT.read_text(encoding="utf-8"), text, BEGIN, END), encoding="utf-8")
    say(f"\n{text}\n\nwritten to {REPORT.relative_to(ROOT)}")
