"""The main path of a reader on the site that Zensical builds; `page` tolerates no error and no other host."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from site_scripts.serve.static import serve_folder
from tests import zensical
from tests.browser.pages import Lesson, QuietHandler


@pytest.fixture(autouse=True)
def style_of_its_search(page_log) -> None:
    """Zensical's search brings a style that stands in the page; the policy refuses it, and the search has no looks."""
    page_log.allow("Applying inline style violates .*/assets/javascripts/bundle")


@pytest.fixture(scope="module")
def served_from_zensical(site) -> Iterator[str]:
    zensical.ensure()
    with serve_folder(zensical.PUBLISHED, handler=QuietHandler) as address:
        yield address.removesuffix("/")


@pytest.fixture
def unopened(page: Page, served_from_zensical: str) -> Lesson:
    return Lesson(page, served_from_zensical)


def test_the_network_steps_through_five_moves_before_python_is_there(unopened):
    lesson = unopened.hold_python().open()
    for move in range(1, 6):
        lesson.click("Step")
        expect(lesson.section.locator('[data-slot="sentence"]')).to_contain_text(f"Move {move} of 5")
    lesson.let_python_come()


def test_python_becomes_ready_and_trains(unopened):
    lesson = unopened.open().wait_for_python()
    before = float(lesson.section.locator('[data-slot="readout"] [data-value="loss"]').get_attribute("data-exact"))
    lesson.click("100 Steps")
    lesson.expect_epoch(100)
    assert lesson.exact("loss") < before


@pytest.mark.parametrize("opened", ["hosted", "file"])
def test_a_word_is_found(page, served_from_zensical, opened):
    root = served_from_zensical if opened == "hosted" else zensical.PUBLISHED.as_uri()
    page.goto(f"{root}/index.html")
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("backpropagation")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text("Backpropagation")


def test_by_double_click_python_becomes_ready(page, served_from_zensical):
    Lesson(page, zensical.PUBLISHED.as_uri()).open().wait_for_python()
