"""The loss curve: empty at first, then drawn, read out, and told as a table."""

import json
import re

import pytest
from playwright.sync_api import expect

from lesson_core.markup.numbers import fmt
from tests.browser.pages import Lesson, wait_until
from tests.lesson.claims import LESSON


@pytest.fixture(scope="module")
def losses() -> tuple[float, ...]:
    return LESSON.train(100_000).losses


@pytest.fixture
def trained(lesson):
    """The lesson after 100 epochs."""
    lesson.click("100 Steps").expect_epoch(100)
    expect(plot(lesson)).to_be_visible()
    return lesson


def plot(lesson):
    return lesson.section.get_by_role("slider", name="Loss curve: choose an epoch")


def expect_readout(lesson, epoch: int, loss: float) -> None:
    text = f"epoch {epoch:,}: loss {fmt(loss, 6)}"
    expect(lesson.section.locator(".chart-readout")).to_have_text(text)
    expect(plot(lesson)).to_have_attribute("aria-valuetext", text)


def dot(lesson) -> dict[str, float]:
    return lesson.section.locator(".chart-dot").bounding_box()


def test_at_epoch_0_words_stand_in_the_place_of_the_curve(lesson):
    words = lesson.section.get_by_text("Click 100 Steps to watch it learn!")
    expect(words).to_be_visible()
    expect(plot(lesson)).to_be_hidden()
    lesson.click("Step").wait_until_idle()
    expect(words).to_be_visible()


def test_after_training_the_curve_takes_the_place_of_the_words_until_reset(trained):
    words = trained.section.get_by_text("Click 100 Steps to watch it learn!")
    expect(words).to_be_hidden()
    expect(plot(trained).locator("canvas")).to_be_visible()
    trained.click("Reset")
    expect(words).to_be_visible()
    expect(plot(trained)).to_be_hidden()


def test_the_readout_tells_the_last_epoch(trained, losses):
    expect_readout(trained, 100, losses[100])


def test_the_readout_follows_the_pointer(trained, losses):
    plot(trained).scroll_into_view_if_needed()
    box = plot(trained).locator(".u-over").bounding_box()
    for share in (0, 0.25, 0.5):
        trained.page.mouse.move(box["x"] + share * box["width"], box["y"] + 20)
        expect_readout(trained, round(100 * share), losses[round(100 * share)])
    trained.page.mouse.move(0, 0)
    expect_readout(trained, 100, losses[100])


def test_the_curve_is_read_by_keyboard(trained, losses):
    plot(trained).focus()
    for key, epoch in (
        ("Home", 0),
        ("ArrowRight", 1),
        ("PageUp", 11),
        ("ArrowLeft", 10),
        ("PageDown", 0),
        ("End", 100),
    ):
        trained.page.keyboard.press(key)
        expect_readout(trained, epoch, losses[epoch])
    trained.page.keyboard.press("ArrowRight")
    expect_readout(trained, 100, losses[100])


def test_the_dot_stands_at_the_last_epoch_without_being_asked(trained):
    plot(trained).scroll_into_view_if_needed()
    for epoch in (100, 200):
        wait_until(
            trained.page,
            """([dot, axis]) => Math.abs(dot.getBoundingClientRect().x - axis.getBoundingClientRect().right) < 8""",
            [trained.section.locator(f".chart-{part}").element_handle() for part in ("dot", "plot .u-over")],
        )
        if epoch == 100:
            trained.click("100 Steps").expect_epoch(200)


def test_the_dot_stands_on_the_curve(trained):
    plot(trained).focus()
    trained.page.keyboard.press("Home")
    first = dot(trained)
    trained.page.keyboard.press("End")
    last = dot(trained)
    assert last["x"] > first["x"]
    assert last["y"] > first["y"]  # the loss fell


def test_on_the_logarithmic_scale_a_small_loss_is_drawn_apart_from_zero(trained):
    plot(trained).focus()
    trained.page.keyboard.press("End")
    linear = dot(trained)
    trained.section.get_by_role("checkbox", name="logarithmic").check()
    plot(trained).focus()
    trained.page.keyboard.press("End")
    wait_until(
        trained.page,
        "([dot, y]) => dot.getBoundingClientRect().y !== y",
        [trained.section.locator(".chart-dot").element_handle(), linear["y"]],
    )
    box = plot(trained).locator(".u-over").bounding_box()
    assert box["y"] < dot(trained)["y"] < box["y"] + box["height"]


AXIS = """canvas => {  // the strip left of the curve, as a picture
    const strip = document.createElement("canvas");
    [strip.width, strip.height] = [50 * devicePixelRatio, canvas.height];
    strip.getContext("2d").drawImage(canvas, 0, 0);
    return strip.toDataURL();
}"""


