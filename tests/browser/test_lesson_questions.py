"""What the reader predicts, recalls and writes; words that are explained; the lesson with scripts off."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PYTHON_READY, Lesson
from tests.lesson.claims import shown

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def verdict(lesson, widget_id):
    return lesson.page.locator(f"#{widget_id} [data-slot=sentence]")


def test_a_predicted_sign_is_answered_before_python_is_there(unopened_lesson, page_log):
    lesson = unopened_lesson.block_python(page_log).open()
    lesson.page.locator("#predict-output").get_by_label("negative").check()
    expect(verdict(lesson, "predict-output")).to_contain_text("Yes, negative")


def test_a_card_is_judged_by_the_numbers_it_shows_until_it_looks_at_the_network_as_it_stands(lesson):
    lesson.wait_for_python()
    box = lesson.page.locator("#work-w4")
    look = box.get_by_role("button", name="Use the network as it stands now")
    expect(look).to_be_hidden()
    lesson.click("100 Steps").wait_until_idle()
    box.get_by_role("textbox").fill("0.7028")
    box.get_by_role("button", name="Check").click()
    expect(verdict(lesson, "work-w4")).to_contain_text("Yes", timeout=PYTHON_READY)
    expect(box.locator("[data-slot=which]")).to_contain_text("the lesson’s network")
    look.click()
    expect(box.locator("[data-slot=which]")).to_contain_text("your network at epoch 100")
    expect(verdict(lesson, "work-w4")).to_contain_text("Not yet")
    lesson.click("Reset").wait_until_idle()
    expect(box.locator("[data-slot=which]")).to_contain_text("at epoch 100")
    look.click()
    expect(verdict(lesson, "work-w4")).to_contain_text("Yes")
    expect(look).to_be_hidden()


def test_a_slip_is_named(lesson):
    box = lesson.page.locator("#work-w4")
    box.get_by_role("textbox").fill("0.6972")
    box.get_by_role("textbox").press("Enter")
    expect(verdict(lesson, "work-w4")).to_contain_text(
        "an update subtracts learning rate times gradient", timeout=PYTHON_READY
    )


def test_worked_steps_follow_the_network(lesson):
    steps = lesson.page.locator("#work-w1 [data-slot=steps]")
    expect(steps).to_contain_text("0.502538")
    lesson.wait_for_python().click("One epoch").wait_until_idle()
    lesson.page.locator("#work-w1").get_by_role("button", name="Use the network as it stands now").click()
    expect(steps).to_contain_text("0.504974")


def test_text_that_is_no_number_is_told_beside_its_field(lesson):
    box = lesson.page.locator("#work-wout2")
    box.get_by_role("textbox").fill("a lot")
    box.get_by_role("textbox").press("Enter")
    expect(box.locator("[data-error]").first).to_contain_text("is not a number", timeout=PYTHON_READY)
    expect(box.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")


def test_the_verdict_on_an_earlier_answer_does_not_stand_beside_one_that_cannot_be_read(lesson):
    box = lesson.page.locator("#work-wout2")
    field = box.get_by_role("textbox")
    field.fill("0.5")
    field.press("Enter")
    expect(verdict(lesson, "work-wout2")).to_contain_text("Not yet", timeout=PYTHON_READY)
    field.fill("a lot")
    field.press("Enter")
    expect(box.locator("[data-error]").first).to_contain_text("is not a number", timeout=PYTHON_READY)
    expect(verdict(lesson, "work-wout2")).to_be_hidden()


def test_an_answer_is_kept_on_the_device_and_judged_again_after_a_reload(lesson):
    lesson.page.locator("#predict-output").get_by_label("negative").check()
    expect(verdict(lesson, "predict-output")).to_contain_text("Yes, negative", timeout=PYTHON_READY)
    lesson.open()
    expect(lesson.page.locator("#predict-output").get_by_label("negative")).to_be_checked()
    expect(verdict(lesson, "predict-output")).to_contain_text("Yes, negative", timeout=PYTHON_READY)


def test_a_recalled_word_is_judged_and_explained(lesson):
    quiz = lesson.page.locator("#quiz")
    quiz.get_by_role("textbox").first.fill("backprop")
    quiz.get_by_role("button", name="Check").first.click()
    expect(quiz.locator("[data-slot=verdict-0]")).to_contain_text("Yes.", timeout=PYTHON_READY)
    expect(quiz.locator("[data-slot=score]")).to_have_text("1 of 6 right, 1 answered.")


def test_a_number_is_recalled_as_a_fraction_and_a_word_is_not_taken_with_a_not_before_it(lesson):
    quiz = lesson.page.locator("#quiz")
    for k, text, said in ((4, "1/4", "Yes."), (2, "not positive", "Not yet. Give one answer")):
        quiz.get_by_role("textbox").nth(k).fill(text)
        quiz.get_by_role("button", name="Check").nth(k).click()
        expect(quiz.locator(f"[data-slot=verdict-{k}]")).to_contain_text(said, timeout=PYTHON_READY)
    expect(quiz.locator("[data-slot=score]")).to_have_text("1 of 6 right, 2 answered.")


def test_the_old_value_is_told_as_such_before_any_places_are_asked_for(lesson):
    box = lesson.page.locator("#predict-update")
    box.get_by_role("textbox").fill("0.2")
    box.get_by_role("button", name="Check").click()
    expect(verdict(lesson, "predict-update")).to_contain_text("That is its value now", timeout=PYTHON_READY)


def test_what_was_written_first_is_shown_at_the_end_and_can_be_erased(lesson):
    words = "Because <b>my elbow</b> pointed outward."
    lesson.page.locator("#missed-shot textarea").fill(words)
    echo = lesson.page.locator("#missed-shot-echo [data-echo]")
    expect(echo).to_have_text(words)
    lesson.open()
    expect(lesson.page.locator("#missed-shot textarea")).to_have_value(words)
    expect(echo).to_have_text(words)
    lesson.page.locator("#missed-shot").get_by_role("button", name="Erase").click()
    expect(echo).to_have_text("You have not written anything yet.")
    lesson.open()
    expect(lesson.page.locator("#missed-shot textarea")).to_have_value("")


def explanation(word):
    """The text that the style sheet draws beside a word, `none` while it is not shown."""
    return word.evaluate("word => getComputedStyle(word, '::after').content")


def test_a_word_is_explained_on_hover_and_on_focus_and_is_quiet_otherwise(lesson):
    word = lesson.page.locator(".word").first
    assert explanation(word) == "none"
    word.hover()
    assert "one trip backward" in explanation(word)
    lesson.page.mouse.move(0, 0)
    word.get_by_role("button").focus()
    assert "one trip backward" in explanation(word)


def test_escape_hides_an_explanation_until_the_word_is_left(lesson):
    word = lesson.page.locator(".word").first
    word.hover()
    lesson.page.keyboard.press("Escape")
    assert explanation(word) == "none"
    lesson.page.mouse.move(0, 0)
    word.hover()
    assert "one trip backward" in explanation(word)


def test_a_word_is_explained_on_tap_within_the_screen_of_a_phone(new_page, served):
    lesson = Lesson(new_page(**PHONE), served).open()
    word = lesson.page.locator(".word").first
    word.tap()
    assert "one trip backward" in explanation(word)
    assert lesson.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_screen_reader_finds_a_words_explanation_in_the_list(lesson):
    button = lesson.page.locator(".word__button").first
    described = button.get_attribute("aria-describedby")
    expect(lesson.page.locator(f"#{described}")).to_contain_text("one trip backward")


@pytest.fixture
def without_scripts(new_page, served):
    page = new_page(java_script_enabled=False)
    page.goto(f"{served}/lessons/backpropagation.html")
    return page


def test_with_scripts_off_the_lesson_reads_with_numbers_and_formulas(without_scripts):
    page = without_scripts
    article = page.locator("article")
    numbers = (shown("h1"), shown("y_hat"), *(shown(name, 6) for name in ("loss", "d_w1", "new_w1")))
    for text in (*numbers, "Step 1: Forward Pass"):
        expect(article.get_by_text(text).first).to_be_attached()
    assert page.locator("math").count() > 50
    expect(page.locator("#live-network svg").first).to_be_visible()
    expect(page.locator("#work-w1 [data-slot=steps]")).to_contain_text("0.502538")


def test_with_scripts_off_every_answer_can_be_unfolded_and_nothing_dead_is_offered(without_scripts):
    page = without_scripts
    page.locator("#quiz summary").first.click()
    expect(page.get_by_text("Backpropagation goes back and works out")).to_be_visible()
    page.locator("#predict-update summary").click()
    expect(page.locator("#predict-update [data-slot=answer]")).to_contain_text("0.225606")
    for dead in page.locator("#quiz form, .predict-form, .predict-choices, .reflect textarea, .reflect button").all():
        expect(dead).to_be_hidden()
