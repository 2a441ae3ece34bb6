"""The files of the lessons: their names, and the block of YAML at their top, read and checked."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from markdown.extensions.toc import slugify
from pydantic import Field

from .mistakes import LessonSourceError, Mistake, read_page, shown_path
from .option_types import Options, PlainText, whole, words
from .options import check

LESSON_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# What MkDocs takes for Markdown; only the first is a lesson's.
ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


class FrontMatter(Options):
    """The block between two lines of `---` at the top of a lesson."""

    title: PlainText = Field(description="the lesson's title, shown at its top and on its card")
    track: PlainText = Field(description="the row of lessons it belongs to")
    level: Annotated[str, words("Beginner", "Intermediate", "Advanced")] = Field(
        description="how much it takes for granted"
    )
    minutes: Annotated[int, whole(1, 600)] = Field(
        description="how many minutes it takes to read: `make check-lessons` counts"
    )
    summary: PlainText = Field(description="one line that says what the reader gets")
    order: int = Field(100, description="its place among the cards: small numbers come first")
    picture: Annotated[str, words("forward", "valley", "blame")] = Field(
        "forward",
        description="what its card shows of its first network: its values, the loss over its first weight, its blame",
    )


def lesson_files(docs: Path) -> list[Path]:
    """Every lesson, in the order of its name. Raises LessonSourceError for a file that would be none by its name."""
    found = _found(docs)
    for path in found:
        _check_name(path, docs / "lessons")
    return found


def lesson_list(docs: Path) -> list[tuple[Path, FrontMatter]]:
    """The lessons in the order of their cards, with their front matter checked. Raises LessonSourceError."""
    found = [(path, front_matter_of(path)) for path in lesson_files(docs)]
    return sorted(found, key=lambda one: (one[1].order, one[0].name))


def lessons_before(lesson: Path, docs: Path) -> list[tuple[Path, FrontMatter]]:
    """What a lesson's reader should know: the lessons before it in its track. Raises LessonSourceError."""
    found = lesson_list(docs)
    here = [path for path, _ in found].index(lesson)
    return [one for one in found[:here] if one[1].track == found[here][1].track]


def wrong_lessons(docs: Path) -> list[LessonSourceError]:
    """What is wrong with the name, encoding or front matter of each lesson: what converts one page may need all."""
    wrong = []
    for path in _found(docs):
        try:
            _check_name(path, docs / "lessons")
            front_matter_of(path)
        except LessonSourceError as error:
            wrong.append(error)
    return wrong


def _found(docs: Path) -> list[Path]:
    """What MkDocs would take for a lesson; a name that begins with a point is an editor's, and it passes that over."""
    paths = sorted((docs / "lessons").rglob("*"))
    return [path for path in paths if path.suffix.lower() in ENDINGS and not path.name.startswith(".")]


def _check_name(path: Path, lessons: Path) -> None:
    if path.parent == lessons and path.suffix == ".md" and LESSON_NAME.fullmatch(path.stem):
        return
    slug = slugify(path.stem, "-")
    better = lessons / f"{slug if LESSON_NAME.fullmatch(slug) else 'my-lesson'}.md"
    raise LessonSourceError(
        shown_path(path),
        1,
        "this file's name is part of an address: a lesson lies in docs/lessons itself, and its name has small letters, "
        f"digits and single hyphens, and ends in .md. Rename it, for example to {shown_path(better)}.",
    )


def front_matter_of(path: Path) -> FrontMatter:
    """The front matter of the lesson at `path`. Raises LessonSourceError with file and line."""
    return _front_matter(path, path.stat().st_mtime_ns)


@cache
def _front_matter(path: Path, _changed: int) -> FrontMatter:
    lines = read_page(path).split("\n")
    # As MkDocs finds it: blanks may stand behind the hyphens, but not before them.
    end = next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), 0)
    if lines[0].rstrip() != "---" or not end:
        raise LessonSourceError(
            shown_path(path),
            1,
            "front matter is missing. Begin the file with a line of ---, then "
            f"{', '.join(name for name, field in FrontMatter.model_fields.items() if field.is_required())}, "
            "one a line, then a line of ---, with no blanks before the hyphens.",
        )
    if not "".join(lines[end + 1 :]).strip():
        raise LessonSourceError(shown_path(path), end + 1, "the lesson has no text. Write it below its front matter.")
    text = "\n".join(lines[1:end])
    try:
        matter, _ = check(FrontMatter, text, "front matter")
        _check_reading(matter, text, lines)
    except Mistake as mistake:
        raise LessonSourceError(shown_path(path), mistake.line + 2, mistake.message) from mistake
    return matter


def _check_reading(matter: FrontMatter, text: str, lines: list[str]) -> None:
    """The theme gets these values from MkDocs, which reads by an older YAML: `yes` is true there, and 1:30 is 90.

    It takes what begins with < in a title for a tag.
    """
    if "<" in matter.title:
        raise Mistake(
            'front matter: "title" holds <, behind which it would be cut off in the navigation. Say it in words.',
            next(number for number, line in enumerate(lines) if line.startswith("title:")) - 1,
        )
    for name, value in yaml.safe_load(text).items():
        if value != getattr(matter, name) and str(value).strip() != getattr(matter, name):
            line = next(number for number, line in enumerate(lines) if line.startswith(f"{name}:")) - 1
            raise Mistake(
                f'front matter: "{name}" can be read in two ways, one of them {value}. Put it in quotes.',
                line,
            )
