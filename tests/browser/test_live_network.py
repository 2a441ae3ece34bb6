"""The live network, driven as a reader drives it."""

import re

import pytest
from playwright.sync_api import expect

from lesson_core import LESSON_INPUTS, LESSON_LEARNING_RATE, LESSON_TARGETS, lesson_network, train
from tests.browser.pages import Lesson


def test_the_first_state_shows_the_numbers_of_the_lesson(lesson):
    readout = lesson.section.locator('[data-slot="readout"]')
    names = ("h1", "h2", "y_hat", "y", "loss")
    texts = {name: readout.locator(f'[data-value="{name}"]').inner_text() for name in names}
    assert texts == {"h1": "0.5474", "h2": "0.6479", "y_hat": "0.7363", "y": "1.0000", "loss": "0.034778"}


def test_a_step_back_through_moves_and_epochs_ends_at_the_very_first_state(lesson):
    first = lesson.markup()
    back = lesson.button("Step back")
    expect(back).to_have_attribute("aria-disabled", "true")
    lesson.click("Step", "One epoch", "Step", "Step").wait_until_idle()
    for _ in range(7):
        expect(back).to_have_attribute("aria-disabled", "false")
        lesson.click("Step back").wait_until_idle()
    expect(back).to_have_attribute("aria-disabled", "true")
    assert lesson.markup() == first
    back.focus()
    expect(back).to_be_focused()


def test_a_step_back_shows_the_very_state_that_was_shown_before(lesson):
    lesson.click("100 Steps", "Step", "Step").wait_until_idle()
    before = lesson.markup()
    lesson.click("Step").wait_until_idle()
    assert lesson.markup() != before
    lesson.click("Step back").wait_until_idle()
    assert lesson.markup() == before


def test_a_step_back_over_an_edit_brings_back_the_state_before_it(lesson):
    lesson.click("Step", "Step").wait_until_idle()
    before = lesson.markup()
    set_value(lesson, "w1", "2")
    lesson.expect_exact("w1", 2.0)
    lesson.click("Step back")
    lesson.expect_exact("w1", 0.5)
    lesson.wait_until_idle()
    assert lesson.markup() == before


def test_a_step_back_leaves_what_the_reader_looks_at(lesson):
    lesson.click("Step", "Step").wait_until_idle()
    choose(lesson, "wOut2")
    lesson.wait_until_idle()
    lesson.click("Step back").wait_until_idle()
    assert lesson.sentence.startswith("Move 1 of 5")
    expect(editor(lesson).locator("select")).to_have_value("wOut2")


def test_reset_goes_to_the_first_state_and_empties_the_past(lesson):
    first = lesson.markup()
    lesson.click("One epoch", "Step").wait_until_idle()
    lesson.click("Reset").wait_until_idle()
    assert lesson.markup() == first
    expect(lesson.button("Step back")).to_have_attribute("aria-disabled", "true")


def test_play_trains_until_pause(lesson):
    lesson.wait_for_python()
    lesson.section.locator("[data-speed]").select_option("100")
    lesson.click("Play")
    expect(lesson.button("Pause")).to_be_visible()
    lesson.page.wait_for_function(EPOCH_OVER, arg=30)
    lesson.click("Pause").wait_until_idle()
    epoch = int(lesson.exact("epoch"))
    run = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, LESSON_LEARNING_RATE, epoch)
    assert lesson.exact("loss") == pytest.approx(run.losses[-1], rel=0, abs=1e-12)
    expect(lesson.button("Play")).to_be_focused()


def test_play_at_the_speed_of_moves_shows_each_move(lesson):
    lesson.section.locator("[data-speed]").select_option("moves")
    lesson.click("Play")
    for move in (1, 2, 3):
        expect(lesson.section.locator('[data-slot="sentence"]')).to_contain_text(f"Move {move} of 5")


def test_any_other_click_stops_play_and_is_carried_out(lesson):
    lesson.wait_for_python().click("Play")
    lesson.page.wait_for_function(EPOCH_OVER, arg=2)
    lesson.click("Reset")
    expect(lesson.button("Play")).to_be_visible()
    lesson.expect_epoch(0)


def test_play_stops_when_the_tab_is_hidden(lesson):
    lesson.wait_for_python().click("Play")
    lesson.page.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", { value: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    expect(lesson.button("Play")).to_be_visible()


def test_the_live_region_is_quiet_while_playing_and_speaks_again_after(lesson):
    sentence = lesson.section.locator('[data-slot="sentence"]')
    expect(sentence).to_have_attribute("aria-live", "polite")
    lesson.click("Play")
    expect(sentence).to_have_attribute("aria-live", "off")
    lesson.click("Pause")
    expect(sentence).to_have_attribute("aria-live", "polite")


