"""The ending of a lesson: what its reader can say now, and what they wrote at the start.

It stands before the part that leads on, and is hidden until all there is to do is done (browser/page/progress.js).
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from .conversion import OfPage

AIMS = "By the end"  # how the heading begins, below which a lesson lists what its reader will be able to say
HEADINGS = ("h2", "h3")


class Ending(OfPage, Treeprocessor):
    """Puts the ending before the heading of the part with the cards, or at the end of the lesson."""

    def run(self, root: Element) -> None:
        """Python-Markdown's way in."""
        if not self.conversion.sections:
            return
        place = Element("p")
        place.text = self.md.htmlStash.store(ending_html(_aims(root), next(iter(self.conversion.context.boxes), None)))
        root.insert(self._place(root), place)

    def _place(self, root: Element) -> int:
        children = list(root)
        cards = [k for k, child in enumerate(children) if self._is_cards(child)]
        before = [k for k in range(cards[-1]) if children[k].tag in HEADINGS] if cards else []
        return before[-1] if before else len(children)

    def _is_cards(self, child: Element) -> bool:
        _, name = self.conversion.origins.get((child.text or "").strip(), (0, ""))
        return name == "lessons fence"


def _aims(root: Element) -> list[str]:
    """The items of the list below the heading."""
    children = list(root)
    for heading, below in pairwise(children):
        if heading.tag in HEADINGS and "".join(heading.itertext()).startswith(AIMS) and below.tag == "ul":
            return ["".join(item.itertext()).strip() for item in below]
    return []


def ending_html(aims: list[str], box: str | None) -> str:
    """`box`: the id of the first box that the reader writes in."""
    parts = ['<p class="ending__title">Every question answered, every task done.</p>']
    if aims:
        parts.append(f"<p>You can say this now, and show why:</p><ul>{''.join(f'<li>{one}</li>' for one in aims)}</ul>")
    if box:
        echo = f'<blockquote data-echo="reflect-{escape(box)}"></blockquote>'
        parts.append(f"<p>When you began, you wrote:</p>{echo}")
    return f'<section class="ending" role="status" data-ending hidden>{"".join(parts)}</section>'
