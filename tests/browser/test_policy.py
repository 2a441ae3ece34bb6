"""The content security policy as a browser takes it: every other test of a page runs under it too.

Chromium says each violation as an error in the console, and `page` tolerates none.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Lesson

# Tells what became of an act: "run", or the directive that stopped it.
TRY = """(act) => new Promise((resolve) => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective));
    globalThis.act = () => resolve("run");
    const put = (name, what) => {
        const element = Object.assign(document.createElement(name), what);
        document.body.append(element);
        return element;
    };
    const acts = {
        "a script of another host": () => put("script", { src: "https://example.org/a.js" }),
        "a script put into the text": () => put("script", { textContent: "act()" }),
        "a handler in markup": () => {
            document.body.insertAdjacentHTML("beforeend", '<b onclick="act()"></b>');
            document.body.lastChild.click();
        },
        "an address that is a script": () => put("a", { href: "javascript:act()" }).click(),
        "a text as a program": () => setTimeout("act()"),
        "a picture of another host": () => put("img", { src: "https://example.org/a.png" }),
        "a style put into the text": () => put("style", { textContent: "b { color: red }" }),
        "a request to another host": () => void fetch("https://example.org/").catch(() => {}),
        "a page in a frame": () => put("iframe", { src: "https://example.org/" }),
        "an object": () => put("object", { data: "a.pdf" }),
        "a base of all addresses": () => put("base", { href: "https://example.org/" }),
        "a form": () => put("form", { action: "https://example.org/" }).submit(),
    };
    acts[act]();
})"""
DIRECTIVES = {
    "a script of another host": "script-src-elem",
    "a script put into the text": "script-src-elem",
    "a handler in markup": "script-src-attr",
    "an address that is a script": "script-src-elem",
    "a text as a program": "script-src",
    "a picture of another host": "img-src",
    "a style put into the text": "style-src-elem",
    "a request to another host": "connect-src",
    "a page in a frame": "frame-src",
    "an object": "object-src",
    "a base of all addresses": "base-uri",
    "a form": "form-action",
}


@pytest.mark.parametrize("act", DIRECTIVES)
def test_the_policy_stops(act, page, served, page_log):
    page_log.allow("Content Security Policy|example.org")
    page.goto(f"{served}/index.html")
    assert page.evaluate(TRY, act) == DIRECTIVES[act]


def test_a_violation_fails_a_test(page, served, page_log):
    page.goto(f"{served}/index.html")
    with page.expect_event("console"):
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b onclick=\"1\"></b>')")
    assert len(page_log.unexpected) == 1
    page_log.allow("Content Security Policy")


def test_a_tool_that_needs_more_can_go_round_it(new_page, served):
    page = new_page(bypass_csp=True)
    page.goto(f"{served}/index.html")
    page.add_script_tag(content="globalThis.probe = document.title.length")
    page.wait_for_function("globalThis.probe > 0")


@pytest.mark.parametrize("opened", ["hosted", "file"])
def test_a_reader_s_way_through_a_lesson_meets_the_policy_nowhere(opened, page, served, site):
    """Python, Play, the laboratory's numpy, a quiz, the palette, the search: `page` tolerates no violation."""
    root = served if opened == "hosted" else site.as_uri()
    lesson = Lesson(page, root).open().wait_for_python()
    lesson.click("Step").wait_until_idle().click("100 Steps").expect_epoch(100)
    lesson.click("100 Steps").expect_epoch(200)
    page.locator("[data-palette] button:visible").click()
    page.locator("#depth-lab").scroll_into_view_if_needed()
    page.get_by_role("button", name="Search").or_(page.get_by_label("Search")).first.click()
    page.keyboard.type("backpropagation")
    expect(page.locator(".md-search-result__item").first).to_contain_text("ackpropagation")
