"""The map of the code: every module with its first sentence, read from the module itself."""

import ast
import re
import subprocess
from pathlib import Path

from site_scripts import ROOT

MAP = ROOT / "docs" / "contribute" / "map.md"
# In this order on the page: folder, and what it is.
ROOMS = {
    "lesson_core": "The mathematics and the entrance. Pure Python; shipped to the reader.",
    "lesson_core/deep": "Deep stacks on arrays.",
    "lesson_core/reading": "Numbers and words that a reader writes.",
    "lesson_core/markup": "What every widget's markup is made of.",
    "lesson_core/widgets": "What a widget is, and the list of them.",
    "site_scripts": "Everything with an effect: the commands, and what every wing uses.",
    "site_scripts/lesson": "From an author's Markdown to HTML.",
    "site_scripts/lesson/fences": "One file a fence.",
    "site_scripts/build": "The whole build, and MkDocs' part in it.",
    "site_scripts/runtime": "The Python of the page.",
    "site_scripts/publish": "What comes after the pages are HTML.",
    "site_scripts/serve": "The site on this machine.",
    "site_scripts/bench": "Measurements.",
    "site_scripts/tools": "What contributors run beside the build.",
    "site_scripts/browser": "The page's JavaScript: it carries events out and markup in, and computes nothing.",
    "site_scripts/theme": "The few templates that differ from the theme's.",
}
KINDS = (".py", ".js", ".mjs", ".ts", ".css", ".sh", ".html")
COMMENT = re.compile(r"(?://|\{#-|/\*|^#(?!!)|<!--)(?P<text>.*?)(?:-#\}|\*/|-->|\Z)", re.DOTALL | re.MULTILINE)
INTRO = """\
<!-- Written by `make fix` from the first sentence of each module. Do not edit by hand. -->

# Map of the code

Every module, with the sentence it begins with. How they hang together: [architecture](architecture.md).
"""


def modules() -> list[Path]:
    """Every file of code that git knows, without tests, relative to the clone."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "lesson_core", "site_scripts"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    paths = {Path(name) for name in listed if name.endswith(KINDS) and (ROOT / name).exists()}
    return sorted(path for path in paths if path.name != "__init__.py" or path.parent.name not in ("fences", "page"))


def first_sentence(path: Path) -> str:
    """What the module says of itself first: its docstring's or its first comment's first sentence."""
    source = (ROOT / path).read_text(encoding="utf-8")
    if path.suffix == ".py":
        text = ast.get_docstring(ast.parse(source)) or ""
    else:
        lines = source.removeprefix("#!/bin/sh\n").split("\n\n")[0]
        found = COMMENT.search(lines)
        text = re.sub(r"\n\s*(?://|#)", " ", found["text"]) if found else ""
    text = " ".join(text.split("\n\n")[0].split())
    sentence = re.match(r".+?\.(?=\s|$)|.+", text)
    return sentence[0].rstrip(".:") if sentence else ""


def room_of(path: Path) -> str:
    """The folder of ROOMS under which the module stands."""
    return max((room for room in ROOMS if path.is_relative_to(room)), key=len)


def code_map() -> str:
    """The page's text."""
    lines = [INTRO]
    listed = modules()
    for room, what in ROOMS.items():
        lines += [f"## `{room}`\n", f"{what}\n", "| file | what it does |", "|---|---|"]
        for path in listed:
            if room_of(path) == room:
                shown = first_sentence(path).replace("|", "\\|").replace("<", "&lt;")
                lines.append(f"| `{path.relative_to(room)}` | {shown} |")
        lines.append("")
    return "\n".join(lines)


def write_map(target: Path = MAP) -> None:
    """Write it to its place in docs/."""
    target.write_text(code_map(), encoding="utf-8")
