"""A handler that says nothing, a log of what a page must not do, and the lesson's page by the verbs of a reader."""

import json
import re
from http.server import SimpleHTTPRequestHandler
from typing import Self

from playwright.sync_api import Locator, Page, Route, expect

PYTHON_READY = 60_000  # milliseconds; a slow machine without the snapshot needs ten seconds, a busy one thirty
# How many blocks of the page are not laid out yet, for as long as they are far away.
PUT_OFF = """() => [...document.querySelectorAll(":is(.md-content__inner, .beside-text) > *")]
    .filter((block) => getComputedStyle(block).contentVisibility === "auto").length"""
EPOCH_OVER = """epoch => Number(document.querySelector('#live-network [data-value="epoch"]').dataset.exact) > epoch"""


# Looks with each frame. Playwright's own wait_for_function evaluates text in the page, which the policy forbids.
LOOKED_FOR = """([argument, patience]) => new Promise((resolve, reject) => {{
    const end = performance.now() + patience;
    const look = async () => {{
        if (await ({function})(argument)) resolve();
        else if (performance.now() > end) reject(new Error("it never came true"));
        else requestAnimationFrame(look);
    }};
    look().catch(reject);
}})"""


def wait_until(page: Page, function: str, argument: object = None, *, within: int = PYTHON_READY) -> None:
    """Until a JavaScript function of the argument gives something true, so many milliseconds at most."""
    page.evaluate(LOOKED_FOR.format(function=function), [argument, within])


def wait_until_laid_out(page: Page) -> None:
    """Until then blocks far below have a reserved height, and whoever measures places measures those."""
    wait_until(page, f"() => ({PUT_OFF})() === 0")


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder; says nothing, since the tests listen in the browser."""

    def log_message(self, *arguments) -> None:
        pass


class PageLog:
    """What a page said and asked for that it should not have."""

    def __init__(self) -> None:
        self.entries: list[str] = []
        self.allowed: list[str] = []

    def allow(self, pattern: str) -> None:
        """This test causes that message on purpose."""
        self.allowed.append(pattern)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.entries.append(f"page error: {error.message}\n{error.stack}"))
        page.on("request", self._request)

    def _console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.entries.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def _request(self, request) -> None:
        if not re.match(r"https?://127\.0\.0\.1[:/]|data:|blob:|file:|about:", request.url):
            self.entries.append(f"request to another host: {request.url}")

    @property
    def unexpected(self) -> list[str]:
        return [entry for entry in self.entries if not any(re.search(pattern, entry) for pattern in self.allowed)]


class Gate:
    """Holds back every request for an address until it is opened; later ones then pass."""

    def __init__(self, page: Page, address: re.Pattern):
        self.held: list[Route] = []
        self.is_open = False
        page.route(address, self._answer)

    def _answer(self, route: Route) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.held.append(route)

    def open(self) -> None:
        self.is_open = True
        for route in self.held:
            route.continue_()


class LessonWidget:
    """A widget on the lesson's page, by the verbs that suit each of them. `patience`: milliseconds for an answer."""

    widget_id: str
    patience = PYTHON_READY

    def __init__(self, page: Page, served: str):
        self.page = page
        self.address = f"{served}/lessons/backpropagation.html"
        self.section = page.locator(f"#{self.widget_id}")

    def block_python(self, page_log: PageLog) -> Self:
        """Python never arrives: what the page answers is recorded."""
        page_log.allow("Failed to load resource")
        self.page.route(re.compile(r"/(worker|bundle-)[^/]*\.js"), lambda route: route.abort())
        return self

    def button(self, name: str) -> Locator:
        return self.section.get_by_role("button", name=name, exact=True)

    def wait_until_idle(self) -> Self:
        expect(self.section).not_to_have_attribute("data-waiting", "", timeout=self.patience)
        return self


class Lesson(LessonWidget):
    """The live network on the lesson's page, by the verbs of a reader."""

    widget_id = "live-network"

    def open(self) -> "Lesson":
        self.page.goto(self.address)
        expect(self.section).to_have_attribute("data-mounted", "")
        return self

    def hold_python(self) -> "Lesson":
        """Python does not arrive until `let_python_come`."""
        self.python = Gate(self.page, re.compile(r"pyodide[^/]*\.wasm"))
        return self

    def let_python_come(self) -> None:
        self.python.open()

    def wait_for_python(self) -> "Lesson":
        expect(self.page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_READY)
        return self

    def click(self, *names: str) -> "Lesson":
        for name in names:
            self.button(name).click()
        return self

    def ask(self, event: dict) -> "Lesson":
        """Send an event as a button of the widget would."""
        self.section.evaluate(
            """(section, event) => {
                const button = document.createElement("button");
                button.dataset.event = event;
                section.append(button);
                button.click();
                button.remove();
            }""",
            json.dumps(event),
        )
        return self

    def send(self, event: dict) -> "Lesson":
        """The same, and wait for the answer."""
        return self.ask(event).wait_until_idle()

    def exact(self, name: str) -> float:
        """The unrounded number of that name; every place on the page that shows it must agree."""
        found = self.section.locator(f'[data-value="{name}"]').evaluate_all(
            "places => [...new Set(places.map(place => place.dataset.exact))]"
        )
        assert len(found) == 1, f"{name} is shown as {found}"
        return float(found[0])

    def expect_exact(self, name: str, value: float, *, within: int = PYTHON_READY) -> None:
        """Wait until a number stands on the page, so many milliseconds at most."""
        expect(self.section.locator(f'[data-value="{name}"]').first).to_have_attribute(
            "data-exact", repr(value), timeout=within
        )

    def expect_epoch(self, epoch: int, *, within: int = PYTHON_READY) -> None:
        self.expect_exact("epoch", epoch, within=within)

    @property
    def sentence(self) -> str:
        return self.section.locator('[data-slot="sentence"]').inner_text()

    def markup(self) -> dict[str, str]:
        """What stands in each slot; highlights and the theme's additions aside."""
        return self.section.locator("[data-slot]").evaluate_all(
            """slots => Object.fromEntries(slots.map(slot => {
                const copy = slot.cloneNode(true);
                // The theme names code blocks for its own use.
                for (const named of copy.querySelectorAll('[id^="__code"]')) named.removeAttribute("id");
                for (const lit of copy.querySelectorAll(".lit[data-term]")) {
                    lit.classList.remove("lit");
                    if (!lit.classList.length) lit.removeAttribute("class");
                }
                return [slot.dataset.slot, copy.innerHTML];
            }))"""
        )
