"""A window behind a heading stands beside the whole part that the heading begins, in view for as long as it is read.

Styles can do that where text and window are two halves of one element. A page's Markdown has no such element: it is
made here, from the heading to the next one of its level.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from .conversion import OfPage

MARK = "window-beside"  # the class of such a window
LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Beside(OfPage, Treeprocessor):
    """Puts each part with such a window into `<div class="beside">`: the text, then the window."""

    def run(self, root: Element) -> None:
        """Python-Markdown's way in."""
        for window in [child for child in root if self._is_beside(child)]:
            self._stand_beside(root, window)

    def _is_beside(self, element: Element) -> bool:
        found = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip()) if element.tag == "p" else None
        raw = self.conversion.md.htmlStash.rawHtmlBlocks[int(found[1])] if found else ""
        return isinstance(raw, str) and MARK in raw.partition(">")[0]

    def _stand_beside(self, root: Element, window: Element) -> None:
        """The window and the text of its part, from the heading before it on, in an element of their own."""
        children = list(root)
        place = children.index(window)
        start = next((k for k in range(place, -1, -1) if children[k].tag in LEVELS), place)
        level = children[start].tag if start < place else LEVELS[-1]
        ends = (k for k in range(place + 1, len(children)) if children[k].tag in LEVELS and children[k].tag <= level)
        end = next(ends, len(children))
        both = Element("div", {"class": "beside"})
        text = Element("div", {"class": "beside-text"})
        text.extend(child for child in children[start:end] if child is not window)
        both.extend((text, window))
        for child in children[start:end]:
            root.remove(child)
        root.insert(start, both)
