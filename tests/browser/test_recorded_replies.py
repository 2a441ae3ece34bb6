"""The first clicks are answered from what the build recorded, exactly as Python would answer them."""

import re

import pytest
from playwright.sync_api import expect

from lesson_core.naming import parameters, value_of
from tests.browser.pages import Gate, Lesson
from tests.lesson.claims import LESSON

WAYS = {
    "five steps": ["Step"] * 5,
    "one epoch": ["One epoch"],
    "a hundred": ["100 Steps"],
    "back from a step": ["Step", "Step", "Step back"],
    "back from a hundred": ["100 Steps", "Step back"],
    "reset": ["100 Steps", "Reset"],
}


def test_recorded_and_live_replies_give_the_same_markup(new_page, served, page_log):
    recorded = Lesson(new_page(), served).block_python(page_log).open()
    live = Lesson(new_page(), served)
    live.page.add_init_script(
        """new MutationObserver(() => {
            for (const script of document.querySelectorAll("script[data-recorded]")) script.remove();
        }).observe(document, {childList: true, subtree: true});"""
    )
    live.open().wait_for_python()
    assert live.section.locator("script[data-recorded]").count() == 0

    for name, clicks in WAYS.items():
        for one in (recorded, live):
            one.click(*clicks).wait_until_idle()
        assert recorded.markup() == live.markup(), name
        for one in (recorded, live):
            one.click("Reset").wait_until_idle()


@pytest.mark.parametrize("when", ["before Python is ready", "after Python is ready"])
def test_after_100_steps_the_page_shows_what_train_gives(unopened_lesson, when):
    lesson = unopened_lesson.hold_python() if when.startswith("before") else unopened_lesson
    lesson.open()
    if when.startswith("after"):
        lesson.wait_for_python()
    lesson.click("100 Steps").expect_epoch(100)

    run = LESSON.train(100)
    assert lesson.exact("loss") == pytest.approx(run.losses[-1], rel=0, abs=1e-12)
    for parameter in parameters(run.network):
        assert lesson.exact(parameter.name) == pytest.approx(value_of(run.network.layers, parameter), rel=0, abs=1e-12)


def test_clicks_that_nothing_recorded_answers_are_kept_and_answered_in_order(unopened_lesson):
    lesson = unopened_lesson.hold_python().open()
    lesson.click("100 Steps", "Step", "One epoch", "100 Steps").expect_epoch(100)
    assert "data-waiting" in lesson.section.evaluate("section => section.getAttributeNames()")
    lesson.let_python_come()
    lesson.wait_for_python().expect_epoch(201)


def test_fast_clicks_are_applied_one_to_the_other(lesson):
    lesson.wait_for_python().button("Step").evaluate("button => { for (let i = 0; i < 12; i += 1) button.click(); }")
    lesson.expect_epoch(2)
    lesson.wait_until_idle()
    assert lesson.sentence.startswith("Move 2 of 5")


def test_clicks_before_the_page_s_script_has_come_are_answered_in_order(unopened_lesson):
    page = unopened_lesson.page
    script = Gate(page, re.compile(r"/nudge[^/]*\.js"))
    page.goto(unopened_lesson.address, wait_until="commit")
    unopened_lesson.click("One epoch", "Step")
    assert unopened_lesson.exact("epoch") == 0
    script.open()
    expect(unopened_lesson.section.locator('[data-slot="sentence"]')).to_contain_text("Move 1 of 5")
    unopened_lesson.expect_epoch(1)
