"""The block of YAML at the top of a lesson, read and checked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .lesson_schema import FrontMatter
from .lesson_source import LessonSourceError, Mistake, shown_path
from .lesson_yaml import check


def checked(path: Path) -> FrontMatter:
    """The front matter of the lesson at `path`. Raises LessonSourceError with file and line."""
    return _checked(path, path.stat().st_mtime_ns)


@cache
def _checked(path: Path, changed: int) -> FrontMatter:
    lines = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        raise LessonSourceError(
            shown_path(path),
            1,
            "front matter is missing. Begin the file with a line of ---, then "
            f"{', '.join(name for name, field in FrontMatter.model_fields.items() if field.is_required())}, "
            "one a line, then a line of ---.",
        )
    end = next(number for number, line in enumerate(lines) if number and line.strip() == "---")
    try:
        return check(FrontMatter, "\n".join(lines[1:end]), "front matter")
    except Mistake as mistake:
        raise LessonSourceError(shown_path(path), mistake.line + 2, mistake.message) from mistake


def check_lessons(docs: Path) -> None:
    """Check every lesson's front matter: what converts one page may rely on the cards of all."""
    for path in sorted((docs / "lessons").glob("*.md")):
        checked(path)
