"""A double-click on the built folder: everything over file://, nothing over the network, in a native worker."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from site_scripts.publish import bundles
from site_scripts.runtime import folder as runtime
from tests.browser.pages import Lesson
from tests.browser.runtime.conftest import HERE as RUNTIME_TESTS
from tests.browser.runtime.conftest import RuntimePage, make_site
from tests.lesson.claims import LESSON


@pytest.fixture
def requests(page: Page) -> list[str]:
    """The addresses that the page asks for."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    return asked


@pytest.fixture
def lesson_file(page: Page, requests: list[str], copy_site) -> Lesson:
    """The lesson opened from a folder whose name a careless script would stumble over."""
    site = copy_site("my lessons, 100% offline & ünder #1")
    return Lesson(page, site.as_uri())


def test_the_network_trains_by_double_click_as_it_does_natively(lesson_file, requests):
    lesson_file.open().wait_for_python().click("100 Steps")
    run = LESSON.train(100)
    lesson_file.expect_exact("loss", run.losses[-1])
    assert {request.split(":")[0] for request in requests} <= {"file", "blob", "data"}


def test_what_is_damaged_in_the_folder_is_named_and_does_not_run(lesson_file, page, page_log):
    """A letter of a program that still runs, a byte of a packed file, a file that is cut."""
    page_log.allow("SyntaxError|Unexpected end|Invalid or unexpected")
    (bundle,) = Path(unquote(urlsplit(lesson_file.address).path)).parents[1].rglob("bundle-python.*.js")
    text = bundle.read_text(encoding="ascii")
    bundle.unlink()  # a link to the built one
    packed = text.index('"data": "', text.index('"pyodide.asm.wasm"')) + 1_000_000
    damages = {
        "pyodide.js": text.replace("Pyodide", "pyodide", 1),
        "pyodide.asm.wasm": text[:packed] + ("A" if text[packed] != "A" else "B") + text[packed + 1 :],
        bundle.name: text[: len(text) // 2],
    }
    for name, damaged in damages.items():
        bundle.write_text(damaged, encoding="ascii")
        page.goto(lesson_file.address)
        status = page.locator("[data-python-status]").first
        expect(status).to_contain_text(f"{name} in this folder is not what it was when it was built", timeout=30_000)


def test_python_runs_in_a_worker_of_the_browsers_own(lesson_file):
    lesson_file.open().wait_for_python()
    assert [worker.url for worker in lesson_file.page.workers if worker.url.startswith("blob:")]


def test_a_reader_comes_from_the_index_to_the_lesson_by_double_click(lesson_file, requests):
    page = lesson_file.page
    page.goto(lesson_file.address.replace("lessons/backpropagation.html", "index.html"))
    page.get_by_role("main").locator('a[href$="lessons/backpropagation.html"]:visible').first.click()
    lesson_file.wait_for_python()
    assert {request.split(":")[0] for request in requests} <= {"file", "blob", "data"}


def test_search_finds_by_double_click(lesson_file):
    page = lesson_file.open().page
    page.get_by_role("textbox", name="Search").fill("blame game")
    expect(page.locator(".md-search-result__item").first).to_contain_text("blame", ignore_case=True, timeout=30_000)


def test_numpy_is_read_only_when_it_is_needed_and_works(misbehaving_file, requests):
    assert misbehaving_file.value("answer") == "an answer"
    assert not [request for request in requests if "bundle-numpy" in request]
    assert misbehaving_file.value("add by numpy", needs=["numpy"]) == 6.0
    assert [request for request in requests if "bundle-numpy" in request]


def test_an_endless_loop_is_stopped_and_the_next_request_is_answered(misbehaving_file):
    assert misbehaving_file.ask("loop", limit=500)["kind"] == "timeout"
    assert misbehaving_file.value("answer") == "an answer"


def test_python_boots_from_the_snapshot_by_double_click(misbehaving_file):
    misbehaving_file.value("answer")
    assert misbehaving_file.boots == [{"snapshot": True, "reason": ""}]


def test_a_missing_bundle_is_a_failure_with_a_sentence(misbehaving_file, misbehaving_folder, page_log):
    page_log.allow("Failed to load resource")
    bundle = misbehaving_folder / "bundle-python.js"
    aside = bundle.rename(bundle.with_suffix(".aside"))
    answer = misbehaving_file.ask("answer")
    aside.rename(bundle)
    assert answer["kind"] == "failed"
    assert answer["message"].startswith("Python could not be loaded: the file bundle-python.js is missing. Unpack ")


@pytest.fixture(scope="module")
def misbehaving_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("runtime") / "runtime files"
    runtime.build_runtime(built, package=RUNTIME_TESTS / "lesson_core_of_the_test" / "lesson_core")
    folder = make_site(tmp_path_factory.mktemp("misbehaving"), built)
    bundles.write_bundles(folder)
    return folder


@pytest.fixture
def misbehaving_file(page: Page, requests, misbehaving_folder: Path) -> RuntimePage:
    """The runtime alone, opened as a file."""
    runtime_page = RuntimePage(page, None)
    page.goto((misbehaving_folder / "index.html").as_uri())
    return runtime_page
