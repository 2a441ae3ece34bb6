"""Where the browsers are, for the tests and the benchmark; and how they are had where they are missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from site_scripts.steps import BuildError, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Debian's Chromium without a window, package and program: the same engine. To open a bare page costs 0.5 s of processor
# time in it, and 2.2 s in the whole browser, which draws a window around each.
SHELL = "chromium-headless-shell"

# Debian's package -> the programs in it, of which one will do. WebKitGTK has no headless mode: Xvfb is its screen.
OTHERS = {"firefox-esr": ("firefox-esr", "firefox"), "webkit2gtk-driver": ("WebKitWebDriver",), "xvfb": ("Xvfb",)}

# No sandbox: root, as in most containers, cannot have one. No background traffic: tests watch every request.
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")


def playwright_chromium() -> Path | None:
    """The Chromium that `playwright install` has put on this machine, if any."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def find() -> Path | None:
    """The path of a Chromium that is there, if any."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return playwright_chromium()


def can_install() -> bool:
    """Whether packages may be installed here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def attempt(name: str, command: list[str]) -> None:
    """Try a way to get a browser; whether it helped is seen afterwards."""
    say(f"{name}: not found, trying `{' '.join(Path(word).name for word in command)}` ...")
    # Without a network each of Playwright's five tries would wait for 30 s.
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "5000"}
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=quiet)


def apt_get(*packages: str) -> list[list[str]]:
    """The commands that install packages."""
    # Without a network each list of packages would be waited for, 30 s by 30 s.
    hasty = ["-qq", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10", "-o", "Acquire::https::Timeout=10"]
    return [["apt-get", "update", *hasty], ["apt-get", "install", "-y", *hasty, *packages]]


def ensure() -> Path:
    """Chromium's path; where there is none, Playwright's download is tried, then apt-get when root."""
    if found := find():
        return found
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if can_install():
        commands += apt_get("chromium")
    for command in commands:
        attempt("Chromium", command)
        if found := find():
            return found
    raise BuildError(
        "Chromium is missing, and the browser tests need it.\n"
        "Remedy: install the package `chromium` or Google Chrome so that one of "
        f"{', '.join(NAMES)} is on the PATH, then try again."
    )


def find_for_tests() -> Path | None:
    """Chromium without a window, else the whole browser, if any is there."""
    found = shutil.which(SHELL)
    return Path(found) if found else find()


def ensure_for_tests() -> Path:
    """The path of the Chromium for tests; when root, apt-get is tried for the one without a window."""
    if not shutil.which(SHELL) and can_install():
        for command in apt_get(SHELL):
            attempt("Chromium for the tests", command)
    return find_for_tests() or ensure()


def missing_others() -> list[str]:
    """Debian's packages for the other browsers' tests, as far as their programs are not on the PATH."""
    return [package for package, names in OTHERS.items() if not any(shutil.which(name) for name in names)]


def ensure_others() -> bool:
    """Whether Firefox and WebKitGTK are there, after apt-get was tried when root."""
    if missing_others() and can_install():
        for command in apt_get(*missing_others()):
            attempt("Firefox and WebKitGTK", command)
    return not missing_others()
