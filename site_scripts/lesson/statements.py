"""Statements about numbers that a reader can change: each needs a reading for every network, or its author's word.

Looked for in paragraphs, list items and rows that hold a computed number, or stand right below a formula that does.
What is said there with a word such as "negative" or "larger", or with a number typed by hand, may be wrong of another
network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import Block
from .mistakes import Mistake
from .numbers import NUMBER

HOLDS = "holds for every network"  # in a comment right above the paragraph
JUDGING = re.compile(
    r"\b(?:negative|positive|bigger|smaller|larger|higher|lower|too (?:low|high|large|small)|almost|hardly|nearer|"
    r"improvement|improves?|falls?|fell|climbs?|grows?|grew|rises?|rose|shrinks?|shrank|flatter|steeper|faster|slower|"
    r"better|worse|(?:fly|flies) off|jumps?|leaps?|creeps?)\b",
    re.IGNORECASE,
)
TYPED = re.compile(r"(?<![\w.=])[−-]?\d+\.\d+")
GENERAL = re.compile(
    r"\b(?:if|when|where|whoever|whatever|would|may|could|can|how|what|which|never|without|the (?:\w+er) the)\b|\?",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“*0A-Z\[x])|(?<=:)\s+|\|")
ITEM = re.compile(r" *(?:[-*+]|\d+\.) ")
ROW = re.compile(r" *\|")
NO_PROSE = re.compile(r" *(?:[#>]|!!!|\?\?\?|===|\[\^|<)")


@dataclass(frozen=True)
class Paragraph:
    """Lines of prose, or a row of a table, from `start` (from 0); and whether a formula with numbers stands above."""

    start: int
    lines: tuple[str, ...]
    below_numbers: bool


def statements(blocks: list[Block], written: list[str]) -> Iterator[Mistake]:
    """What may be wrong of another network. `written`: the page's lines with their comments."""
    for paragraph in paragraphs(blocks):
        above = written[paragraph.start - 1] if paragraph.start else ""
        text = "\n".join(paragraph.lines)
        has_number = any(not found.startswith(('"', "chain.")) for found in NUMBER.findall(text))
        if HOLDS in above or not (has_number or paragraph.below_numbers):
            continue
        yield from _of(text, paragraph.start)


def _of(text: str, start: int) -> Iterator[Mistake]:
    plain = re.sub(r"\$[^$]*\$|`[^`]*`", lambda found: "x" * len(found[0]), NUMBER.sub(_blank, text))
    place = 0
    for sentence in SENTENCE.split(plain):
        place = plain.index(sentence, place)
        found = (not ROW.match(text) and TYPED.search(sentence)) or (
            JUDGING.search(sentence) if not GENERAL.search(sentence) else None
        )
        if found:
            yield Mistake(
                f'"{found[0]}" is said here of numbers that a reader can change, and may be wrong of others. Let it '
                'follow them, as in {{ "negative" if lesson.d_w1 < 0 else "positive" }} or {{ lesson.loss x1=3 }}; or, '
                f"if it is true whatever the numbers are, put a line <!-- {HOLDS} --> above the paragraph.",
                start + plain.count("\n", 0, place + found.start()),
            )


def _blank(found: re.Match[str]) -> str:
    return "0" * len(found[0])


def paragraphs(blocks: list[Block]) -> Iterator[Paragraph]:
    """Paragraphs, list items and rows, without headings, notes and HTML."""
    start, below = 0, False
    lines: list[str] = []
    for block in blocks:
        line = block.lines[0] if block.kind == "text" and len(block.lines) == 1 else ""
        begins_anew = not line.strip() or NO_PROSE.match(line) or ITEM.match(line) or ROW.match(line)
        if begins_anew and lines:
            yield Paragraph(start, tuple(lines), below)
            lines, below = [], False
        if block.kind == "formula":
            below = bool(NUMBER.search(block.body))
        elif (block.kind == "fence" and block.name != "source") or NO_PROSE.match(line):
            below = False
        if line.strip() and not NO_PROSE.match(line):
            start = start if lines else block.start
            lines.append(line)
    if lines:
        yield Paragraph(start, tuple(lines), below)
