"""A page's lines, cut into lesson fences, block formulas, and everything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from .mistakes import Mistake, allowed_words, nearest

NAME = r"(?P<brace>\{[ .]*)?(?P<name>[\w-]*)"
OPENING = re.compile(rf"^(?P<indent> *)(?P<mark>`{{3,}}|~{{3,}}) *{NAME}(?P<rest>[^`]*)$")
# What looks like a fence to its author and to nobody else.
TOO_FEW = re.compile(r"^ *`{1,2} *(?P<name>[\w-]+) *$")
BEHIND = re.compile(r"^ *(?P<sign>[-*+>]|\d+[.)]) .*(?:```|~~~) *\{?[ .]*(?P<name>[\w-]+)\b[^`]*$")
CODE_BEHIND = re.compile(r"^ *(?:[-*+]|\d+[.)]) +(?:```|~~~)[\w-]+ *$")


@dataclass(frozen=True)
class Block:
    """Some lines of a page. `start` is the number of the first (from 0); `name` and `body` are a fence's."""

    kind: Literal["text", "fence", "formula"]
    start: int
    lines: tuple[str, ...]
    name: str = ""
    body: str = ""
    indent: str = ""


def split(lines: list[str], names: Collection[str], note: Callable[[Mistake], None]) -> Iterator[Block]:
    """The blocks of a page, in order. Fences of other names (languages), and what is inside them, are text.

    `note` is told of mistakes that hide nothing behind them, each with its line in the page. Raises Mistake for a fence
    or formula that never ends.
    """
    start = 0
    while start < len(lines):
        opening = OPENING.match(lines[start])
        end = start
        if opening:
            end = _closing(lines, start, opening, names)
        elif lines[start].lstrip(" ").startswith("$$"):
            end = _formula_end(lines, start)
        try:
            block = _block(tuple(lines[start : end + 1]), start, opening, names)
        except Mistake as mistake:
            note(mistake)
        else:
            yield block
        start = end + 1


def _block(lines: tuple[str, ...], start: int, opening: re.Match[str] | None, names: Collection[str]) -> Block:
    """What the lines are. Raises Mistake where that is another thing than their author meant."""
    if opening and opening["name"] in names:
        return _fence(lines, start, opening)
    if opening:
        _check_language(opening["name"], start, names)
    elif lines[0].lstrip(" ").startswith("$$"):
        return _formula(lines, start)
    else:
        _check_line(lines[0], start, names)
    return Block("text", start, lines)


def _fence(lines: tuple[str, ...], start: int, opening: re.Match[str]) -> Block:
    name, indent = opening["name"], opening["indent"]
    if opening["brace"]:
        raise Mistake(f"{name} fence: its name stands in braces. Write {opening['mark']}{name}.", start)
    if opening["rest"].strip():
        raise Mistake(
            f'{name} fence: "{opening["rest"].strip()}" stands behind its name. '
            "Write the options inside the fence, one a line.",
            start,
        )
    body = "\n".join(line.removeprefix(indent) for line in lines[1:-1])
    return Block("fence", start, lines, name, body, indent)


def _formula(lines: tuple[str, ...], start: int) -> Block:
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip(" "))]
    body = "\n".join(lines).strip()[2:-2]
    if not body.strip():
        raise Mistake("a formula without anything in it. Write TeX between the two $$.", start)
    return Block("formula", start, lines, body=body, indent=indent)


def _closing(lines: list[str], start: int, opening: re.Match[str], names: Collection[str]) -> int:
    """The line that ends the fence. Raises Mistake when there is none before the next lesson fence begins."""
    name, mark = opening["name"], opening["mark"]
    what = f"{name} fence" if name in names else "code between lines of " + mark
    for number in range(start + 1, len(lines)):
        text = lines[number].strip()
        if len(text) >= len(mark) and set(text) == {mark[0]}:
            return number
        other = OPENING.match(lines[number])
        # Shorter ones may stand in a longer one, as examples; code may hold what looks like other code.
        if other and other["name"] and other["mark"].startswith(mark) and {name, other["name"]} & set(names):
            raise Mistake(
                f"{what}: it is not closed before the next one begins, {number - start} lines further down. "
                f"End it with a line of {mark}.",
                start,
            )
    raise Mistake(f"{what}: it is never closed. End it with a line of {mark}.", start)


def _check_language(name: str, start: int, names: Collection[str]) -> None:
    """A fence that is not ours holds code in a language that can be coloured: else its name is a slip."""
    if not name:
        return
    try:
        get_lexer_by_name(name)
    except ClassNotFound:
        raise Mistake(
            f'"{name}" is neither a lesson fence nor a language whose code can be coloured. '
            f"{allowed_words([*names, 'python and other languages'])}{nearest(name, names)}",
            start,
        ) from None


def _check_line(line: str, start: int, names: Collection[str]) -> None:
    few, behind = TOO_FEW.match(line), BEHIND.match(line)
    if few and few["name"] in names:
        raise Mistake(f"{few['name']} fence: it begins with too few backticks. Write three.", start)
    if behind and (behind["name"] in names or CODE_BEHIND.match(line)):
        remedy = "A fence cannot stand in a quote" if behind["sign"] == ">" else "Indent it by four spaces"
        raise Mistake(
            f'{behind["name"]} fence: it begins behind "{behind["sign"]}". {remedy}: put it on lines of its own.', start
        )


def _formula_end(lines: list[str], start: int) -> int:
    for number in range(start, len(lines)):
        text = lines[number].strip()
        if text.endswith("$$") and (number > start or len(text) > 3):
            return number
        if number > start and not text:
            break
    raise Mistake("a formula begins here with $$ and never ends. End its last line with $$.", start)
