"""What authors write and Markdown does not take for what it is meant to be: told, since it would be shown as it stands.

Each check looks at the page's prose: its lines without fences, block formulas and comments, so that lines keep their
numbers. Code in a line and formulas are blanked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .comments import CODE_SPAN
from .inline import FORMULA
from .lists import CELL_END, cells, is_table
from .mistakes import Mistake

ADDRESS = re.compile(r"(?<=\]\()[^()\s]+|<?\b(?:https?://|www\.)[^\s<>()]+>?|<[\w.+-]+@[\w.-]+>")
BLANK = "\x00"  # stands for what is code or a formula
ESCAPED = re.compile(r"\\[\\`*_{}<>#+\-.!|:$]|(?<=\S)\\[\[\]]")
NOTE = re.compile(r" *(!!!|\?\?\?\+?|===[!+]?) ")
NOTE_WHOLE = re.compile(r' *(?:(?:!!!|\?\?\?\+?) [a-z][\w-]*(?: inline)?(?: end)?(?: +"[^"]*")?|===[!+]? +"[^"]+") *$')
DEFINED = re.compile(r" {0,3}\[([^\]^][^\]]*)\]:")
REFERENCE = re.compile(r"(?<![\w\]])\[([^\[\]]+)\]\[([^\[\]]*)\]")
OPEN_LINK = re.compile(r"\]\([^()]*(?:\([^()]*\)[^()]*)*$")

type Note = Callable[[Mistake], None]

# Pattern and message; {0} is what was found, {1} its first group.
LINES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\\\(\s*(.+?)\s*\\\)"),
        "{0} would be shown with its brackets and without being set as a formula. Write ${1}$.",
    ),
    (
        re.compile(r"^\s*(\\\[)(?:\s*$|.*[\\^_=])"),
        "{1} begins no formula here. Put a line of $$ above and below the formula.",
    ),
    (
        re.compile(r"(\\begin\{[\w*]+\})"),
        "{1} stands outside a formula and would be shown as it stands. Put a line of $$ above and below the formula.",
    ),
    (
        re.compile(r"(?<=[\w)])\*(?![*\s])([^*\n]*?[^*\s])\*(?=[\w(])"),
        "{0} would be shown in italics, without its stars. Write the product as a formula, with \\cdot for times, or "
        "put a backslash before each star.",
    ),
    (
        re.compile(r"(?<![\w:/]):([a-z][\w+-]*):(?![\w:/])"),
        "{0} would be shown as it stands: it is neither a label here nor a sign. Take it away, or write the sign.",
    ),
    (re.compile(r"^ *(:{3,}.*)"), '"{1}" would be shown as it stands. A note begins with !!! note, its text indented.'),
    (re.compile(r"^ {0,3}(#{1,6})[^\W\d_]"), "{1} needs a space behind it to begin a heading."),
    (
        re.compile(r"\[[^\]\n]+\] (\((?:https?://|#|[^()\s]+\.(?:md|html|png|svg|jpe?g|gif)\b)[^()\s]*\))"),
        "{0} is no link: take the space before {1} away.",
    ),
    (
        re.compile(r"(\[\[)(?![^\[\]\n]+\]\])"),
        "{1} begins a word that does not end with ]] on this line. Write [[word]]; to show brackets, put them in "
        "backticks.",
    ),
)


def blanked(line: str) -> str:
    """The line, as long as before, with code, formulas, addresses and escaped signs blanked."""
    line = CODE_SPAN.sub(_blank, line)
    line = re.sub(FORMULA, _blank, line)
    line = ADDRESS.sub(lambda found: "_" * len(found[0]), line)
    return ESCAPED.sub("__", line)


def _blank(found: re.Match[str]) -> str:
    return BLANK * len(found[0])


def check_prose(prose: list[str], note: Note) -> None:
    """Tell `note` of each mistake, with its line."""
    lines = [blanked(line) for line in prose]
    for number, line in enumerate(lines):
        for pattern, message in LINES:
            for found in pattern.finditer(line):
                shown = prose[number][found.start() : found.end()].strip()
                note(Mistake(message.format(shown, found[1]), number))
    for check in (_second_front_matter, _notes, _tables, _links):
        for mistake in check(lines, prose):
            note(mistake)


def _second_front_matter(lines: list[str], _prose: list[str]) -> Iterator[Mistake]:
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines and lines[start].rstrip() == "---":
        end = next((number for number in range(start + 1, len(lines)) if lines[number].rstrip() == "---"), 0)
        if end and all(re.match(r"[A-Za-z_][\w-]*:|\s|- |$", line) for line in lines[start + 1 : end]):
            yield Mistake(
                "a second front matter: its lines would be shown as text. Move what is needed to the first one, and "
                "take the rest away.",
                start,
            )


def _notes(lines: list[str], prose: list[str]) -> Iterator[Mistake]:
    for number, line in enumerate(lines):
        if not (begun := NOTE.match(line)):
            continue
        if not NOTE_WHOLE.match(prose[number]):
            example = f'{begun[1]} "Title"' if begun[1].startswith("=") else f'{begun[1]} note "A title"'
            yield Mistake(
                f'"{prose[number].strip()}" is not how this begins: one word for its kind, and its title between two '
                f"double quotes, as in {example}.",
                number,
            )
        indent = len(line) - len(line.lstrip(" "))
        below = next((text for text in prose[number + 1 :] if text.strip()), "")
        if below and len(below) - len(below.lstrip(" ")) < indent + 4:
            yield Mistake(
                f'the text of "{line.strip()}" is not indented, so it would stand outside. Indent each of its lines by '
                "four spaces.",
                number + 1,
            )


def _tables(lines: list[str], prose: list[str]) -> Iterator[Mistake]:
    number = 0
    while number + 1 < len(lines):
        if not is_table(lines[number], lines[number + 1]):
            number += 1
            continue
        wide = cells(lines[number])
        while number < len(lines) and "|" in prose[number]:
            yield from _row(lines[number], prose[number], number, wide)
            number += 1


def _row(line: str, written: str, number: int, wide: int) -> Iterator[Mistake]:
    formula = next((found[0] for found in re.finditer(FORMULA, written) if CELL_END.search(found[0])), None)
    if formula:
        yield Mistake(
            f"{formula} stands in a table, where | ends a cell. Write \\lvert x \\rvert for |x|, and \\mid for "
            "one bar.",
            number,
        )
    elif cells(line) > wide:
        yield Mistake(
            f"this row has {cells(line)} cells, and the table's first row {wide}: what is too much would be left out. "
            "(A bar inside a cell is written \\|.)",
            number,
        )


def _links(lines: list[str], _prose: list[str]) -> Iterator[Mistake]:
    defined = {_same(found[1]) for line in lines if (found := DEFINED.match(line))}
    for number, line in enumerate(lines):
        for found in REFERENCE.finditer(line):
            if _same(found[2] or found[1]) not in defined:
                yield Mistake(
                    f"{found[0]} names an address that this page does not define. Write [text](address), or add a "
                    f"line [{found[2] or found[1]}]: address.",
                    number,
                )
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if OPEN_LINK.search(line) and not re.match(r"[^(]*\)", below):
            yield Mistake("a link begins on this line with ]( and never ends. Write ) behind its address.", number)


def _same(name: str) -> str:
    return " ".join(name.lower().split())
