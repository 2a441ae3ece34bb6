"""Recorded replies, small: most markup is a few changes in markup that the page has already.

A text is kept as its pieces: what is new, and where the rest stands in an earlier text.
browser/widget/recorded.js reads it.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

# A piece that is shorter than this costs as much to point at as to write.
WORTHWHILE = 12
# Compared by tags first and by words where tags differ: by words alone it takes a minute.
GRAINS = (re.compile(r"<[^>]*>|[^<]+|<"), re.compile(r'[" ]+|[^" ]+'))

# What is new, or [place, length] in the text it was made from; lengths as JavaScript counts them, in units of UTF-16.
type Pieces = list[str | list[int]]


def length(text: str) -> int:
    """As JavaScript counts."""
    return len(text.encode("utf-16-le")) // 2


def same(text: str, base: str, grain: int = 0) -> Iterator[tuple[str, int | None]]:
    """The text in pieces, each with its place in the base where it stands there, too."""
    new, old = (GRAINS[grain].findall(words) for words in (text, base))
    starts = [0, *accumulate(map(length, old))]
    for kind, begin, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        words = "".join(new[first:last])
        if kind == "equal":
            yield words, starts[begin]
        elif kind == "replace" and grain + 1 < len(GRAINS):
            for piece, place in same(words, "".join(old[begin:end]), grain + 1):
                yield piece, None if place is None else starts[begin] + place
        else:
            yield words, None


def pieces(text: str, base: str) -> Pieces:
    """The text, made from the base."""
    made: Pieces = []
    for words, place in same(text, base):
        if place is not None and len(words) >= WORTHWHILE:
            made.append([place, length(words)])
        elif made and isinstance(made[-1], str):
            made[-1] += words
        elif words:
            made.append(words)
    return made


class Recording:
    """Texts by their places; the first ones are those that the page has already."""

    def __init__(self, known: Iterable[str]) -> None:
        """See the class."""
        self.texts = list(known)
        self.places = {text: place for place, text in enumerate(self.texts)}
        self.made: list[str | list[Any]] = []

    def place(self, text: str, base: int | None) -> int:
        """Where the text is; if it is new, made from the text at `base`."""
        if text not in self.places:
            self.made.append(text if base is None else [base, *pieces(text, self.texts[base])])
            self.places[text] = len(self.texts)
            self.texts.append(text)
        return self.places[text]
