"""The text follows the reader's network: numbers in prose, tables and formulas, and words; and it goes back."""

import math

from playwright.sync_api import expect

from lesson_core.living.answer import with_lesson
from lesson_core.living.numbers import say
from lesson_core.problem import Problem, with_change
from tests.browser.pages import PYTHON_READY, Lesson, wait_until
from tests.lesson.claims import problem_of

TEXTS = """() => [...document.querySelectorAll("[data-number], [data-words]")].map(place => [
    place.getAttribute("data-number") ?? place.getAttribute("data-words"), place.textContent,
    place.getAttribute("data-exact")])"""
# Requests for texts, changes of what is announced, and shifts that no press explains.
LISTEN = """() => {
    window.asked = 0;
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
        if (String(message?.request).startsWith('{"texts"')) window.asked += 1;
        return post.call(this, message, ...rest);
    };
    window.announced = [];
    const status = document.querySelector(".own-numbers__status");
    new MutationObserver(() => announced.push(status.textContent)).observe(status, {childList: true, subtree: true});
    window.shifts = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
    }).observe({type: "layout-shift", buffered: false});
}"""
SHOWN = """([expression, text]) => [...document.querySelectorAll(`[data-number="${expression}"]`)].every(
    place => place.textContent === text)"""


def set_to(name: str, text: str) -> dict:
    return {"type": "set", "name": name, "text": text}


def expect_texts(lesson: Lesson, problem: Problem) -> None:
    """Each text of the page is what lesson_core says of this network, and its number the same to 1e-12."""
    networks = with_lesson({"live-network": problem})
    wait_until(lesson.page, SHOWN, ["lesson.zOut", say("lesson.zOut", networks).text])
    lesson.wait_until_idle()
    for expression, text, exact in lesson.page.evaluate(TEXTS):
        said = say(expression, networks, exists=False)
        assert text == said.text, expression
        if said.exact is not None:
            assert math.isclose(float(exact), said.exact, rel_tol=1e-12, abs_tol=1e-300), expression


def test_every_text_follows_an_edit_says_whose_it_is_once_and_goes_back_in_one_press(lesson):
    lesson.wait_for_python()
    first = lesson.page.evaluate(TEXTS)
    written = problem_of("backpropagation", "live-network")
    expect_texts(lesson, written)
    lesson.page.evaluate(LISTEN)
    lesson.send(set_to("x1", "0.7")).send(set_to("w1", "-0.4"))
    edited = with_change(with_change(written, "x1", 0.7), "w1", -0.4)
    expect_texts(lesson, edited)
    assert len([text for text in lesson.page.evaluate(TEXTS) if text not in first]) > 50

    lesson.send({"type": "train", "epochs": 3})
    expect_texts(lesson, edited)  # training changes no text

    for k in range(1, 16):
        lesson.ask(set_to("w1", str(k / 10)))
    wait_until(lesson.page, SHOWN, ["lesson.w1", "1.500"])
    assert lesson.page.evaluate("asked") <= 17  # one for each edit at most, and none is left

    back = lesson.page.get_by_role("button", name="Back to the lesson's numbers", exact=True)
    expect(back).to_have_count(1)
    expect(lesson.page.locator("[data-changed]").first).to_be_attached()
    assert lesson.page.evaluate("announced") == ["These numbers are yours."]
    back.click()
    expect(back).to_be_hidden()
    assert lesson.page.evaluate(TEXTS) == first
    expect(lesson.page.locator("[data-changed]")).to_have_count(0)
    assert lesson.page.evaluate("shifts") < 0.01


def test_until_python_is_there_the_text_stays_the_lessons_and_says_that_an_edit_waits_then_it_outlives_a_reload(
    unopened_lesson,
):
    lesson = unopened_lesson.hold_python().open()
    first = lesson.page.evaluate(TEXTS)
    bar = lesson.page.locator(".own-numbers")
    expect(bar).to_be_hidden()
    lesson.ask(set_to("x1", "0.7"))
    expect(bar).to_contain_text("The text tells the lesson's numbers. Your change waits for Python.")
    assert lesson.page.evaluate(TEXTS) == first
    lesson.let_python_come()
    expect(bar).to_contain_text("These numbers are yours.", timeout=PYTHON_READY)
    expect_texts(lesson, with_change(problem_of("backpropagation", "live-network"), "x1", 0.7))
    lesson.page.reload()
    expect(bar).to_contain_text("These numbers are yours.", timeout=PYTHON_READY)
    expect_texts(lesson, with_change(problem_of("backpropagation", "live-network"), "x1", 0.7))
