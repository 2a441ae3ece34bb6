"""One page under conversion: what the processors of one Markdown instance share."""

from __future__ import annotations

from pathlib import Path

from markdown import Markdown

from .context import Context
from .minutes import Section
from .mistakes import LessonSourceError, Mistake, Page, UnknownNetwork, all_of


class Conversion:
    """The page's text, what its fences have told, and the mistakes found so far: all of a page are told in one go."""

    def __init__(self, md: Markdown, docs: Path) -> None:
        """`md` converts the pages, which lie in the folder `docs`."""
        self.md, self.docs = md, docs
        self.begin("")

    def begin(self, text: str) -> None:
        """A new page: nothing of the last one stays."""
        self.page = Page(text, self.docs)
        self.context = Context(self.page)
        self.mistakes: list[LessonSourceError] = []
        self.mistakes_of_files: list[LessonSourceError] = []  # of all lessons, whichever page this is
        self.sections: list[Section] = []  # of a lesson
        self.lacks_network = False
        self.is_looked_through = False
        self.anchors: set[str] = set()  # every id inside a fence
        self.origins: dict[str, tuple[int, str]] = {}  # of what stands in for a fence or formula: its line, its name

    def add(self, mistake: Mistake, line: int) -> None:
        """Keep a mistake at `line` (from 0) of the page's text; the rest of the page is looked through as well.

        That a network is unknown says nothing where its own fence may be the one with a mistake.
        """
        if not (self.lacks_network and _names_unknown_network(mistake)):
            self.mistakes.append(self.page.error(line, mistake.message))

    def add_in_text(self, mistake: Mistake, piece: str) -> None:
        """Keep a mistake in running text, whose line is found by the words it is about."""
        self.add(mistake, self.page.line_of(piece))

    def tell(self) -> None:
        """Raise LessonSourceError for all mistakes so far, if there are any."""
        if self.mistakes:
            raise all_of(self.mistakes)


class OfPage:
    """The beginning of a processor that works on the page under conversion."""

    def __init__(self, conversion: Conversion) -> None:
        """Keep the page."""
        super().__init__(conversion.md)  # type: ignore[call-arg]  # the processor's own class, which stands behind this
        self.conversion = conversion


def _names_unknown_network(mistake: BaseException | None) -> bool:
    """Whether the mistake, or one that it was made from, names a network that is not there."""
    return mistake is not None and (isinstance(mistake, UnknownNetwork) or _names_unknown_network(mistake.__cause__))
