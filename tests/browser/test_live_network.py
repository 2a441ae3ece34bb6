"""The live network as a reader drives it: steps forward and back, by mouse and by keyboard, with motion and without."""

from playwright.sync_api import expect

from tests.browser.editor import choose, editor, set_value
from tests.browser.pages import EPOCH_OVER, Lesson, wait_until, wait_until_laid_out
from tests.lesson.claims import shown


def test_the_first_state_shows_the_numbers_of_the_lesson(lesson):
    readout = lesson.section.locator('[data-slot="readout"]')
    names = ("h1", "h2", "y_hat", "y", "loss")
    texts = {name: readout.locator(f'[data-value="{name}"]').inner_text() for name in names}
    assert texts == {name: shown(name, 6 if name == "loss" else 4) for name in names}


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


def test_focus_and_scroll_stay_where_they_are_while_the_widget_changes(lesson):
    lesson.wait_for_python()
    wait_until_laid_out(lesson.page)  # until then the browser holds the view, not the number
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


def test_a_reader_who_asked_the_system_for_less_motion_is_offered_no_switch(new_page, served):
    lesson = Lesson(new_page(reduced_motion="reduce"), served).open()
    lesson.wait_for_python()
    expect(lesson.section.locator('[data-command="motion"]')).to_be_hidden()


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
    wait_until(lesson.page, EPOCH_OVER, 101)
    lesson.page.keyboard.press("Enter")
    expect(lesson.button("Play")).to_be_focused()


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