def test_the_axis_changes_with_the_scale(trained):
    canvas = plot(trained).locator("canvas").element_handle()
    linear = canvas.evaluate(AXIS)
    trained.section.get_by_role("checkbox", name="logarithmic").check()
    wait_until(trained.page, f"([canvas, linear]) => ({AXIS})(canvas) !== linear", [canvas, linear])


class Valley(Lesson):
    """The network of one weight, whose steps can fly off."""

    widget_id = "valley"

    def __init__(self, page, served):
        super().__init__(page, served)
        self.address = f"{served}/lessons/gradient-descent.html"


@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_curve_whose_numbers_overflow_is_drawn_to_its_last_one(page, served, logarithmic):
    valley = Valley(page, served).open()
    rate = valley.section.get_by_role("textbox", name="learning rate")
    rate.fill("30")
    rate.press("Enter")
    valley.click("100 Steps").wait_until_idle()
    expect(valley.section.locator('[data-slot="sentence"]')).to_contain_text("Training stopped")
    valley.section.get_by_role("checkbox", name="logarithmic").set_checked(logarithmic)
    expect(valley.section.locator(".chart-readout")).to_have_text(re.compile(r"loss \d\.\d\s×\s10³⁰.$"))
    wait_until(
        page,
        """([dot, axis]) => {
            const { y, height } = dot.getBoundingClientRect();
            const { top, height: whole } = axis.getBoundingClientRect();
            const place = 1 - (y + height / 2 - top) / whole;
            return place > 0.9 && place <= 1;
        }""",
        [valley.section.locator(".chart-dot").element_handle(), plot(valley).locator(".u-over").element_handle()],
    )


def test_the_table_tells_the_same_numbers(trained, losses):
    trained.section.get_by_text("The curve as a table").click()
    rows = table(trained)
    assert [epoch for epoch, _, _ in rows[:3]] == ["0", "5", "10"]
    assert rows[-1][0] == "100"
    for epoch, text, exact in rows:
        assert exact == pytest.approx(losses[int(epoch.replace(",", ""))], rel=0, abs=1e-12)
        assert text == fmt(losses[int(epoch.replace(",", ""))], 6)


def test_a_step_back_takes_the_last_epoch_off_the_curve(trained, losses):
    trained.click("Step back")
    expect_readout(trained, 99, losses[99])


def test_after_an_edit_and_back_the_curve_is_as_it_was(trained, losses):
    rate = trained.section.get_by_role("textbox", name="learning rate")
    rate.fill("5")
    rate.press("Enter")
    trained.expect_exact("learning_rate", 5.0)
    trained.click("100 Steps").expect_epoch(200)
    trained.click("Reset").expect_epoch(0)
    trained.click("One epoch", "100 Steps").expect_epoch(101)
    expect_readout(trained, 101, losses[101])


def test_the_curve_is_right_at_100_000_epochs(lesson, losses):
    lesson.wait_for_python().button("100 Steps").evaluate(
        "(button, event) => { button.dataset.event = event; for (let i = 0; i < 20; i += 1) button.click(); }",
        json.dumps({"type": "train", "epochs": 5000}),
    )
    lesson.expect_epoch(100_000, within=120_000)
    expect_readout(lesson, 100_000, losses[100_000])
    plot(lesson).focus()
    lesson.page.keyboard.press("Home")
    expect_readout(lesson, 0, losses[0])
    lesson.section.get_by_text("The curve as a table").click()
    rows = table(lesson)
    assert [epoch for epoch, _, _ in rows[:3]] == ["0", "5,000", "10,000"]
    for epoch, _, exact in rows:
        assert exact == pytest.approx(losses[int(epoch.replace(",", ""))], rel=0, abs=1e-12)
    lesson.click("Step back")
    expect_readout(lesson, 99_999, losses[99_999])


def test_the_curve_takes_the_colours_of_the_palette(trained):
    before = plot(trained).screenshot()
    trained.page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    trained.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")
    assert plot(trained).screenshot() != before


def test_the_curve_follows_the_width_of_the_window(trained):
    trained.page.set_viewport_size({"width": 800, "height": 900})
    expect(plot(trained).locator("canvas")).to_be_visible()
    wait_until(
        trained.page,
        "plot => Math.abs(plot.querySelector('.uplot').clientWidth - plot.clientWidth) < 1",
        plot(trained).element_handle(),
    )


def table(lesson) -> list[tuple[str, str, float]]:
    """Epoch, loss as shown, loss unrounded, row by row."""
    rows = lesson.section.locator(".chart-table tbody tr").evaluate_all(
        "rows => rows.map(row => [row.cells[0].textContent, row.cells[1].textContent, row.cells[1].dataset.exact])"
    )
    return [(epoch, text, float(exact)) for epoch, text, exact in rows]
