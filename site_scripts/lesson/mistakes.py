"""Where a mistake stands, and how to say it: file, line, what was found, what is allowed, the nearest right word.

Python-Markdown hands an extension the text of a page without its name and, under MkDocs and Zensical, without its
front matter. So the file is looked up by its text, and only when there is a mistake to report.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from site_scripts import ROOT

from .comments import CODE_SPAN, without_comments

DOCS = ROOT / "docs"
MOST_WORDS = 30  # of those allowed: a network of the lesson's size has a hundred numbers


class LessonSourceError(ValueError):
    """A mistake in a lesson's file, told to the person who wrote it.

    `file` is the path as an author knows it (`docs/lessons/name.md`), `line` counts from 1 at the top of the file.
    """

    def __init__(self, file: str, line: int, message: str) -> None:
        """See the class."""
        super().__init__(f"{file}:{line}: {message}")
        self.file, self.line, self.message = file, line, message


def all_of(errors: list[LessonSourceError]) -> LessonSourceError:
    """One error that tells all of these, a line each, in the order of the page; it stands where the first does."""
    told = sorted(errors, key=lambda error: (error.file, error.line))
    first = LessonSourceError(told[0].file, told[0].line, told[0].message)
    first.args = ("\n".join(dict.fromkeys(str(error) for error in told)),)
    return first


class Mistake(ValueError):  # noqa: N818  # the word that everybody in these rooms knows it by
    """A mistake whose place is not known yet: `line` counts from 0 inside the piece of text that was read.

    `option` is the path of the option at fault, where the line is known only to who read the YAML; `piece` are the
    words at fault, where the line is known only to who has the text around them.
    """

    def __init__(self, message: str, line: int = 0, *, option: tuple[str | int, ...] = (), piece: str = "") -> None:
        """See the class."""
        super().__init__(message)
        self.message, self.line, self.option, self.piece = message, line, option, piece

    def line_in(self, text: str) -> int:
        """The line (from 0) of `text` on which the piece begins; `line` where there is no such piece."""
        start = text.find(self.piece.strip()) if self.piece.strip() else -1
        return text.count("\n", 0, start) if start >= 0 else self.line


class UnknownNetwork(Mistake):
    """What names a network that the page does not have."""


def nearest(word: str, allowed: Iterable[str]) -> str:
    """` Did you mean "sigmoid"?` for the nearest allowed word, or nothing when none is near."""
    names = {str(name).lower(): str(name) for name in allowed}
    found = difflib.get_close_matches(str(word).lower(), names, n=1, cutoff=0.5)
    return f' Did you mean "{names[found[0]]}"?' if found else ""


def allowed_words(allowed: Iterable[str]) -> str:
    """`Allowed: a, b, c.`, cut where it is too long to be read."""
    names = [str(name) for name in allowed]
    more = f", and {len(names) - MOST_WORDS} more (see docs/contribute/fences.md)" if len(names) > MOST_WORDS else ""
    return f"Allowed: {', '.join(names[:MOST_WORDS])}{more}."


def quote(value: object) -> str:
    """What an author wrote, in quotes if it is text, on one line, cut when it is long."""
    match value:
        case str():
            text = f'the text "{" ".join(value.split())}"'
        case dict():
            text = "the options " + ", ".join(map(str, value))
        case list() if any(isinstance(one, str | dict) for one in value):
            text = "a list"
        case bool():
            text = str(value).lower()
        case _:
            text = str(value)
    return text if len(text) <= 80 else text[:77] + "..."


@dataclass(frozen=True)
class Page:
    """The text of one page as Markdown got it, and the folder where its file is looked for."""

    text: str
    docs: Path = DOCS

    def locate(self) -> tuple[Path | None, int]:
        """The page's file, None when no file holds this text, and the number of lines before it."""
        text = self.text.strip("\n")
        for path in sorted(self.docs.rglob("*.md")) if text.strip() else ():
            whole = read_page(path)
            start = whole.find(text)
            if start >= 0 and not whole[start + len(text) :].strip():
                before = whole[:start].count("\n")
                leading = len(self.text) - len(self.text.lstrip("\n"))
                return path, before - leading
        return None, 0

    def file(self) -> Path | None:
        """The page's file, where it can be found."""
        return self.locate()[0]

    def error(self, line: int, message: str) -> LessonSourceError:
        """The mistake at `line` (from 0) of this text, placed in its file."""
        file, before = self.locate()
        return LessonSourceError(shown_path(file) if file else "this text", before + line + 1, message)

    def line_of(self, piece: str) -> int:
        """The line (from 0) on which `piece` first stands outside fenced code; 0 when it is not found."""
        return self.line_where(lambda line: piece in line)

    def line_where(self, found: Callable[[str], object]) -> int:
        """The first line (from 0) outside fenced code, and without its code spans, that is such; 0 when none is."""
        fence = ""
        for number, line in enumerate(without_comments(self.text.split("\n"))[0]):
            mark = line.strip()[:3]
            if mark in ("```", "~~~") and (not fence or mark == fence):
                fence = "" if fence else mark
            elif not fence and found(CODE_SPAN.sub("", line)):
                return number
        return 0


def read_page(path: Path) -> str:
    """A page's text, its lines ended as on any machine. Raises LessonSourceError when it is not UTF-8."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise LessonSourceError(
            shown_path(path), line, "this is not UTF-8. Save the file again with the encoding UTF-8."
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shown_path(path: Path) -> str:
    """A path as an author types it: from the repository's root where it lies inside."""
    try:
        return path.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return path.as_posix()
