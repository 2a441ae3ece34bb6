"""What a lesson needs before it can go in, beside being right: `make check-lessons` and the tests ask here."""

from __future__ import annotations

import re
from pathlib import Path

from .blocks import Block, split
from .comments import without_comments
from .fences import FENCES
from .front_matter import front_matter_of, lesson_files
from .minutes import minutes_of, rounded, sections_of
from .mistakes import LessonSourceError, Mistake, allowed_words, read_page, shown_path
from .prose import blanked
from .statements import statements

NEEDED = ("network", "predict", "quiz", "reflect", "words", "source", "lessons")
# What a network computes has three places or more; years, counts and rates that a reader sets have fewer.
TYPED = re.compile(r"(?<![\w.])[−-]?\d+\.\d{3,}")
COMPUTED = re.compile(r"\{\{.*?\}\}")


def unmet_rules(docs: Path) -> list[LessonSourceError]:
    """What the lessons in the folder lack, each with its file, line and remedy."""
    return [one for path in lesson_files(docs) for one in unmet_by(path)]


def unmet_by(path: Path) -> list[LessonSourceError]:
    """What this lesson lacks."""
    written = read_page(path).split("\n")
    lines, _ = without_comments(written)
    begin = next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), -1) + 1
    unmet = []
    try:
        blocks = list(split(lines[begin:], FENCES, lambda _: None))
    except Mistake:
        return []  # one that never ends: the build tells it
    for block in blocks:
        if block.kind == "text" and len(block.lines) == 1:
            for number in TYPED.findall(blanked(COMPUTED.sub("", block.lines[0]))):
                message = (
                    f"{number} is typed by hand, and would stay when the network changes. Let it be computed, as in "
                    "{{ lesson.loss }} with the id of your network fence before the point; or write fewer places."
                )
                unmet.append(LessonSourceError(shown_path(path), begin + block.start + 1, message))
    unmet += _wrong_minutes(path, lines, blocks)
    unmet += [
        LessonSourceError(shown_path(path), begin + mistake.line + 1, mistake.message)
        for mistake in statements(blocks, written[begin:])
    ]
    there = {block.name for block in blocks if block.kind == "fence"}
    if missing := [name for name in NEEDED if name not in there]:
        message = (
            f"every lesson makes the reader act, and this one lacks: {', '.join(missing)}. Add a fence of each; "
            f"docs/contribute/fences.md has examples. {allowed_words(NEEDED).replace('Allowed', 'Needed')}"
        )
        unmet.append(LessonSourceError(shown_path(path), len(lines), message))
    return unmet


def _wrong_minutes(path: Path, lines: list[str], blocks: list[Block]) -> list[LessonSourceError]:
    """Where the front matter says another time than reading takes, by more than a fifth."""
    sections = list(sections_of(blocks))
    said = front_matter_of(path).minutes
    reading = minutes_of(sections)[0] if sections else 0.0
    if not sections or abs(said - reading) <= max(5, reading / 5):
        return []
    message = (
        f"the lesson says that it takes {said} minutes, and its words take about {rounded(reading)} to read. Write "
        f"minutes: {rounded(reading)}. (What there is to do is counted besides, and said below the headings.)"
    )
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("minutes:"))
    return [LessonSourceError(shown_path(path), line, message)]
