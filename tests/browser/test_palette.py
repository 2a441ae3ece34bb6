"""The reader's colours: the device's at first, then light or dark as chosen, kept on the device."""

import re

import pytest
from playwright.sync_api import Page, expect

LIGHT, DARK = "default", "slate"


def expect_scheme(page: Page, scheme: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


@pytest.mark.parametrize(("device", "scheme"), [("light", LIGHT), ("dark", DARK)])
def test_at_first_the_page_has_the_device_s_colours(new_page, served, device, scheme):
    page = new_page(color_scheme=device)
    page.goto(served)
    expect_scheme(page, scheme)


def test_the_page_follows_when_the_device_turns_dark(page, served):
    page.goto(served)
    expect(page.get_by_role("button", name="Switch to light mode")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    expect_scheme(page, DARK)


def test_the_button_goes_from_the_device_s_to_light_to_dark_and_back_by_keyboard(new_page, served):
    page = new_page(color_scheme="dark")
    page.goto(served)
    page.get_by_role("button", name="Switch to light mode").focus()
    page.keyboard.press("Enter")
    expect_scheme(page, LIGHT)
    page.keyboard.press("Enter")
    expect_scheme(page, DARK)
    page.emulate_media(color_scheme="light")
    expect_scheme(page, DARK)
    page.keyboard.press("Enter")
    expect_scheme(page, LIGHT)
    expect(page.get_by_role("button", name="Switch to light mode")).to_be_focused()


def test_the_choice_is_there_on_the_next_page_before_our_script_has_run(page, served, page_log):
    page.goto(served)
    page.get_by_role("button", name="Switch to light mode").click()
    page.get_by_role("button", name="Switch to dark mode").click()
    page_log.allow("Failed to load resource")
    page.route(re.compile(r"/nudge[^/]*\.js"), lambda route: route.abort())
    page.goto(f"{served}/lessons/backpropagation.html")
    expect_scheme(page, DARK)
