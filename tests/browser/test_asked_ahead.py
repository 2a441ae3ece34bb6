"""What the reader will probably click next is asked ahead, so that the click waits for the drawing only."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Lesson, wait_until

SPY = """
window.asked = [];
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
    if (message.kind === "ask") window.asked.push(JSON.parse(message.request));
    return post.call(this, message, ...rest);
};
"""
ASKED = """() => window.asked.filter(({ event }) => event?.type === "train").map(({ state }) => state.epoch)"""


@pytest.fixture
def changed_lesson(unopened_lesson) -> Lesson:
    """A lesson whose first replies are not recorded, since the reader has changed the learning rate."""
    unopened_lesson.page.add_init_script(SPY)
    lesson = unopened_lesson.open().wait_for_python()
    return lesson.send({"type": "set", "name": "learning_rate", "text": "0.3"})


def epochs_asked(lesson: Lesson) -> list[int]:
    """From which epochs Python was asked to train."""
    return lesson.page.evaluate(ASKED)


def test_a_button_under_the_pointer_is_asked_ahead_and_nothing_changes(changed_lesson):
    changed_lesson.button("One epoch").hover()
    wait_until(changed_lesson.page, f"() => ({ASKED})().length")
    changed_lesson.expect_epoch(0)


def test_a_click_takes_the_answer_that_was_asked_ahead(changed_lesson):
    changed_lesson.button("One epoch").hover()
    wait_until(changed_lesson.page, f"() => ({ASKED})().length")
    changed_lesson.click("One epoch").expect_epoch(1)
    assert epochs_asked(changed_lesson).count(0) == 1


def test_after_its_answer_a_button_is_asked_ahead_again(changed_lesson):
    changed_lesson.click("One epoch").expect_epoch(1)
    wait_until(changed_lesson.page, f"() => ({ASKED})().includes(1)")


def test_an_edit_after_the_question_ahead_is_what_the_click_works_on(changed_lesson):
    changed_lesson.button("One epoch").hover()
    changed_lesson.send({"type": "set", "name": "w1", "text": "2"})
    changed_lesson.click("One epoch").expect_epoch(1)
    assert 1.9 < changed_lesson.exact("w1") < 2.1


def test_before_python_is_there_nothing_is_asked_ahead(unopened_lesson):
    unopened_lesson.page.add_init_script(SPY)
    lesson = unopened_lesson.hold_python().open()
    lesson.button("One epoch").hover()
    lesson.let_python_come()
    lesson.wait_for_python()
    expect(lesson.section).not_to_have_attribute("data-waiting", "")
    assert epochs_asked(lesson) == []
