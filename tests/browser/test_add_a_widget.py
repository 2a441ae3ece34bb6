"""The guide "Add a widget", followed to the letter in a copy of the tree: built, opened and clicked."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from site_scripts import BROWSER, ROOT
from site_scripts.bench.builds import copy_sources
from site_scripts.serve.static import serve_folder
from tests.browser.pages import QuietHandler
from tests.lesson.page import FRONT

GUIDE = ROOT / "docs" / "contribute" / "add-a-widget.md"
BLOCK = re.compile(r'^```\w+ title="(?P<path>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
LIST = "lesson_core/widgets/__init__.py"


def blocks() -> dict[str, str]:
    return {found["path"]: found["text"] for found in BLOCK.finditer(GUIDE.read_text(encoding="utf-8"))}


def follow_the_guide(clone: Path) -> None:
    """Each block into its file; the line into the list."""
    for path, text in blocks().items():
        file = clone / path
        if path == LIST:
            before = file.read_text(encoding="utf-8")
            file.write_text(before.replace("FOLDERS = (\n", f"FOLDERS = (\n{text}"), encoding="utf-8")
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def run(clone: Path, *command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def clone(tmp_path_factory, site) -> Path:
    """A copy of the tree with the guide's widget and a lesson that shows it, built."""
    folder = tmp_path_factory.mktemp("add-a-widget") / "clone"
    copy_sources(folder)
    (folder / "site_scripts" / "browser" / "node_modules").symlink_to(BROWSER / "node_modules")
    follow_the_guide(folder)
    fence = "\n```bend\nid: my-bend\nz: 1\n```\n"
    (folder / "docs" / "lessons" / "bend.md").write_text(FRONT + fence, encoding="utf-8")
    run(folder, "site_scripts", "build")
    return folder


def test_the_guide_is_short():
    assert len(GUIDE.read_text(encoding="utf-8").splitlines()) < 100


def test_the_guide_touches_one_folder_one_line_and_tests():
    places = {path.rsplit("/", 1)[0] if path != LIST else path for path in blocks()}
    assert places == {"lesson_core/widgets/bend", LIST, "tests/widgets/bend", "tests/browser"}
    assert blocks()[LIST].count("\n") == 1


def test_its_widget_is_answered_in_the_browser_by_its_own_python(clone: Path, new_page: Callable[..., Page]):
    page = new_page()
    with serve_folder(clone / "site", handler=QuietHandler) as address:
        page.goto(f"{address}lessons/bend.html")
        widget = page.locator("#my-bend")
        expect(widget.get_by_text("The sum 1.0000 is bent to 0.7311.")).to_be_visible()
        for text in ("The sum 2.0000 is bent to 0.8808.", "The sum 3.0000 is bent to 0.9526."):
            widget.get_by_role("button", name="More").click()
            expect(widget.get_by_text(text)).to_be_visible(timeout=60_000)
        widget.get_by_role("button", name="Less").click()
        expect(widget.get_by_text("The sum 2.0000 is bent to 0.8808.")).to_be_visible()
        assert widget.locator(".bend-bar").evaluate("bar => getComputedStyle(bar).fill") != "rgb(0, 0, 0)"


def test_its_own_tests_and_those_of_the_contract_hold(clone: Path):
    run(clone, "pytest", "-q", "tests/widgets/bend", "tests/widgets/test_contract.py", "-k", "bend")


def test_it_is_typed_and_styled_as_we_keep_it(clone: Path):
    run(clone, "mypy", "lesson_core/widgets/bend")
    run(clone, "ruff", "check", "lesson_core/widgets/bend", "tests/widgets/bend")
    run(clone, "ruff", "format", "--check", "lesson_core/widgets/bend", "tests/widgets/bend")
