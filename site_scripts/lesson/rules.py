"""What a lesson needs before it can go in, beside being right: `make check-lessons` and the tests ask here."""

from __future__ import annotations

import re
from pathlib import Path

from .blocks import split
from .comments import without_comments
from .fences import FENCES
from .front_matter import lesson_files
from .mistakes import LessonSourceError, Mistake, allowed_words, read_page, shown_path
from .prose import blanked

NEEDED = ("network", "predict", "quiz", "reflect", "words", "source", "lessons")
# What a network computes has three places or more; years, counts and rates that a reader sets have fewer.
TYPED = re.compile(r"(?<![\w.])[−-]?\d+\.\d{3,}")
COMPUTED = re.compile(r"\{\{.*?\}\}")


def unmet_rules(docs: Path) -> list[LessonSourceError]:
    """What the lessons in the folder lack, each with its file, line and remedy."""
    return [one for path in lesson_files(docs) for one in unmet_by(path)]


def unmet_by(path: Path) -> list[LessonSourceError]:
    """What this lesson lacks."""
    lines, _ = without_comments(read_page(path).split("\n"))
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
    there = {block.name for block in blocks if block.kind == "fence"}
    if missing := [name for name in NEEDED if name not in there]:
        message = (
            f"every lesson makes the reader act, and this one lacks: {', '.join(missing)}. Add a fence of each; "
            f"docs/contribute/fences.md has examples. {allowed_words(NEEDED).replace('Allowed', 'Needed')}"
        )
        unmet.append(LessonSourceError(shown_path(path), len(lines), message))
    return unmet
