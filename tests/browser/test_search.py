"""The theme's search, hosted and by double-click."""

import pytest
from playwright.sync_api import expect


@pytest.fixture(params=["hosted", "file"])
def index(request, site, served) -> str:
    return f"{served}/index.html" if request.param == "hosted" else (site / "index.html").as_uri()


def test_a_word_is_found_by_a_worker_of_the_browser_itself(page, index):
    workers = []
    page.on("worker", lambda worker: workers.append(worker.url))
    page.goto(index)
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("backpropagation")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert any("/search." in url or url.startswith("blob:") for url in workers)
