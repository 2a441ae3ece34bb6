"""`make serve` as an open page sees it: a new build is shown, an error stands in the page."""

import pytest
from playwright.sync_api import expect

from site_scripts.serve.live import LiveHandler, News
from site_scripts.serve.static import serve_folder


@pytest.fixture
def news() -> News:
    return News()


@pytest.fixture
def address(tmp_path, news):
    write(tmp_path, "first words")
    handler = type("Handler", (LiveHandler,), {"news": news})
    with serve_folder(tmp_path, handler=handler) as address:
        news.tell(None)
        yield address


def write(folder, words: str, name: str = "index.html") -> None:
    head = "<link rel=icon href=data:,><title>t</title>"
    (folder / name).write_text(f"<!doctype html><html><head>{head}</head><body><p>{words}</body>")


def test_a_new_build_is_shown_without_a_click(page, address, news, tmp_path):
    page.goto(address)
    expect(page.get_by_text("first words")).to_be_visible()
    write(tmp_path, "second words")
    news.tell(None)
    expect(page.get_by_text("second words")).to_be_visible()


def test_an_error_stands_in_the_page_until_it_is_mended(page, address, news):
    page.goto(address)
    news.tell("docs/lessons/a.md:3: <b> is wrong")
    expect(page.get_by_role("alert")).to_have_text("docs/lessons/a.md:3: <b> is wrong")
    expect(page.get_by_text("first words")).to_be_visible()
    news.tell(None)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_page_opened_after_the_error_shows_it_too(page, address, news):
    news.tell("docs/lessons/a.md:3: wrong")
    page.goto(address)
    expect(page.get_by_role("alert")).to_have_text("docs/lessons/a.md:3: wrong")


def test_a_page_that_is_not_built_yet_waits_for_the_build(page, address, news, page_log, tmp_path):
    page_log.allow("404")
    page.goto(f"{address}new.html")
    expect(page.get_by_text("The site is not built yet.")).to_be_visible()
    (tmp_path / "new.html").write_text(
        "<!doctype html><html><head><link rel=icon href=data:,><title>t</title></head><body><p>here now"
    )
    news.tell(None)
    expect(page.get_by_text("here now")).to_be_visible()
