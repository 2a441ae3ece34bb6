"""Values of the live network typed, slid, dragged, nudged by key; what cannot be used is refused beside its field."""

import re

from playwright.sync_api import expect

from tests.browser.editor import editor, set_value, value_field
from tests.browser.pages import EPOCH_OVER, PYTHON_READY, wait_until


def test_a_bad_entry_says_so_beside_the_field_and_keeps_the_last_good_state(lesson):
    lesson.click("Step").wait_until_idle()
    before = lesson.exact("w1")
    error = editor(lesson).locator("[data-error]")
    for text in ("", "abc", "1e999", "nan", "0.5.5", "--1"):
        field = set_value(lesson, "w1", text)
        expect(error).not_to_be_empty(timeout=30_000)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_attribute("aria-errormessage", re.compile(error.get_attribute("id")))
        expect(field).to_have_value(text)
        assert lesson.exact("w1") == before
        assert lesson.sentence.startswith("Move 1 of 5")
        lesson.click("Step").wait_until_idle()
        expect(error).to_be_empty()
        expect(field).not_to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value("0.5")
        lesson.click("Step back").wait_until_idle()


def test_a_step_clicked_behind_a_bad_entry_is_dropped_so_that_the_sentence_can_be_read(unopened_lesson):
    lesson = unopened_lesson.hold_python().open()
    value_field(lesson).fill("abc")
    lesson.click("Step").let_python_come()
    expect(editor(lesson).locator("[data-error]")).not_to_be_empty(timeout=PYTHON_READY)
    expect(lesson.section).not_to_have_attribute("data-waiting", "")
    assert not lesson.sentence.startswith("Move 1 of 5")


def test_a_bad_entry_refused_while_the_button_is_held_down_is_not_wiped_by_letting_go(lesson):
    lesson.wait_for_python()
    error = editor(lesson).locator("[data-error]")
    value_field(lesson).fill("abc")
    lesson.button("Step").hover()
    lesson.page.mouse.down()  # the entry ends here, and is refused
    expect(error).not_to_be_empty()
    lesson.page.mouse.up()
    lesson.wait_until_idle()
    expect(error).not_to_be_empty()
    lesson.click("Step").wait_until_idle()
    expect(error).to_be_empty()
    assert lesson.sentence.startswith("Move 1 of 5")


def test_a_learning_rate_of_zero_is_refused_beside_its_field(lesson):
    field = lesson.section.get_by_role("textbox", name="learning rate")
    field.fill("0")
    field.press("Enter")
    expect(lesson.section.locator('[data-error="learning_rate"]')).not_to_be_empty(timeout=30_000)
    assert lesson.exact("learning_rate") == 0.5


def test_an_entry_keeps_every_digit(lesson):
    set_value(lesson, "w2", "-0.12345678901234567")
    lesson.expect_exact("w2", -0.12345678901234567)


def test_escape_gives_up_what_was_typed(lesson):
    field = value_field(lesson)
    field.fill("7")
    field.press("Escape")
    expect(field).to_have_value("0.5")
    lesson.click("Step").wait_until_idle()
    assert lesson.exact("w1") == 0.5


def test_what_is_being_typed_survives_a_changing_network(lesson):
    lesson.wait_for_python().click("Play")
    field = value_field(lesson)
    field.focus()
    lesson.page.keyboard.press("Control+A")
    lesson.page.keyboard.type("0.2")
    epoch = int(lesson.exact("epoch"))
    wait_until(lesson.page, EPOCH_OVER, epoch + 3)
    expect(field).to_have_value("0.2")
    expect(field).to_be_focused()


def test_a_slider_changes_the_chosen_value_as_it_moves(lesson):
    lesson.wait_for_python()
    slider = editor(lesson).get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    lesson.expect_exact("w1", 0.51)
    expect(slider).to_be_focused()


