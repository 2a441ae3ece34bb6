"""The Markdown files outside docs/ link to what is there; those in docs/ are MkDocs' to look through."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import markdown
import pytest

from site_scripts import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob(".github/**/*.md")])


class Addresses(HTMLParser):
    """The addresses that a page links to, and the ids that it holds."""

    def __init__(self, path: Path):
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        self.feed(markdown.markdown(text, extensions=["tables", "toc", "fenced_code"]))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.links += [found[name] for name in ("href", "src") if name in found]
        self.ids.update(found[name] for name in ("id",) if name in found)


def broken(path: Path) -> list[str]:
    wrong = []
    for link in Addresses(path).links:
        parts = urlsplit(link)
        target = path.parent / unquote(parts.path) if parts.path else path
        if parts.scheme or parts.netloc:
            continue
        if not target.exists() or (parts.fragment and parts.fragment not in Addresses(target).ids):
            wrong.append(link)
    return wrong


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(path):
    assert broken(path) == [], f"links of {path.relative_to(ROOT)} that lead nowhere"


def test_a_lost_file_and_a_lost_heading_are_found(tmp_path):
    (tmp_path / "b.md").write_text("## There\n")
    (tmp_path / "a.md").write_text("[1](b.md) [2](b.md#there) [3](b.md#gone) [4](c.md) [5](#gone) [6](https://x.org/y)")
    assert broken(tmp_path / "a.md") == ["b.md#gone", "c.md", "#gone"]
