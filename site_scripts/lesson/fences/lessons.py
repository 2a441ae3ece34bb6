"""The cards of the lessons, made from their front matter."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

from pydantic import Field

from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.front_matter import FrontMatter, front_matter_of, lesson_files
from site_scripts.lesson.mistakes import Mistake, allowed_words, nearest
from site_scripts.lesson.option_types import Options, Text


class LessonsOptions(Options):
    """Which of them."""

    track: Text | None = Field(None, description="only the lessons of this track")


def render(options: LessonsOptions, context: Context) -> str:
    """A card for each lesson but the one on whose page it stands."""
    cards = []
    docs = context.page.docs
    here = context.page.file()
    found = lesson_list(docs)
    tracks = dict.fromkeys(matter.track for _, matter in found)
    if options.track is not None and tracks and options.track not in tracks:
        raise Mistake(
            f'"track" is the text "{options.track}", which is no lesson\'s track. '
            f"{allowed_words(tracks)}{nearest(options.track, tracks)}",
            option=("track",),
        )
    for path, matter in found:
        if options.track not in (None, matter.track) or path == here:
            continue
        address = os.path.relpath(path.with_suffix(".html"), (here or docs / "index.md").parent)
        facts = escape(f"{matter.track} · {matter.level} · {matter.minutes} min to read")
        cards.append(
            f'<li class="lesson-card"><p class="lesson-card__title"><a href="{escape(Path(address).as_posix())}">'
            f"{escape(matter.title)}</a></p><p>{escape(matter.summary)}</p>"
            f'<p class="lesson-card__facts">{facts}</p></li>'
        )
    return '<ul class="lesson-cards">' + "".join(cards) + "</ul>"


def lesson_list(docs: Path) -> list[tuple[Path, FrontMatter]]:
    """The lessons in the order of their cards, with their front matter checked. Raises LessonSourceError."""
    found = [(path, front_matter_of(path)) for path in lesson_files(docs)]
    return sorted(found, key=lambda one: (one[1].order, one[0].name))


FENCE = Fence(
    name="lessons",
    doc="Cards of the lessons, made from their front matter; on a lesson's page, of the other lessons.",
    model=LessonsOptions,
    render=render,
    empty=True,
    example="track: Neural Networks",
)
