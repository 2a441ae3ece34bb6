"""The README keeps its promises."""

import contextlib
import io
import re

from site_scripts import ROOT
from site_scripts.tools.picture import PICTURE, picture

README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    return re.search(rf"```{kind}\n(.*?)```", README, re.DOTALL)[1]


def test_the_example_prints_what_the_readme_says():
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block("python"), "README.md", "exec"), {})
    assert printed.getvalue() == block("text")


def test_every_file_and_folder_that_is_named_exists():
    named = re.findall(r"\]\(([^)#]+)\)", README) + re.findall(r"`([\w.]+/[\w./]*)`", README)
    built = {"site/"}
    assert [name for name in named if name not in built and not (ROOT / name).exists()] == []


def test_the_picture_is_what_lesson_core_draws_today():
    assert PICTURE.read_text(encoding="utf-8") == picture(), "docs/assets/network.svg is old. Remedy: make fix"
