"""What links may lead to: the ids inside fences, for whoever looks for ids in the tree (MkDocs, when it checks links).

A fence stands in the tree as a placeholder until the very end, so its ids are put there for the moment of that look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

ID = re.compile(r'<[^>]* id="([^"]+)"')
LOOK = 5  # the priority at which MkDocs looks, and the table of contents is made


class Anchors(Treeprocessor):
    """Puts elements with these ids at the end of the tree."""

    def __init__(self, md: Markdown, ids: Callable[[], Iterable[str]]) -> None:
        """`ids` are asked for when the tree is there."""
        super().__init__(md)
        self.ids = ids

    def run(self, root: Element) -> None:
        """Python-Markdown's way in."""
        self.shown = SubElement(root, "div")
        for one in self.ids():
            SubElement(self.shown, "a", id=one)


class NoAnchors(Treeprocessor):
    """Takes the elements of `Anchors` out of the tree again."""

    def __init__(self, md: Markdown, anchors: Anchors) -> None:
        """The other half of `anchors`."""
        super().__init__(md)
        self.anchors = anchors

    def run(self, root: Element) -> None:
        """Python-Markdown's way in."""
        root.remove(self.anchors.shown)


def register_anchors(md: Markdown, ids: Callable[[], Iterable[str]]) -> None:
    """Both processors, around the look."""
    anchors = Anchors(md, ids)
    md.treeprocessors.register(anchors, "lesson_anchors", LOOK + 0.5)
    md.treeprocessors.register(NoAnchors(md, anchors), "lesson_no_anchors", LOOK - 0.5)
