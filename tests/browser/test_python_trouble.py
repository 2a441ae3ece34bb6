"""When Python is late, dies, or cannot be had: a sentence, the last good state, and a way on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import wait_until

# Trouble comes with the first request for seven epochs: no button asks for those, so none is asked ahead.
SEVEN = {"type": "train", "epochs": 7}
HANG = """window.dropped = 0;
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
    if (message.request?.includes('"epochs":7') && window.dropped++ === 0)
        this.dispatchEvent(new MessageEvent("message", { data: { kind: "begun", id: message.id } }));
    else post.call(this, message, ...rest);
};"""
DIE = """let died = false;
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
    if (message.request?.includes('"epochs":7') && !died) {
        died = true;
        this.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
    } else post.call(this, message, ...rest);
};"""


def error(lesson):
    return lesson.section.locator('[data-error=""]')


def status(lesson):
    return lesson.section.locator("[data-python-status]")


def test_a_request_that_takes_too_long_is_answered_by_a_sentence_and_the_page_goes_on(unopened_lesson):
    page = unopened_lesson.page
    page.clock.install()
    page.add_init_script(HANG)
    lesson = unopened_lesson.open().wait_for_python()
    lesson.click("Step").ask(SEVEN).click("Step")
    wait_until(page, "() => window.dropped === 1")
    page.clock.fast_forward(11_000)
    expect(error(lesson)).to_contain_text("longer than 10 seconds")
    lesson.wait_for_python().wait_until_idle()
    assert lesson.sentence.startswith("Move 1 of 5")
    lesson.click("One epoch")
    lesson.expect_epoch(1)
    expect(error(lesson)).to_be_empty()


def test_after_a_dead_worker_the_page_goes_on_from_the_last_good_state(unopened_lesson):
    unopened_lesson.page.add_init_script(DIE)
    lesson = unopened_lesson.open().wait_for_python()
    lesson.click("100 Steps").ask(SEVEN)
    expect(error(lesson)).to_contain_text("Python ran out of memory, and was started anew", timeout=30_000)
    lesson.expect_epoch(100)
    lesson.wait_for_python().click("One epoch")
    lesson.expect_epoch(101)


@pytest.fixture
def without_python(unopened_lesson, page_log):
    lesson = unopened_lesson.block_python(page_log).open()
    expect(lesson.page.locator("html")).to_have_attribute("data-python", "failed", timeout=30_000)
    return lesson


def test_without_python_the_recorded_replies_still_answer(without_python):
    lesson = without_python.click("Step", "Step", "100 Steps", "Reset", "100 Steps")
    lesson.expect_epoch(100)
    expect(error(lesson)).to_be_empty()


def test_without_python_the_page_says_so_and_tries_again_when_asked(without_python):
    lesson = without_python
    expect(status(lesson)).to_contain_text(re.compile(r"\w+.*\."))
    lesson.click("100 Steps", "One epoch")
    expect(error(lesson)).not_to_be_empty()
    lesson.expect_epoch(100)
    lesson.page.unroute_all()
    status(lesson).get_by_role("button", name="Try again").click()
    lesson.wait_for_python().click("One epoch")
    lesson.expect_epoch(101)


def test_while_python_loads_its_bytes_are_told(unopened_lesson):
    lesson = unopened_lesson.hold_python().open()
    expect(status(lesson)).to_contain_text(re.compile(r"Python is loading(: [\d.]+ of [\d.]+ MB)?\."))
    lesson.let_python_come()
    lesson.wait_for_python()
    expect(status(lesson)).to_contain_text("Python runs on this page.")


def test_a_click_that_waits_for_python_is_said_to_wait(unopened_lesson):
    lesson = unopened_lesson.hold_python().open()
    lesson.click("100 Steps", "One epoch")
    expect(status(lesson)).to_contain_text("Your click is kept")
    lesson.let_python_come()
    lesson.expect_epoch(101)
    expect(status(lesson)).not_to_contain_text("kept")


SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });"


def test_who_saves_data_is_told_the_size_before_python_is_fetched(unopened_lesson):
    unopened_lesson.page.add_init_script(SAVE_DATA)
    fetched = []
    unopened_lesson.page.on("request", lambda request: fetched.append(request.url))
    lesson = unopened_lesson.open()
    start = status(lesson).get_by_role("button", name=re.compile(r"Start Python \(\d+ MB\)"))
    expect(start).to_be_visible()
    lesson.click("100 Steps").expect_epoch(100)
    assert not [url for url in fetched if "/runtime/" in url]
    start.click()
    lesson.wait_for_python().click("One epoch")
    lesson.expect_epoch(101)
