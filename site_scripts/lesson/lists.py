"""Lists, tables and quotes as GitHub reads them, rewritten to what Python-Markdown reads.

Python-Markdown wants what is inside a list item indented by four, and an empty line before a list or table; GitHub, and
so every author, follows CommonMark: what is inside begins below the item's own text, and both may follow a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from .conversion import OfPage

TICK = '<input type="checkbox" aria-label="{}" disabled{}/>'
STEP = 4  # what Python-Markdown indents by
MARKER = re.compile(r"(?P<sign>[-*+]|\d{1,9}[.)])(?P<gap> +|$)(?P<text>.*)")
RULE = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
CODE = re.compile(r"(?P<mark>`{3,}|~{3,})[^`]*$")
CONTAINER = re.compile(r"(?:!!!|\?\?\?\+?|===[!+]?) |\[\^[^\]]+\]:")
DEFINITION = re.compile(r":[ ]{1,3}\S")
HTML = re.compile(r"</?(?P<name>[A-Za-z][\w-]*)(?=[\s/>])(?![^>]*\smarkdown\b)|<!--")
DELIMITERS = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
UNTIL_CLOSED = ("pre", "script", "style", "textarea")
CELL_END = re.compile(r"(?<!\\)\|")
NUMBERED = re.compile(r"(\d{1,9})\.(?= )")


@dataclass
class Inside:
    """Something that the next lines may belong to: a list item, or a note, tab or footnote (no `sign`)."""

    column: int  # where what is inside begins
    sign: str = ""
    loose: bool = False


def cells(row: str) -> int:
    """The number of cells in a row of a table."""
    return len(CELL_END.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1


def is_table(line: str, below: str) -> bool:
    """Whether a table begins at the line."""
    return "|" in line and DELIMITERS.match(below.strip()) is not None and cells(line) == cells(below)


@dataclass
class Rewriting:
    """One text on its way: what the current line belongs to, and what was written so far."""

    lines: list[str]
    written: list[str] = field(default_factory=list)
    inside: list[Inside] = field(default_factory=list)
    in_paragraph: bool = False

    def run(self) -> list[str]:
        """The whole text."""
        number = 0
        while number < len(self.lines):
            number += self._take(number)
        return self.written

    def _take(self, number: int) -> int:
        """Write the block that begins at the line, or the line; how many lines that were."""
        line = self.lines[number]
        if not line.strip():
            self.written.append("")
            self.in_paragraph = False
            for one in self.inside:
                one.loose = True
            return 1
        indent, rest = len(line) - len(line.lstrip(" ")), line.lstrip(" ")
        was_deep = len(self.inside)
        closed = self._close(indent, rest)
        column = self.inside[-1].column if self.inside else 0
        interrupts = self.in_paragraph and len(self.inside) == was_deep
        if indent - column >= STEP and not interrupts:
            self._write(" " * (indent - column) + rest)
            self.in_paragraph = False
            return 1
        if indent - column >= STEP:
            self._text(rest)
            return 1
        if taken := self._block(number, indent, rest):
            return taken
        if (item := MARKER.match(rest)) and not RULE.match(rest) and not (interrupts and not _may_interrupt(item)):
            self._item(item, indent, interrupts, closed)
            return 1
        self._text(rest)
        return 1

    def _close(self, indent: int, rest: str) -> Inside | None:
        """Leave what the line does not belong to: by its place, or because it goes on with the paragraph in there."""
        kept = 0
        while kept < len(self.inside) and indent >= self.inside[kept].column:
            kept += 1
        left = self.inside[kept:]
        if left and self.in_paragraph and all(one.sign for one in left) and not _begins_block(rest):
            return None
        del self.inside[kept:]
        return left[0] if left else None

    def _block(self, number: int, indent: int, rest: str) -> int:
        """Write what is no paragraph and no list; how many lines that were, 0 for none."""
        code = CODE.match(rest)
        if code:
            return self._code(number, indent, code["mark"])
        if rest.startswith(">"):
            return self._quote(number)
        if not self.inside and (html := HTML.match(rest)):
            return self._html(number, (html["name"] or "").lower())
        below = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        if CONTAINER.match(rest) or (is_table(rest, below) and self.in_paragraph):
            self._gap(self.in_paragraph)
        if CONTAINER.match(rest) or DEFINITION.match(rest):
            self._write(rest)
            self.inside.append(Inside(indent + STEP))
            self.in_paragraph = True
            return 1
        if rest.startswith(("#", "\x02")) or RULE.match(rest):
            self._write(rest)
            self.in_paragraph = False
            return 1
        return 0

    def _item(self, item: re.Match[str], indent: int, interrupts: bool, closed: Inside | None) -> None:
        sign, gap, text = item["sign"], len(item["gap"]), item["text"]
        other_kind = closed is not None and closed.sign != "" and closed.sign.isdigit() != sign[:-1].isdigit()
        below_code = not self.in_paragraph and bool(self.written and self.written[-1].strip())
        self._gap(
            other_kind
            or below_code
            or (interrupts and (not self.inside or not self.inside[-1].sign or self.inside[-1].loose))
        )
        self._write(f"{sign[:-1]}. {text}" if sign[:-1] else f"{sign} {text}")
        column = indent + len(sign) + (gap if text and gap <= STEP else 1)
        self.inside.append(Inside(column, sign[:-1] or sign))
        self.in_paragraph = bool(text)

    def _text(self, rest: str) -> None:
        """Write a line of a paragraph: in a list, a number that only stands at its beginning begins no list."""
        self._write(NUMBERED.sub(r"\1\\.", rest, count=1) if self.inside and NUMBERED.match(rest) else rest)
        self.in_paragraph = True

    def _code(self, number: int, indent: int, mark: str) -> int:
        in_list = bool(self.inside and self.inside[-1].sign)  # where a gap would make paragraphs of its items
        self._gap(not in_list and number > 0)
        for end in range(number, len(self.lines)):
            line = self.lines[end]
            self._write(line[min(indent, len(line) - len(line.lstrip(" "))) :])
            closing = line.strip()
            if end > number and len(closing) >= len(mark) and set(closing) == {mark[0]}:
                break
        self._gap(not in_list)
        self.in_paragraph = False
        return end - number + 1

    def _quote(self, number: int) -> int:
        end = number
        while end < len(self.lines) and self.lines[end].lstrip(" ").startswith(">"):
            end += 1
        inner = [re.sub(r"^ *> ?", "", line) for line in self.lines[number:end]]
        self._gap(self.in_paragraph and bool(self.inside))
        for line in Rewriting(inner).run():
            self._write(f"> {line}".rstrip() if not line.strip() else f"> {line}")
        self.in_paragraph = end == len(self.lines) or not _begins_block(self.lines[end].lstrip(" "))
        self._gap(not self.in_paragraph)  # else Python-Markdown takes it for the quote's
        return end - number

    def _html(self, number: int, name: str) -> int:
        """Write HTML as it stands, to the next empty line, or to its end where empty lines may be in it."""
        self.in_paragraph = False
        for end in range(number, len(self.lines)):
            line = self.lines[end]
            if name in UNTIL_CLOSED and f"</{name}>" in line.lower():
                self.written.append(line)
                return end - number + 1
            if name not in UNTIL_CLOSED and not line.strip():
                return end - number
            self.written.append(line)
        return len(self.lines) - number

    def _gap(self, wanted: bool) -> None:
        if wanted:
            self.written.append("")

    def _write(self, text: str) -> None:
        self.written.append(" " * (STEP * len(self.inside)) + text if text.strip() else "")


def _may_interrupt(item: re.Match[str]) -> bool:
    """Whether a list may begin right below a paragraph: not with a year, nor with an empty item."""
    return bool(item["text"]) and item["sign"] in ("-", "*", "+", "1.", "1)")


def _begins_block(rest: str) -> bool:
    return bool(
        MARKER.match(rest)
        or RULE.match(rest)
        or CODE.match(rest)
        or CONTAINER.match(rest)
        or rest.startswith((">", "#", "\x02"))
        or HTML.match(rest)
    )


class AsGitHub(OfPage, Preprocessor):
    """Rewrites the page, when fences and formulas are out of it."""

    def run(self, lines: list[str]) -> list[str]:
        """Python-Markdown's way in."""
        return Rewriting(lines).run()


class NamedTicks(Postprocessor):
    """Names the ticks of task lists, which have no text of their own for who does not see them."""

    def run(self, text: str) -> str:
        """Python-Markdown's way in."""
        text = text.replace('<input type="checkbox" disabled checked/>', TICK.format("Done", " checked"))
        return text.replace('<input type="checkbox" disabled/>', TICK.format("To do", ""))
