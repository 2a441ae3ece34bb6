"""The theme's search, hosted and by double-click."""

import pytest
from playwright.sync_api import expect


@pytest.fixture(params=["hosted", "file"])
def index(request, site, served) -> str:
    return f"{served}/index.html" if request.param == "hosted" else (site / "index.html").as_uri()


def test_a_word_is_found_by_a_worker_of_the_browser_itself(page, index):
    page.goto(index)
    with page.expect_worker(lambda worker: "/search." in worker.url or worker.url.startswith("blob:")):
        page.get_by_role("textbox", name="Search").click()
        page.keyboard.type("backpropagation")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_nothing_of_the_search_is_loaded_before_a_reader_turns_to_it(page, served):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/lessons/backpropagation.html")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=30_000)
    assert [url for url in asked if "search_index" in url or "workers/search" in url] == []
