"""What the browser tests share: Chromium, the built site on loopback, and a page that tolerates no error.

A test asks for `page` (bare), or for `lesson` (the lesson's page, opened, with the few verbs that most tests need).
Every wait is for something that shall be seen; nothing sleeps.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from site_scripts import SITE
from site_scripts.serve.static import serve_folder
from site_scripts.tools import browsers
from tests.browser.pages import Lesson, PageLog, QuietHandler

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The address of the built site."""
    if not (SITE / "index.html").exists():
        raise FileNotFoundError("site/ is not built. Remedy: `make build`, or run the tests by `make test`.")
    with serve_folder(SITE, handler=QuietHandler) as address:
        yield address.removesuffix("/")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(
        executable_path=browsers.find_for_tests(), args=[*browsers.ARGUMENTS, "--disable-dev-shm-usage"]
    )
    yield started
    started.close()


@pytest.fixture
def page_log() -> PageLog:
    return PageLog()


@contextmanager
def pages(browser: Browser, log: PageLog) -> Iterator[Callable[..., Page]]:
    """Makes pages, each in a context of its own, and holds them to the log at the end.

    For a fixture that opens a page once for several tests of a file, which only look at what it found there.
    """
    contexts = []

    def make(**options) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        log.watch(page)
        return page

    yield make
    for context in contexts:
        context.close()
    assert log.unexpected == []


@pytest.fixture
def new_page(browser: Browser, page_log: PageLog) -> Iterator[Callable[..., Page]]:
    """`new_page(viewport=..., color_scheme=..., java_script_enabled=...)`, for one test."""
    with pages(browser, page_log) as make:
        yield make


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A desktop page. At the end of the test nothing may have been complained of, and no other host asked."""
    return new_page()


@pytest.fixture
def unopened_lesson(page: Page, served: str) -> Lesson:
    """The lesson's page before it is opened: a test may hold or block Python first."""
    return Lesson(page, served)


@pytest.fixture
def lesson(unopened_lesson: Lesson) -> Lesson:
    """The lesson's page, opened; Python may still be loading."""
    return unopened_lesson.open()
