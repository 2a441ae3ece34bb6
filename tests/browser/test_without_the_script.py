"""Where scripts of the page do not run, the page says so itself; one that is held back holds back nothing else."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Lesson

ADDRESS = "{}/lessons/backpropagation.html"
NUDGE = re.compile(r"/nudge\.[^/]*js")
# As if the time had passed in which the script may still come.
LATER = "document.getAnimations().forEach((animation) => animation.finish())"


def notice(page):
    return page.locator(".not-alive")


def test_where_the_script_of_the_page_never_comes_the_page_says_so_after_a_while(page, served, page_log):
    page_log.allow("Failed to load resource")
    page.route(NUDGE, lambda route: route.abort())
    page.goto(ADDRESS.format(served))
    expect(notice(page)).to_be_hidden()
    page.evaluate(LATER)
    expect(notice(page)).to_be_in_viewport()
    page.locator("#live-network").get_by_role("button", name="Step", exact=True).click()
    expect(notice(page)).to_be_in_viewport()


def test_with_scripts_off_the_page_says_so_at_once(new_page, served):
    page = new_page(java_script_enabled=False)
    page.goto(ADDRESS.format(served))
    expect(notice(page)).to_be_in_viewport()
    expect(notice(page)).to_contain_text("Text and pictures are complete")


def test_where_the_script_runs_nothing_of_it_is_left(lesson):
    expect(notice(lesson.page)).to_have_count(0)


@pytest.fixture
def without_inline_scripts(unopened_lesson, page_log) -> Lesson:
    """As an extension or a header that allows no inline scripts at all has it."""
    page_log.allow("Content Security Policy")

    def answer(route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=re.sub(r"'sha256-[^']*'", "", response.text()))

    unopened_lesson.page.route(unopened_lesson.address, answer)
    return unopened_lesson.open()


def test_where_the_inline_scripts_are_blocked_the_widgets_answer_all_the_same(without_inline_scripts):
    without_inline_scripts.click("Step", "100 Steps").expect_epoch(100)
    expect(notice(without_inline_scripts.page)).to_have_count(0)
