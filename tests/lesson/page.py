"""A page for tests: its front matter, and its text as HTML."""

from pathlib import Path

from site_scripts.lesson.markdown_extensions import page_markdown

FRONT = "---\ntitle: A lesson\ntrack: Neural Networks\nlevel: Beginner\nminutes: 5\nsummary: One line.\n---\n"


def html_of(text: str, docs: Path) -> str:
    """The text of a page of the folder `docs`, converted as MkDocs does it: without front matter."""
    return page_markdown(docs).convert(text)
