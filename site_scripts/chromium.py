"""Where Chromium is, for the browser tests and the benchmark; and how it is had where it is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from site_scripts.steps import BuildError, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# No sandbox: root, as in most containers, cannot have one. No background traffic: tests watch every request.
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")


def playwright_chromium() -> Path | None:
    """The Chromium that `playwright install` has put on this machine, if any."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def find() -> Path | None:
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return playwright_chromium()


def ensure() -> Path:
    """Chromium's path; where there is none, Playwright's download is tried, then apt-get when root."""
    if found := find():
        return found
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    for attempt in attempts:
        say(f"Chromium: not found, trying `{' '.join(Path(word).name for word in attempt)}` ...")
        subprocess.run(
            attempt, check=False, stdout=subprocess.DEVNULL, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        )
        if found := find():
            return found
    raise BuildError(
        "Chromium is missing, and the browser tests need it.\n"
        "Remedy: install the package `chromium` or Google Chrome so that one of "
        f"{', '.join(NAMES)} is on the PATH, then try again."
    )
