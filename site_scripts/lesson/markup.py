"""HTML in a page: tags that are none, elements that never end, Markdown that stays raw in them, and what will not load.

Works on the page's prose with code and formulas blanked, so that lines keep their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote

from markdown.util import BLOCK_LEVEL_ELEMENTS

from .mistakes import Mistake
from .numbers import NUMBER
from .prose import BLANK, blanked

TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>[A-Za-z][\w.:-]*)"
    r"(?P<rest>(?:\s+[A-Za-z_:@][\w.:-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?|\s*,\s*\w+)*)\s*/?>"
)
ATTRIBUTE = re.compile(r"([A-Za-z_:@][\w.:-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
VOID = set(re.findall(r"\w+", "area base br col embed hr img input link meta param source track wbr"))
# Elements that HTML ends by itself.
SELF_ENDING = set(re.findall(r"\w+", "p li dt dd tr td th thead tbody tfoot option optgroup colgroup rt rp"))
KNOWN = (
    VOID
    | SELF_ENDING
    | set(
        re.findall(
            r"\w+",
            """a abbr address article aside audio b bdi bdo blockquote button canvas caption center cite code data
            datalist del details dfn dialog div dl em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6
            header hgroup i iframe ins kbd label legend main map mark math menu meter nav noscript object ol output
            picture pre progress q ruby s samp script section select slot small span strike strong style sub summary
            sup svg table template textarea time tt u ul var video""",
        )
    )
)
FOREIGN = ("svg", "math", "pre", "code", "script", "style", "textarea")  # what is in there has its own rules
# What the page's policy (publish/pages.py) lets no page do, whoever wrote it.
FORBIDDEN = {
    "iframe": "another page inside this one",
    "frame": "another page inside this one",
    "object": "a plug-in",
    "embed": "a plug-in",
    "script": "a script of its own",
}
LOADS = ("src", "srcset", "poster", "data")
MARKDOWN = re.compile(rf"\*\*\S|{BLANK}|\]\(|^ *(?:#{{1,6}}|[-*]|\d+\.) \S", re.MULTILINE)
EXTERNAL = re.compile(r"(?:https?:)?//", re.IGNORECASE)
PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<address>[^\s)>]*)")

type Note = Callable[[Mistake], None]


@dataclass(frozen=True)
class Tag:
    """A tag where it stands."""

    name: str
    attributes: dict[str, str]
    is_end: bool
    line: int
    start: int
    end: int


def check_markup(prose: list[str], folder: Path | None, note: Note) -> None:
    """Tell `note` of each mistake, with its line. `folder`: that of the page, where it is known."""
    text = "\n".join(_without_code(line) for line in prose)
    tags = list(_tags(text, "\n".join(prose)))
    for mistake in (*_unknown(tags), *_nesting(tags), *_raw_markdown(tags, text), *_addresses(tags, folder)):
        note(mistake)
    for number, line in enumerate(prose):
        if line.strip():
            for mistake in _pictures(_without_code(line), line, number):
                note(mistake)


def _without_code(line: str) -> str:
    """The line with code and formulas blanked, but with its addresses."""
    return "".join(
        one if blank == BLANK else old for old, blank in zip(line, blanked(line), strict=True) for one in blank
    )


def _tags(text: str, written: str) -> Iterator[Tag]:
    for found in TAG.finditer(text):
        if found.start() and text[found.start() - 1] == "\\":
            continue
        rest = written[found.start("rest") : found.end("rest")]
        attributes = {one[1].lower(): one[2] or one[3] or one[4] or "" for one in ATTRIBUTE.finditer(rest)}
        if found["name"].startswith(("http:", "https:", "mailto:")):
            continue
        line = text.count("\n", 0, found.start())
        yield Tag(found["name"].lower(), attributes, bool(found["slash"]), line, found.start(), found.end())


def _unknown(tags: list[Tag]) -> Iterator[Mistake]:
    foreign = ""
    for tag in tags:
        if tag.name in FOREIGN:
            foreign = "" if tag.is_end and tag.name == foreign else foreign or ("" if tag.is_end else tag.name)
        elif not foreign and tag.name not in KNOWN and not tag.is_end:
            yield Mistake(
                f"<{tag.name}> is no element of HTML, so a browser would swallow it. To show it, put it between "
                f"backticks, or write &lt;{tag.name}&gt;.",
                tag.line,
            )


def _nesting(tags: list[Tag]) -> Iterator[Mistake]:
    open_tags: list[Tag] = []
    for tag in tags:
        if tag.name not in KNOWN or tag.name in VOID:
            continue
        if not tag.is_end:
            open_tags.append(tag)
        elif all(one.name != tag.name for one in open_tags):
            yield Mistake(f"</{tag.name}> ends nothing: no <{tag.name}> is open here. Take it away.", tag.line)
        else:
            while (last := open_tags.pop()).name != tag.name:
                yield from _unclosed(last)
    for one in open_tags:
        yield from _unclosed(one)


def _unclosed(tag: Tag) -> Iterator[Mistake]:
    if tag.name not in SELF_ENDING:
        yield Mistake(f"<{tag.name}> begins here and never ends. End it with </{tag.name}>.", tag.line)


def _raw_markdown(tags: list[Tag], text: str) -> Iterator[Mistake]:
    """Markdown in an element whose inside Python-Markdown leaves as it is."""
    blocks = set(BLOCK_LEVEL_ELEMENTS)
    open_tags: list[Tag] = []
    for tag, following in zip_longest(tags, tags[1:]):
        if tag.name in blocks and tag.name not in VOID:
            if not tag.is_end:
                open_tags.append(tag)
            elif any(one.name == tag.name for one in open_tags):
                while open_tags.pop().name != tag.name:
                    pass
        inside = open_tags[-1] if open_tags else None
        if inside and inside.name not in FOREIGN and "markdown" not in inside.attributes:
            piece = text[tag.end : following.start if following else len(text)]
            if found := MARKDOWN.search(piece):
                yield Mistake(
                    f"Markdown inside <{inside.name}> would be shown as it stands. Write <{inside.name} markdown>, "
                    "with `markdown` in each element that holds some.",
                    tag.line + piece.count("\n", 0, found.start() + len(found[0]) - 1),
                )


def _addresses(tags: list[Tag], folder: Path | None) -> Iterator[Mistake]:
    for tag in tags:
        if tag.is_end:
            continue
        if tag.name in FORBIDDEN or any(name.startswith("on") for name in tag.attributes):
            what = FORBIDDEN.get(tag.name, "a script of its own")
            yield Mistake(
                f"<{tag.name}> would bring {what}, which the page's policy forbids. Link to it: [what it is](address).",
                tag.line,
            )
            continue
        if number := next((found[0] for value in tag.attributes.values() if (found := NUMBER.search(value))), ""):
            yield Mistake(
                f"{number} would be shown with its markup: inside a tag nothing is computed. Write it in the text.",
                tag.line,
            )
        if tag.name == "img" and "alt" not in tag.attributes:
            yield Mistake('<img> lacks alt="...": what a reader hears who does not see the picture.', tag.line)
        loaded = [_one for name in LOADS for _one in _files(name, tag.attributes.get(name, ""))]
        for address in loaded:
            yield from _loaded(address, tag, folder)
        if tag.name == "a" and "href" in tag.attributes:
            yield from _linked(tag.attributes["href"], tag, folder)


def _files(name: str, value: str) -> list[str]:
    return [one.split()[0] for one in value.split(",") if one.split()] if name == "srcset" else [value] * bool(value)


def _loaded(address: str, tag: Tag, folder: Path | None) -> Iterator[Mistake]:
    if EXTERNAL.match(address):
        yield external(address, tag.line)
    elif folder and not address.startswith(("data:", "/", "#")) and not _exists(address, folder):
        yield Mistake(
            f'"{address}" is not there, as seen from this page. Put the file beside the lesson, or mend its name.',
            tag.line,
        )


def _linked(address: str, tag: Tag, folder: Path | None) -> Iterator[Mistake]:
    path = re.split("[?#]", address, maxsplit=1)[0]
    if re.match(r"[a-z][a-z+.-]*:|//|/", address) or not path:
        return
    if path.endswith(".md"):
        yield Mistake(f"in HTML an address leads to no page of Markdown. Write [text]({address}).", tag.line)
    elif folder and not _exists(path, folder) and not _exists(re.sub(r"\.html$", ".md", path), folder):
        yield Mistake(f'"{address}" is not there, as seen from this page. Mend its name.', tag.line)


def _exists(address: str, folder: Path) -> bool:
    return (folder / unquote(re.split("[?#]", address, maxsplit=1)[0])).exists()


def _pictures(line: str, written: str, number: int) -> Iterator[Mistake]:
    for found in PICTURE.finditer(line):
        address = written[found.start("address") : found.end("address")]
        if EXTERNAL.match(address):
            yield external(address, number)
        if not found["alt"].strip():
            yield Mistake(
                f"the picture {address} lacks words for who does not see it. Write ![what it shows]({address}).", number
            )


def external(address: str, line: int) -> Mistake:
    """What comes from another host is not loaded."""
    return Mistake(
        f"{address} lies on another host, from which the page's policy loads nothing. Put a copy beside the lesson, or "
        "link to it: [what it is](address).",
        line,
    )
