"""The cards of the lessons, made from their front matter."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

from . import lesson_schema as schema
from .front_matter import checked
from .lesson_context import Context


def lessons(options: schema.LessonsOptions, context: Context) -> str:
    """A card for each lesson but the one on whose page it stands."""
    cards = []
    here = context.file()
    for path, matter in lesson_list(context.docs):
        if options.track not in (None, matter.track) or path == here:
            continue
        address = os.path.relpath(path.with_suffix(".html"), (here or context.docs / "index.md").parent)
        facts = escape(f"{matter.track} · {matter.level} · {matter.minutes} min")
        cards.append(
            f'<li class="lesson-card"><p class="lesson-card__title"><a href="{escape(Path(address).as_posix())}">'
            f"{escape(matter.title)}</a></p><p>{escape(matter.summary)}</p>"
            f'<p class="lesson-card__facts">{facts}</p></li>'
        )
    return '<ul class="lesson-cards">' + "".join(cards) + "</ul>"


def lesson_list(docs: Path) -> list[tuple[Path, schema.FrontMatter]]:
    """The lessons in the order of their cards, with their front matter checked. Raises LessonSourceError."""
    found = [(path, checked(path)) for path in sorted((docs / "lessons").glob("*.md"))]
    return sorted(found, key=lambda one: (one[1].order, one[0].name))
