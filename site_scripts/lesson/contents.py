"""The contents of a lesson: its sections, how long each takes, and the parts that a window of a network stands beside.

A plain list of links, whole without scripts. The page's script (browser/page/progress.js) ticks what is done.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from .conversion import OfPage
from .front_matter import lessons_before
from .minutes import Section
from .mistakes import LessonSourceError

TITLE = "Contents"


class Contents(OfPage, Treeprocessor):
    """Puts the contents before the text of a lesson."""

    def run(self, root: Element) -> None:
        """Python-Markdown's way in."""
        if not self.conversion.sections:
            return
        beside = {heading.get("id") for part in root.iterfind("div[@class='beside']") for heading in part.iter("h3")}
        place = Element("p")
        place.text = self.md.htmlStash.store(
            contents_html(self.md.toc_tokens, self.conversion.sections, beside)  # type: ignore[attr-defined]  # by toc
        )
        root.insert(0, place)
        if file := self.conversion.page.file():
            known = Element("p")
            known.text = self.md.htmlStash.store(f"<!--after-->{_known(file, self.conversion.docs)}<!--after-->")
            root.insert(0, known)


def contents_html(headings: list[dict[str, Any]], sections: list[Section], beside: set[str | None]) -> str:
    """The list. `headings`: as the toc extension gives them. `beside`: ids of the parts that are listed too."""
    items = "".join(
        f"<li>{_link(heading)}{_minutes(section)}{_parts(heading, beside)}</li>"
        for heading, section in zip(_sections(headings), sections, strict=True)
    )
    return (
        f'<nav class="contents" id="lesson-contents" popover aria-label="{TITLE} of the lesson" data-contents>'
        f'<p class="contents__title">{TITLE}</p><ol>{items}</ol><p class="contents__done" data-contents-done></p></nav>'
    )


def _minutes(section: Section) -> str:
    return f'<span class="contents__minutes">{section.minutes} min</span>' if section.minutes else ""


def _known(lesson: Path, docs: Path) -> str:
    """Which lessons come before it; the theme puts that into the lesson's header."""
    try:
        before = lessons_before(lesson, docs)
    except LessonSourceError:
        return ""  # of another lesson, whose own page tells it
    links = [f'<a href="{escape(path.stem)}.html">{escape(matter.title)}</a>' for path, matter in before]
    return f"<span>After: {', '.join(links)}</span>" if links else ""


def _sections(headings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The headings of the second rank, wherever the first stands."""
    found = []
    for heading in headings:
        found += [heading] if heading["level"] == 2 else _sections(heading["children"])
    return found


def _parts(heading: dict[str, Any], beside: set[str | None]) -> str:
    items = "".join(f"<li>{_link(part)}</li>" for part in heading["children"] if part["id"] in beside)
    return f"<ol>{items}</ol>" if items else ""


def _link(heading: dict[str, Any]) -> str:
    return f'<a href="#{escape(heading["id"])}">{heading["name"]}</a>'
