"""The cards of the lessons, made from their front matter."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

from pydantic import Field

from lesson_core.problem import Problem
from site_scripts.lesson.blocks import split
from site_scripts.lesson.card_pictures import card_picture
from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.front_matter import FrontMatter, lesson_list
from site_scripts.lesson.mistakes import Mistake, Page, allowed_words, nearest, read_page
from site_scripts.lesson.numbers import LESSON
from site_scripts.lesson.option_types import Options, Text

from .network import FENCE as NETWORK


class LessonsOptions(Options):
    """Which of them."""

    track: Text | None = Field(None, description="only the lessons of this track")


def render(options: LessonsOptions, context: Context) -> str:
    """A card for each lesson, a numbered path for each track; on a lesson's page only of what comes after it."""
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
    folder = (here or docs / "index.md").parent
    ahead = _after(here, found)
    shown = [one for one in ahead if options.track in (None, one[1].track)]
    if not shown:
        return (
            '<p class="lessons-end">This is the last lesson of its path. '
            f'<a href="{_address(docs / "index.md", folder)}">All lessons</a></p>'
        )
    numbers = {path: number for track in tracks for number, path in enumerate(_of_track(track, found), 1)}
    cards = "".join(_card(path, matter, numbers[path], folder) for path, matter in shown)
    return f'<ol class="lesson-cards">{cards}</ol>'


def _after(here: Path | None, found: list[tuple[Path, FrontMatter]]) -> list[tuple[Path, FrontMatter]]:
    """What comes after the lesson `here`, or all of them on a page that is none: what leads on, never back."""
    places = [path for path, _ in found]
    return found[places.index(here) + 1 :] if here in places else found


def _of_track(track: str, found: list[tuple[Path, FrontMatter]]) -> list[Path]:
    return [path for path, matter in found if matter.track == track]


def _address(page: Path, folder: Path) -> str:
    return escape(Path(os.path.relpath(page.with_suffix(".html"), folder)).as_posix())


def _card(path: Path, matter: FrontMatter, number: int, folder: Path) -> str:
    facts = escape(f"{matter.track} · {matter.level} · {matter.minutes} min to read")
    return (
        f'<li class="lesson-card" data-lesson-card>{card_picture(matter.picture, _problem(path))}'
        f'<p class="lesson-card__title"><span class="lesson-card__number">{number}</span>'
        f'<a href="{_address(path, folder)}">{escape(matter.title)}</a></p><p>{escape(matter.summary)}</p>'
        f'<p class="lesson-card__facts">{facts}</p><p class="lesson-card__progress" data-lesson-progress></p></li>'
    )


def _problem(path: Path) -> Problem:
    """The first network of a lesson; the one that lesson_core comes with where there is none that can be read."""
    text = read_page(path)
    try:
        for block in split(text.split("\n"), {NETWORK.name}, lambda _: None):
            if block.kind == "fence":
                fence = NETWORK.read(block.body)
                context = Context(Page(text, path.parent))
                fence.note(context)
                return context.samples[fence.options.id]
    except Mistake:
        pass  # the lesson's own page tells it, with its line
    return LESSON


FENCE = Fence(
    name="lessons",
    doc="Cards of the lessons, made from their front matter; on a lesson's page, of those that come after it.",
    model=LessonsOptions,
    render=render,
    empty=True,
    example="track: Neural Networks",
)
