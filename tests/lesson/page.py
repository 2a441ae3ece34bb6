"""A page for tests: its front matter, and its text as HTML."""

from pathlib import Path

import markdown

FRONT = "---\ntitle: A lesson\ntrack: Neural Networks\nlevel: Beginner\nminutes: 5\nsummary: One line.\n---\n"


def html_of(text: str, docs: Path, *more: str) -> str:
    """The text of a page of the folder `docs`, converted as MkDocs does it: without front matter."""
    lesson = {"site_scripts.lesson.extension": {"docs": str(docs)}}
    return markdown.markdown(text, extensions=[*more, *lesson], extension_configs=lesson)
