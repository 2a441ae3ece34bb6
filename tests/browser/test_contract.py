"""What every widget keeps to in a page: its example opens, every button of it answers, axe finds nothing."""

import re

import pytest
from playwright.sync_api import expect

from lesson_core.widgets import WIDGETS
from site_scripts import SITE
from tests.browser.test_accessibility import LOOKS, violations
from tests.widgets.test_contract import LIVE, example_of

ARTICLE = re.compile(r'(<article class="md-content__inner md-typeset">).*(</article>)', re.DOTALL)
PYTHON_ANSWERS = 60_000  # milliseconds; numpy has to come first where a widget needs it


@pytest.fixture
def open_example(served):
    """Opens a page of the site whose text is a widget's example, in the given page."""
    frame = (SITE / "lessons" / "forward-pass.html").read_text(encoding="utf-8")

    def open_example(page, widget):
        text = f"<header><h1>Example</h1></header><h2>{widget.name}</h2>{example_of(widget)}"
        body = ARTICLE.sub(lambda found: found[1] + text + found[2], frame)
        page.route("**/lessons/example.html", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto(f"{served}/lessons/example.html")
        return page.locator(f'[data-widget="{widget.name}"]').last

    return open_example


@pytest.mark.parametrize("look", [LOOKS["desktop light"], LOOKS["phone dark"]], ids=["desktop light", "phone dark"])
@pytest.mark.parametrize("widget", LIVE, ids=[widget.name for widget in LIVE])
def test_every_button_of_its_example_answers_and_axe_finds_nothing(new_page, open_example, widget, look):
    page = new_page(**look)
    section = open_example(page, widget)
    expect(section).to_have_attribute("data-mounted", "")
    assert violations(page, "'article'") == []
    for k in range(section.locator("button[data-event]:visible").count()):
        button = section.locator("button[data-event]:visible").nth(k)
        if not button.count():  # an answer has taken it away
            break
        button.click()
        expect(section).not_to_have_attribute("data-waiting", "", timeout=PYTHON_ANSWERS)
    assert violations(page, "'article'") == []


def test_a_widget_without_events_is_a_picture(new_page, open_example):
    for widget in (one for one in WIDGETS if not one.events):
        page = new_page()
        open_example(page, widget)
        assert page.locator(".md-content__inner svg").count() > 0, widget.name
        assert violations(page, "'article'") == []
