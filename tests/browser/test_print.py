"""A lesson on paper: a worksheet, with its answers on the last pages."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def sheet(new_page, served):
    """The lesson as it is printed from the dark palette."""
    page = new_page(color_scheme="dark")
    page.goto(f"{served}/lessons/backpropagation.html")
    expect(page.locator("#quiz")).to_have_attribute("data-mounted", "")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    return page


def test_a_printed_lesson_is_a_worksheet(sheet):
    answers = sheet.locator(".print-answers")
    # Each question once more, with its answer, behind everything else.
    for question in ("Which method sends error information backward", "What do we call the one number"):
        expect(answers.get_by_text(question)).to_be_visible()
    expect(answers.get_by_text("Hint: Write the update down with numbers.")).to_be_visible()
    assert sheet.locator("article > :last-child").get_attribute("class") == "print-answers"
    # Before them nothing but questions, and room to write.
    for fold in sheet.locator("article details").all():
        expect(fold).to_be_hidden()
    shown = sheet.locator("article button:not(.choose)").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)"
    )
    assert shown == []
    expect(sheet.locator("#missed-shot textarea")).to_be_visible()
    # The whole network, whatever tab is open.
    for part in ("picture", "chain", "values", "readout"):
        expect(sheet.locator(f'#live-network [data-slot="{part}"]')).to_be_visible()
    assert sheet.locator("body").get_attribute("data-md-color-scheme") == "default"
    # And the page afterwards is as it was.
    sheet.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(answers).to_have_count(0)
    assert sheet.locator("body").get_attribute("data-md-color-scheme") == "slate"
