"""axe-core, best practices included, finds nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from site_scripts import BROWSER, SITE
from tests.browser.pages import PUT_OFF, wait_until_laid_out

AXE = (BROWSER / "node_modules" / "axe-core" / "axe.min.js").read_text()
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LOOKS = {
    "desktop light": {"viewport": DESKTOP, "color_scheme": "light"},
    "desktop dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone light": {"viewport": PHONE, "color_scheme": "light"},
    "phone dark": {"viewport": PHONE, "color_scheme": "dark"},
}
SCHEMES = {"light": "default", "dark": "slate"}
PAGES = sorted(str(path.relative_to(SITE)) for path in SITE.rglob("*.html") if path.name != "404.html")


def violations(page, context: str = "document") -> list[str]:
    """What axe finds, a line each."""
    page.evaluate(f"window.axe || (() => {{ {AXE} }})()")
    # Motion that is under way would be judged by colours halfway.
    page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finish()))")
    found = page.evaluate(f"axe.run({context}, {{ resultTypes: ['violations'] }})")
    return [
        f"{rule['id']} ({rule['help']}): {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def each_look(page) -> Iterator[str]:
    """Gives an open page one look after another; a page of its own for each would be loaded four times."""
    for name, look in LOOKS.items():
        page.set_viewport_size(look["viewport"])
        page.emulate_media(color_scheme=look["color_scheme"])
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[look["color_scheme"]])
        yield name


def test_axe_finds_nothing_in_the_network_at_each_of_the_five_moves(lesson):
    for _ in range(5):
        lesson.click("Step").wait_until_idle()
        for look in each_look(lesson.page):
            assert violations(lesson.page, "'#live-network'") == [], f"{look}: {lesson.sentence}"


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_any_page(page, served, path):
    page.goto(f"{served}/{path}")
    for look in each_look(page):
        wait_until_laid_out(page)  # axe passes over what is not laid out
        assert violations(page) == [], look


def test_axe_finds_nothing_in_formulas_that_are_not_laid_out_yet(new_page, served):
    page = new_page(**LOOKS["desktop light"])
    page.route("**/nudge*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(f"{served}/lessons/backpropagation.html")
    assert page.evaluate(PUT_OFF) > 10
    assert violations(page, "'.md-content__inner'") == []


def test_no_formula_in_the_text_scrolls_on_the_narrowest_phone(new_page, served):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{served}/lessons/backpropagation.html")
    wait_until_laid_out(page)
    wide = "formulas => formulas.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText)"
    assert page.locator(".formula").evaluate_all(wide) == []
