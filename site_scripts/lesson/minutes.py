"""How long a lesson takes, counted: the words of each section, and what a reader does in it.

Said below each heading of the second rank; `rules` compares the front matter with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .blocks import Block

# Who reads in order to remember: R. P. Carver, Reading rate: theory, research, and practical implications, Journal of
# Reading 36 (1992), 84-95. (200 words a minute to learn, 300 to follow a story.)
WORDS_A_MINUTE = 138
WORDS_A_FORMULA = 10  # about as many as it takes to read one aloud

# To think, to type and to read the answer, by a watch.
MINUTES = {"predict": 1.0, "reflect": 1.5, "network": 3.0, "depth": 8.0, "valley": 1.0}
A_QUESTION = 0.5  # of a quiz
AN_EXPERIMENT = 1.5  # an item of a numbered list below a live network

READ = ("predict", "quiz", "reflect", "words")  # fences whose texts are read
HEADING = re.compile(r"#{2,3} +(?P<title>.+)")
WORD = re.compile(r"[^\W\d_]{2,}")
UNREAD = re.compile(r"\$[^$]*\$|\{\{.*?\}\}|\]\([^)]*\)|^ *\w+:(?= )")  # symbols, numbers, addresses, names of options
EXPERIMENT = re.compile(r"\d+\. ")


@dataclass(frozen=True)
class Section:
    """A heading of the second rank: its line (from 0), its words, and the minutes that reading and doing take."""

    line: int
    title: str
    reading: float
    doing: float

    @property
    def minutes(self) -> int:
        """In all, rounded; 0 where there is nothing to read but lists for looking up."""
        return max(1, round(self.reading)) + round(self.doing) if self.reading else 0

    @property
    def said(self) -> str:
        """For the reader."""
        reading, doing = max(1, round(self.reading)), round(self.doing)
        return f"{reading} min to read" + (f", {doing} min to do" if doing else "")


def sections_of(blocks: Iterable[Block]) -> Iterator[Section]:
    """The sections of a lesson. Lists of sources are for looking up, and take no time."""
    line, title, reading, doing = 0, "", 0.0, 0.0
    counts, beside_network = True, False
    for block in blocks:
        heading = HEADING.fullmatch(block.lines[0]) if block.kind == "text" else None
        if heading:
            counts, beside_network = not heading["title"].startswith("Sources"), False
        if heading and block.lines[0].startswith("## "):
            if title:
                yield Section(line, title, reading, doing)
            line, title, reading, doing = block.start, heading["title"], 0.0, 0.0
        beside_network = beside_network or block.name == "network"
        reading += _reading(block) if counts else 0.0
        doing += _doing(block, beside_network)
    if title:
        yield Section(line, title, reading, doing)


def minutes_of(sections: Iterable[Section]) -> tuple[float, float]:
    """The whole lesson: to read, and to do."""
    reading, doing = (sum(times) for times in zip(*((one.reading, one.doing) for one in sections), strict=True))
    return reading, doing


def rounded(minutes: float) -> int:
    """As the front matter says it: to five minutes."""
    return max(5, 5 * round(minutes / 5))


def _reading(block: Block) -> float:
    if block.kind == "fence" and block.name not in READ:
        return 0.0
    if block.kind == "formula":
        return WORDS_A_FORMULA / WORDS_A_MINUTE
    return sum(len(WORD.findall(UNREAD.sub("", line))) for line in block.lines) / WORDS_A_MINUTE


def _doing(block: Block, beside_network: bool) -> float:
    if block.name == "quiz":
        return A_QUESTION * len(re.findall(r"^ *- +ask:", block.body, re.MULTILINE))
    if beside_network and block.kind == "text" and EXPERIMENT.match(block.lines[0]):
        return AN_EXPERIMENT
    return MINUTES.get(block.name, 0.0)
