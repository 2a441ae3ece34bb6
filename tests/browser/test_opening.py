"""A page that opens: formulas are laid out piece by piece, and a click need not wait for the whole of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PUT_OFF, Gate, Lesson, wait_until_laid_out
from tests.lesson.claims import shown


@pytest.fixture
def without_our_script(unopened_lesson, page_log) -> Lesson:
    page_log.allow("Failed to load resource")
    unopened_lesson.page.route(re.compile(r"/nudge[^/]*\.js"), lambda route: route.abort())
    unopened_lesson.page.goto(unopened_lesson.address)
    return unopened_lesson


def test_formulas_far_below_are_put_off_until_the_page_is_open(without_our_script):
    assert without_our_script.page.evaluate(PUT_OFF) > 10


def test_text_and_numbers_are_never_put_off(without_our_script):
    text = without_our_script.page.locator(".md-content__inner").inner_text()
    assert "Bisra" in text and shown("loss", 6) in text
    readout = without_our_script.section.locator('[data-slot="readout"]')
    assert readout.locator('[data-value="h1"]').inner_text() == shown("h1")


def test_in_the_end_everything_is_laid_out(lesson):
    wait_until_laid_out(lesson.page)


def test_without_scripts_nothing_is_put_off(new_page, served):
    page = new_page(java_script_enabled=False)
    page.goto(f"{served}/lessons/backpropagation.html")
    assert all(text for text in page.locator(".md-content__inner > .formula").all_inner_texts())


@pytest.fixture
def half_a_page(unopened_lesson, served) -> Lesson:
    """The lesson as it is when its text has arrived but a script for which the page waits has not."""
    unopened_lesson.late = Gate(unopened_lesson.page, re.compile(r"/lazy-search[^/]*\.js"))
    unopened_lesson.page.goto(unopened_lesson.address, wait_until="commit")
    return unopened_lesson


def test_a_click_is_answered_before_the_page_is_complete(half_a_page):
    half_a_page.click("Step")
    expect(half_a_page.section).to_have_attribute("data-mounted", "")
    half_a_page.wait_until_idle()
    assert half_a_page.sentence.startswith("Move 1 of 5")
    assert half_a_page.page.evaluate("document.readyState") == "interactive"
    half_a_page.late.open()
    half_a_page.wait_for_python()


def test_the_theme_s_script_comes_when_the_widgets_can_be_used(half_a_page):
    theme = half_a_page.page.locator('script[src*="/bundle"]')
    assert theme.count() == 0
    half_a_page.late.open()
    expect(theme).to_have_count(1)
    expect(half_a_page.section).to_have_attribute("data-mounted", "")
    expect(half_a_page.page.locator(".md-typeset__scrollwrap")).not_to_have_count(0)  # what it does to tables


def test_a_click_before_the_script_is_heard_once(unopened_lesson):
    script = Gate(unopened_lesson.page, re.compile(r"/nudge[^/]*\.js"))
    unopened_lesson.page.goto(unopened_lesson.address, wait_until="domcontentloaded")
    unopened_lesson.click("Step")
    script.open()
    expect(unopened_lesson.section).to_have_attribute("data-mounted", "")
    unopened_lesson.wait_until_idle()
    assert unopened_lesson.sentence.startswith("Move 1 of 5")
