"""Where the reader stands: ticks in the contents, the way back, and what the cards of the index say."""

import re

from playwright.sync_api import expect

from tests.browser.test_pure_modules import run_js

AT = "Step 4: Backprop to Hidden"


def item(lesson, title):
    return lesson.page.locator(".contents li", has=lesson.page.get_by_role("link", name=title, exact=True)).last


def test_who_comes_back_finds_what_is_done_and_where_they_were(lesson):
    page = lesson.page
    page.set_viewport_size({"width": 1600, "height": 900})
    contents = page.get_by_role("navigation", name="Contents of the lesson")
    expect(contents).to_be_visible()
    page.locator("#missed-shot textarea").fill("Too short")
    expect(item(lesson, "Before We Begin")).to_have_attribute("data-part", "done")
    lesson.click("One epoch").wait_until_idle()
    lesson.click("Reset").wait_until_idle()
    expect(contents.get_by_text(re.compile("^2 of "))).to_be_visible()
    contents.get_by_role("link", name=AT).click()
    expect(contents.get_by_role("link", name=AT)).to_have_attribute("aria-current", "location")
    page.goto(page.url.partition("#")[0].replace("backpropagation", "forward-pass"))
    page.goto(page.url.replace("forward-pass", "backpropagation"))
    expect(page.get_by_role("link", name="Go on at Step 4")).to_be_visible()
    expect(contents.get_by_text(re.compile("^2 of "))).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(contents).to_be_hidden()
    page.get_by_role("button", name="Contents").click()
    contents.get_by_role("link", name=AT).click()
    expect(contents).to_be_hidden()
    assert page.url.endswith("#step-4-backprop-to-hidden")
    page.goto(page.url.replace("lessons/backpropagation", "index"))
    expect(page.locator("[data-lesson-card]").nth(2)).to_contain_text(re.compile(r"2 of \d+ done"))


ALL_DONE = """() => {
    const ids = [...document.querySelectorAll("[data-task]")].map(({ id }) => [id, 99]);
    localStorage.setItem(`nudge:progress:${location.pathname}`, JSON.stringify({ done: Object.fromEntries(ids) }));
}"""


def test_the_ending_says_what_the_reader_wrote_and_is_erased_with_all_that_is_kept(lesson):
    page, ending = lesson.page, lesson.page.locator("[data-ending]")
    page.locator("#missed-shot textarea").fill("Too short")
    expect(ending).to_be_hidden()
    page.evaluate(ALL_DONE)
    page.reload()
    expect(ending).to_contain_text("When you began, you wrote:Too short")
    expect(ending.get_by_role("listitem")).to_have_count(3)
    page.get_by_role("button", name="Erase all that is kept here").click()
    expect(ending).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(ending).to_be_visible()


DONE = """
import { Done } from "./page/done.js";
const tasks = [{ id: "net", size: 1 }, { id: "quiz", size: 3 }];
"""


def test_what_was_done_once_stays_done():
    script = """const done = new Done(tasks, { done: { quiz: 2 } });
    give([done.see("quiz", 1), done.see("net", 1), done.sum()])"""
    assert run_js(DONE + script) == [False, True, 3]


def test_of_what_was_kept_only_what_the_lesson_still_has_counts():
    script = """const done = new Done(tasks, { done: { quiz: 9, gone: 4, net: 1 } });
    give([done.sum(), done.of(), done.isAll])"""
    assert run_js(DONE + script) == [4, 4, True]


def test_erased_progress_is_none():
    script = """const done = new Done(tasks, { done: { quiz: 3 } });
    done.renew(null);
    give([done.sum(), done.isAll, done.toKeep()])"""
    assert run_js(DONE + script) == [0, False, {"done": {}, "of": 4}]