def test_dragging_in_the_picture_changes_a_weight_and_is_one_step_back(lesson):
    lesson.wait_for_python()
    handle(lesson, "w1").scroll_into_view_if_needed()
    box = handle(lesson, "w1").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lesson.page.mouse.move(x, y)
    lesson.page.mouse.down()
    lesson.page.mouse.move(x, y - 20, steps=5)
    lesson.page.mouse.move(x, y - 50, steps=5)
    lesson.page.mouse.up()
    lesson.expect_exact("w1", 1.0)
    lesson.wait_until_idle().click("Step back")
    lesson.expect_exact("w1", 0.5)


def test_arrow_keys_in_the_picture_change_what_has_the_focus(lesson):
    lesson.wait_for_python()
    node = handle(lesson, "x1")
    node.focus()
    for key, value in (("ArrowUp", 0.6), ("Shift+ArrowUp", 0.61), ("PageDown", -0.39), ("ArrowLeft", -0.49)):
        node.press(key)
        lesson.expect_exact("x1", value)
    expect(node).to_be_focused()


def handle(lesson, name: str):
    return lesson.section.locator(f""".net-wide [data-nudge*='"{name}"']""")


def test_a_click_on_a_label_opens_a_field_there_and_an_arrow_key_or_a_drag_still_changes_the_number(lesson):
    lesson.wait_for_python()
    weight = handle(lesson, "w1")
    weight.click()
    field = lesson.section.get_by_role("textbox", name="w1 (x1→h1)", exact=True)
    expect(field).to_be_focused()
    label, box = weight.locator(".pill").bounding_box(), field.bounding_box()
    assert abs(label["x"] + label["width"] / 2 - box["x"] - box["width"] / 2) < 8
    assert abs(label["y"] + label["height"] / 2 - box["y"] - box["height"] / 2) < 8
    field.press("ArrowUp")
    lesson.expect_exact("w1", 0.6)
    expect(field).to_have_value("0.6")
    field.fill("−0.25")
    field.press("Enter")
    lesson.expect_exact("w1", -0.25)
    expect(weight).to_be_focused()
    expect(field).to_have_count(0)
    weight.press("Enter")
    field.fill("a lot")
    field.press("Enter")
    expect(lesson.section.locator(".below [data-error]").first).to_contain_text("is not a number")
    lesson.page.mouse.move(label["x"] + 20, label["y"] + 8)
    lesson.page.mouse.down()
    lesson.page.mouse.move(label["x"] + 70, label["y"] + 8, steps=5)
    lesson.page.mouse.up()
    lesson.expect_exact("w1", 0.25)


def focused_weight(lesson, name):
    handle = lesson.section.locator(f".net-wide .handle[data-event*='\"{name}\"']")
    handle.focus()
    return handle


def test_a_number_typed_on_a_focused_value_of_the_picture_becomes_its_value(lesson):
    lesson.wait_for_python()
    for name, typed, value in (("w3", "0.75", 0.75), ("x2", ".5", 0.5), ("b1", "-1,5", -1.5)):
        focused_weight(lesson, name)
        lesson.page.keyboard.type(typed)
        lesson.page.keyboard.press("Enter")
        shown = lesson.section.locator(f'.net-wide [data-value="{name}"]')
        expect(shown).to_have_attribute("data-exact", str(value))


def test_no_single_key_leaves_the_page_or_opens_the_search(lesson):
    lesson.wait_for_python()
    wait_until(lesson.page, "() => Boolean(window.keyboard$)")  # the theme's script has come
    for key in (".", ",", "n", "p", "s", "f", "/"):
        for focus in (lesson.button("Step"), lesson.section.locator("select").first):
            focus.focus()
            lesson.page.keyboard.press(key)
        expect(lesson.page).to_have_url(re.compile("backpropagation"))
        assert lesson.page.evaluate("document.activeElement.tagName") == "SELECT", key


def test_home_and_end_on_a_focused_weight_leave_the_page_where_it_is(lesson):
    for key in ("Home", "End"):
        weight = focused_weight(lesson, "w1")
        lesson.page.keyboard.press(key)
        lesson.page.evaluate("new Promise(requestAnimationFrame)")
        expect(weight).to_be_in_viewport()
