"""`make bench`: measures what the project promises, and writes the table of docs/contribute/performance.md."""

import datetime
import os
import platform
import re
from pathlib import Path

from site_scripts import ROOT
from site_scripts.steps import say

from .figures import Figure

REPORT = ROOT / "docs" / "contribute" / "performance.md"
BEGIN, END = "<!-- written by make bench -->", "<!-- end of what make bench wrote -->"


def processor() -> str:
    """The processor's name."""
    information = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", information.read_text()) if information.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def table(figures: list[Figure], browser: str, today: datetime.date) -> str:
    """The figures in Markdown, and what they were measured on."""
    machine = f"{processor()}, {os.cpu_count()} processors, {platform.system()}, Chromium {browser}"
    rows = [figure.row() for figure in figures]
    head = ["| what | measured | promised |", "|---|---:|---|"]
    return "\n".join([f"Measured on {today.isoformat()}: {machine}.", "", *head, *rows])


def with_table(page: str, text: str, begin: str = BEGIN, end: str = END) -> str:
    """The page with the table between its two marks."""
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def bench() -> None:
    """Measure everything, and write the table."""
    from playwright.sync_api import sync_playwright

    from site_scripts.build.site import build
    from site_scripts.tools import browsers

    from .boot import measure_boot
    from .builds import measure_builds
    from .engines import measure_engines
    from .lighthouse import measure_lighthouse
    from .pages import measure_pages

    build()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.ensure(), args=[*browsers.ARGUMENTS])
        figures = [*measure_pages(browser), *measure_boot(browser), *measure_engines(browser)]
        version = browser.version
        browser.close()
    figures += [*measure_lighthouse(), *measure_builds()]
    text = table(figures, version, datetime.date.today())
    REPORT.write_text(with_table(REPORT.read_text(encoding="utf-8"), text), encoding="utf-8")
    say(f"\n{text}\n\nwritten to {REPORT.relative_to(ROOT)}")
