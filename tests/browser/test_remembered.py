"""What the reader writes stays on the reader's device, comes back, and can be erased."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def words(lesson):
    """The box of "Think about this first"."""
    return lesson.page.locator("#missed-shot textarea")


def echo(lesson):
    return lesson.page.locator('.reflect--echo [data-echo="reflect-missed-shot"]')


def test_the_reader_s_words_are_there_after_a_reload_and_at_the_end_of_the_lesson(lesson, words):
    words.fill("Too short, <b>by a hand</b>")
    expect(echo(lesson)).to_have_text("Too short, <b>by a hand</b>")
    lesson.page.reload()
    expect(words).to_have_value("Too short, <b>by a hand</b>")
    expect(echo(lesson)).to_have_text("Too short, <b>by a hand</b>")
    assert echo(lesson).locator("b").count() == 0


def test_erased_words_are_nowhere_any_more(lesson, words):
    nothing = echo(lesson).inner_text()
    words.fill("Too short")
    erase = lesson.page.locator('[data-forget="reflect-missed-shot"]')
    erase.click()
    expect(words).to_have_value("")
    expect(echo(lesson)).to_have_text(nothing)
    expect(erase).to_have_text("Undo")
    erase.click()
    expect(words).to_have_value("Too short")
    expect(echo(lesson)).to_have_text("Too short")
    erase.click()
    lesson.page.reload()
    expect(words).to_have_value("")
    assert "Too short" not in lesson.page.evaluate("JSON.stringify(localStorage)")


def test_where_the_browser_refuses_storage_the_words_live_until_the_page_closes_and_the_page_says_so(
    unopened_lesson, page_log
):
    page_log.allow("page error: refused")  # the theme's own script; ours goes on
    unopened_lesson.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {"
        "get() { throw new DOMException('refused', 'SecurityError'); } });"
    )
    lesson = unopened_lesson.open()
    lesson.page.locator("#missed-shot textarea").fill("Too short")
    expect(echo(lesson)).to_have_text("Too short")
    lesson.click("Step").wait_until_idle()
    assert lesson.sentence.startswith("Move 1 of 5")
    expect(lesson.page.locator("#missed-shot")).to_contain_text("your words are gone when the page closes")
    expect(lesson.page.locator("#missed-shot")).not_to_contain_text("stay on this device")
    expect(lesson.page.locator(".kept-control")).to_contain_text("what you do here is gone when the page closes")


def test_another_page_does_not_know_the_words_of_this_one(lesson, words):
    words.fill("Too short")
    kept = lesson.page.evaluate("Object.keys(localStorage)")
    assert [key for key in kept if "reflect-missed-shot" in key] == [
        "nudge:/lessons/backpropagation.html#reflect-missed-shot"
    ]


def test_check_sends_what_came_back_from_the_device(lesson):
    page = lesson.page
    field = page.locator("#work-w4").get_by_role("textbox")
    field.fill("0.5")
    lesson.wait_for_python()
    page.reload()
    lesson.wait_for_python()
    page.locator("#work-w4").get_by_role("button", name="Check").click()
    expect(page.locator('#work-w4 [data-slot="sentence"]')).not_to_be_empty(timeout=30_000)
    expect(page.locator("#work-w4 [data-error='your answer']")).to_be_empty()
