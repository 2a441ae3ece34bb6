"""Play: the live network trains until the reader, a hidden tab or an overflow stops it."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor import set_value
from tests.browser.pages import EPOCH_OVER, wait_until
from tests.lesson.claims import LESSON


def test_play_trains_until_pause(lesson):
    lesson.wait_for_python()
    lesson.section.locator("[data-speed]").select_option("100")
    lesson.click("Play")
    expect(lesson.button("Pause")).to_be_visible()
    wait_until(lesson.page, EPOCH_OVER, 30)
    lesson.click("Pause").wait_until_idle()
    epoch = int(lesson.exact("epoch"))
    run = LESSON.train(epoch)
    assert lesson.exact("loss") == pytest.approx(run.losses[-1], rel=0, abs=1e-12)
    expect(lesson.button("Play")).to_be_focused()


def test_play_at_the_speed_of_moves_shows_each_move(lesson):
    lesson.section.locator("[data-speed]").select_option("moves")
    lesson.click("Play")
    for move in (1, 2, 3):
        expect(lesson.section.locator('[data-slot="sentence"]')).to_contain_text(f"Move {move} of 5")


def test_any_other_click_stops_play_and_is_carried_out(lesson):
    lesson.wait_for_python().click("Play")
    wait_until(lesson.page, EPOCH_OVER, 2)
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
