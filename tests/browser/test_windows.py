"""The live network in other places of the page: in the first screen, and beside each of the five moves."""

import re

import pytest
from playwright.sync_api import expect

from lesson_core.backprop import backpropagate
from lesson_core.widgets.network.options import NetworkOptions, opened
from lesson_core.widgets.network.state import edited
from tests.browser.pages import Lesson
from tests.lesson.claims import LESSON

FIRST = "#live-network-first"
STEPS = (
    "step-1-forward-pass",
    "step-2-compute-loss",
    "step-3-output-gradient",
    "step-4-backprop-to-hidden",
    "step-5-weight-update",
)


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)], ids=["wide", "phone"])
def test_the_first_screen_has_a_network_that_plays_before_python(new_page, served, size):
    page = new_page(viewport={"width": size[0], "height": size[1]})
    Lesson(page, served).hold_python().open()
    window = page.locator(FIRST)
    play = window.get_by_role("button", name="Play")
    for part in (window.locator("svg:visible"), play, window.get_by_text("The guess is")):
        expect(part).to_be_in_viewport(ratio=1)
    play.click()
    expect(page.locator('#live-network [data-value="epoch"]')).not_to_have_attribute("data-exact", "0")
    expect(window.locator('.brief-loss [data-value="loss"]')).not_to_have_attribute("data-exact", repr(LESSON.loss()))


def test_a_weight_dragged_in_the_first_screen_changes_every_window(lesson):
    lesson.wait_for_python()
    page = lesson.page
    handle = page.locator(f"{FIRST} [data-nudge*='\"w1\"'] .pill")
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] - 60)
    page.mouse.up()
    expect(lesson.section.locator('[data-value="w1"]').first).not_to_have_attribute("data-exact", "0.5")
    w1 = lesson.wait_until_idle().exact("w1")
    network = edited(opened(NetworkOptions()), "w1", w1)
    guess = backpropagate(network.network, network.problem.inputs, network.problem.targets).outputs[0]
    for place in (FIRST, "#live-network-moves-1", "#live-network-moves-4"):
        expect(page.locator(f'{place} [data-value="y_hat"]').first).to_have_attribute("data-exact", repr(guess))
    # Training is not an edit: the moves stay those of the epoch that begins with the reader's numbers.
    lesson.click("One epoch").expect_epoch(1)
    expect(page.locator('#live-network-moves-1 [data-value="y_hat"]')).to_have_attribute("data-exact", repr(guess))
    lesson.click("Reset")
    expect(page.locator('#live-network-moves-1 [data-value="w1"]')).to_have_attribute("data-exact", "0.5")


def test_the_picture_of_a_move_is_in_view_beside_its_text(lesson):
    for move, heading in enumerate(STEPS, start=1):
        lesson.page.evaluate(
            "id => scrollTo({top: document.getElementById(id).getBoundingClientRect().top + scrollY - 200})", heading
        )
        picture = lesson.page.locator(f"[data-move='{move}'] svg")
        expect(picture).to_be_in_viewport(ratio=1)
        # Nor does it leave before its text does.
        lesson.page.evaluate(
            """id => scrollTo({top: document.getElementById(id).closest(".beside").getBoundingClientRect().bottom
                + scrollY - innerHeight})""",
            heading,
        )
        expect(picture).to_be_in_viewport(ratio=1)
        assert re.match("Move", lesson.page.locator(f"[data-move='{move}'] figcaption").inner_text())
