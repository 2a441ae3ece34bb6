"""One thing, one highlight: edge, row, code line and factor of the same name light up together."""

from playwright.sync_api import expect

from tests.browser.pages import Lesson

LIT = """[...document.querySelectorAll(".lit[data-term]")].map(element => element.dataset.term)"""
NAMED = """name => document.querySelectorAll(`[data-term="${name}"]`).length"""


def chain(lesson: Lesson):
    return lesson.section.locator('[data-slot="chain"]')


def factor(lesson: Lesson, name: str):
    return chain(lesson).locator(f'.formula [data-term="{name}"]')


def lit_in(lesson: Lesson, slot: str) -> list[str]:
    """What is lit in a slot, by its text."""
    return lesson.section.locator(f'[data-slot="{slot}"] .lit[data-term]').all_inner_texts()


def test_hovering_a_factor_lights_everything_of_its_name_and_nothing_else(lesson):
    factor(lesson, "dyhat_dh1").hover()
    lit = lesson.page.evaluate(LIT)
    assert set(lit) == {"dyhat_dh1"}
    assert len(lit) == lesson.page.evaluate(NAMED, "dyhat_dh1")
    lesson.page.mouse.move(2, 500)
    assert lesson.page.evaluate(LIT) == []


def test_keyboard_focus_on_a_factor_lights_it_too(lesson):
    factor(lesson, "dL_dyhat").focus()
    assert set(lesson.page.evaluate(LIT)) == {"dL_dyhat"}


def test_a_tap_on_a_factor_lights_it_until_something_else_is_tapped(new_page, served):
    lesson = Lesson(new_page(has_touch=True, viewport={"width": 1280, "height": 900}), served).open()
    factor(lesson, "dyhat_dh1").tap()
    assert set(lesson.page.evaluate(LIT)) == {"dyhat_dh1"}
    lesson.section.locator('[data-slot="sentence"]').tap()
    assert lesson.page.evaluate(LIT) == []


def test_the_second_factor_of_w3_is_one_edge_one_row_its_code_and_one_number(lesson):
    lesson.wait_for_python()
    chain(lesson).locator("select").select_option("w3")
    second = factor(lesson, "dyhat_dh2")
    expect(second).to_be_visible(timeout=30_000)
    chain(lesson).get_by_text("in Python").click()
    lesson.click("Step", "Step", "Step", "Step").wait_until_idle()
    second.hover()
    assert "wOut2" in "".join(lit_in(lesson, "values"))
    assert any("w_out" in text for text in lit_in(lesson, "chain"))
    edges = lesson.section.locator(".net-wide .lit .edge").count()
    number = lesson.exact("dyhat_dh2")
    assert edges == 1

    lesson.send({"type": "set", "name": "w3", "text": "-1.5"})
    lesson.click("Step", "Step", "Step", "Step").wait_until_idle()
    second.hover()
    assert lesson.exact("dyhat_dh2") != number
    assert "wOut2" in "".join(lit_in(lesson, "values"))


def test_a_weight_that_is_changed_beside_it_changes_the_factor_and_not_the_chain(lesson):
    lesson.wait_for_python()
    chain(lesson).locator("select").select_option("w3")
    lesson.click("Step", "Step", "Step", "Step").wait_until_idle()
    number = lesson.exact("dyhat_dh2")
    lesson.section.get_by_role("combobox", name="Change").select_option("wOut2")
    field = lesson.section.get_by_role("textbox", name="wOut2")
    field.fill("0.9")
    field.press("Enter")
    lesson.expect_exact("wOut2", 0.9)
    lesson.click("Fill in the numbers").wait_until_idle()
    assert chain(lesson).locator("select").input_value() == "w3"
    assert lesson.exact("dyhat_dh2") != number


def test_what_is_lit_stays_lit_while_the_network_changes(lesson):
    lesson.wait_for_python()
    lesson.click("Step", "Step").wait_until_idle()
    factor(lesson, "dyhat_dh1").hover()
    lesson.page.keyboard.press("Enter")
    expect(lesson.section.locator('[data-slot="sentence"]')).to_contain_text("Move 3 of 5")
    assert set(lesson.page.evaluate(LIT)) == {"dyhat_dh1"}
    assert len(lesson.page.evaluate(LIT)) == lesson.page.evaluate(NAMED, "dyhat_dh1")