def test_play_stops_when_training_diverges(lesson):
    lesson.wait_for_python()
    set_value(lesson, "y", "100")
    lesson.expect_exact("y", 100.0)
    rate = lesson.section.get_by_role("textbox", name="learning rate")
    rate.fill("1e308")
    rate.press("Enter")
    lesson.expect_exact("learning_rate", 1e308)
    lesson.click("Play")
    expect(lesson.button("Play")).to_be_visible()
    assert lesson.exact("epoch") == 0
    assert "epoch 1" in lesson.sentence


@pytest.mark.parametrize("text", ["", "abc", "1e999", "nan", "0.5.5", "--1"])
def test_a_bad_entry_says_so_beside_the_field_and_keeps_the_last_good_state(lesson, text):
    lesson.click("Step").wait_until_idle()
    before = lesson.exact("w1")
    field = set_value(lesson, "w1", text)
    error = editor(lesson).locator("[data-error]")
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


def test_a_step_clicked_right_after_a_bad_entry_waits_until_the_sentence_is_read(lesson):
    lesson.wait_for_python()
    value_field(lesson).fill("abc")
    lesson.click("Step").wait_until_idle()
    expect(editor(lesson).locator("[data-error]")).not_to_be_empty()
    assert not lesson.sentence.startswith("Move 1 of 5")


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
    lesson.page.wait_for_function(EPOCH_OVER, arg=epoch + 3)
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


def test_focus_and_scroll_stay_where_they_are_while_the_widget_changes(lesson):
    lesson.wait_for_python()
    step = lesson.button("Step")
    step.focus()
    scroll = lesson.page.evaluate("scrollY")
    for _ in range(7):
        lesson.page.keyboard.press("Enter")
    lesson.expect_epoch(1)
    lesson.wait_until_idle()
    expect(step).to_be_focused()
    assert lesson.page.evaluate("scrollY") == scroll


def test_motion_can_be_switched_off_and_stays_off(lesson):
    html = lesson.page.locator("html")
    lesson.click("Motion on")
    expect(html).to_have_attribute("data-motion", "off")
    lesson.page.reload()
    expect(html).to_have_attribute("data-motion", "off")
    lesson.click("Step").wait_until_idle()
    assert moving(lesson) == 0
    lesson.click("Motion off", "Reset", "Step").wait_until_idle()
    expect(html).not_to_have_attribute("data-motion", "off")
    assert moving(lesson) > 0


def test_a_reader_who_asked_the_system_for_less_motion_sees_none(new_page, served):
    lesson = Lesson(new_page(reduced_motion="reduce"), served).open()
    lesson.click("Step").wait_until_idle()
    assert moving(lesson) == 0


def test_the_whole_network_can_be_driven_by_keyboard_alone(lesson):
    lesson.wait_for_python()
    reach(lesson, "Step")
    for _ in range(5):
        lesson.page.keyboard.press("Space")
    lesson.expect_epoch(1)
    reach(lesson, "Step back", backwards=True)
    lesson.page.keyboard.press("Enter")
    lesson.expect_epoch(0)
    reach(lesson, "100 Steps")
    lesson.page.keyboard.press("Enter")
    lesson.expect_epoch(100)
    reach(lesson, "Play")
    lesson.page.keyboard.press("Enter")
    lesson.page.wait_for_function(EPOCH_OVER, arg=101)
    lesson.page.keyboard.press("Enter")
    expect(lesson.button("Play")).to_be_focused()


EPOCH_OVER = """epoch => Number(document.querySelector('#live-network [data-value="epoch"]').dataset.exact) > epoch"""


def editor(lesson):
    return lesson.section.locator('[data-slot="editor"]')


def value_field(lesson):
    return editor(lesson).get_by_role("textbox")


def choose(lesson, name: str) -> None:
    editor(lesson).locator("select").select_option(name)


def set_value(lesson, name: str, text: str):
    """Choose a value and type it; gives the field."""
    if editor(lesson).locator("select").input_value() != name:
        choose(lesson, name)
        expect(editor(lesson).locator(f'[data-error="{name}"]')).to_be_attached(timeout=30_000)
    field = value_field(lesson)
    field.fill(text)
    field.press("Enter")
    return field


def handle(lesson, name: str):
    return lesson.section.locator(f""".net-wide [data-nudge*='"{name}"']""")


def moving(lesson) -> int:
    """How many parts of the picture are in motion, or would be."""
    return lesson.section.locator(".net-wide .flow").evaluate_all(
        "flows => flows.filter(flow => getComputedStyle(flow).animationName !== 'none' "
        "&& getComputedStyle(flow).visibility !== 'hidden').length"
    )


def reach(lesson, name: str, *, backwards: bool = False) -> None:
    """Press Tab until the button has the focus."""
    button = lesson.button(name)
    if not lesson.section.evaluate("section => section.contains(document.activeElement)"):
        lesson.section.locator("[tabindex], button").first.focus()
    for _ in range(60):
        if button.evaluate("button => button === document.activeElement"):
            return
        lesson.page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"Tab does not reach {name}")
