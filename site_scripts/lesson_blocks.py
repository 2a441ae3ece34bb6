"""A page's lines, cut into lesson fences, block formulas, and everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .lesson_fences import FENCES
from .lesson_source import Mistake

OPENING = re.compile(r"^(?P<indent> *)(?P<mark>`{3,}|~{3,}) *(?P<name>[\w-]*)(?P<rest>.*)$")


@dataclass(frozen=True)
class Block:
    """Some lines of a page. `start` is the number of the first (from 0); `name` and `body` are a fence's."""

    kind: Literal["text", "fence", "formula"]
    start: int
    lines: tuple[str, ...]
    name: str = ""
    body: str = ""
    indent: str = ""


def split(lines: list[str]) -> Iterator[Block]:
    """The blocks of a page, in order. Fences of other languages, and what is inside them, are text.

    Raises Mistake, with its line in the page, for a fence or formula that never ends.
    """
    number = 0
    while number < len(lines):
        opening = OPENING.match(lines[number])
        if opening:
            end, closed = _closing(lines, number, opening["mark"])
            block = tuple(lines[number : end + 1])
            if opening["name"] in FENCES:
                yield _fence(block, number, opening, closed)
            else:
                yield Block("text", number, block)
        elif lines[number].startswith("$$"):
            end = _formula_end(lines, number)
            block = tuple(lines[number : end + 1])
            yield Block("formula", number, block, body="\n".join(block).strip()[2:-2])
        else:
            end = number
            yield Block("text", number, (lines[number],))
        number = end + 1


def _fence(lines: tuple[str, ...], start: int, opening: re.Match, closed: bool) -> Block:
    name, indent = opening["name"], opening["indent"]
    if opening["rest"].strip():
        raise Mistake(
            f'{name} fence: "{opening["rest"].strip()}" stands behind its name. '
            "Write the options inside the fence, one a line.",
            start,
        )
    if not closed:
        raise Mistake(f"{name} fence: it is never closed. End it with a line of {opening['mark']}.", start)
    body = "\n".join(line.removeprefix(indent) for line in lines[1:-1])
    return Block("fence", start, lines, name, body, indent)


def _closing(lines: list[str], start: int, mark: str) -> tuple[int, bool]:
    for number in range(start + 1, len(lines)):
        text = lines[number].strip()
        if len(text) >= len(mark) and set(text) == {mark[0]}:
            return number, True
    return len(lines) - 1, False


def _formula_end(lines: list[str], start: int) -> int:
    for number in range(start, len(lines)):
        text = lines[number].rstrip()
        if text.endswith("$$") and (number > start or len(text) > 3):
            return number
        if number > start and not text:
            break
    raise Mistake("a formula begins here with $$ and never ends. End its last line with $$.", start)
