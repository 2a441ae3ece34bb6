"""What is looked at once a page is in Markdown's hands: slips that no pattern took, fences taken for code, headings."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import TYPE_CHECKING

from markdown.extensions.toc import slugify
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from .mistakes import Mistake
from .numbers import NUMBER

if TYPE_CHECKING:
    from .extension import Lesson

# What is left of numbers and formulas when those that are whole have been taken out.
BEGUN = r"(?<!\\)(\{\{|\$\$|\{ *[a-z][\w-]*\.\w+[^{}\n]*\})"
# Both would be shown as they stand: a formula with space inside its dollar signs, a footnote that is defined nowhere.
SPACED_FORMULA = r"(?<![\\$\w])(\$(?: (?:\\.|[^$\\\n\x02])+?|(?:\\.|[^$\\\n\x02])+? )\$)(?![\w$])"
FOOTNOTE = r"(?<!\\)\[\^([^\]\s]+)\](?!:)"
TITLE = re.compile(r"\s*#(?!#)|=+\s*$")  # or the line that underlines it
NOT_TEXT = re.compile(r"<(script|code|pre)\b.*?</\1>|<!--.*?-->", re.DOTALL)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def begun(text: str) -> str:
    """Raises Mistake: a reader would see the braces or dollar signs."""
    if text == "$$":
        raise Mistake(
            "$$ stands inside a line. A formula on its own begins a line; in a line of text write $x$, and for dollars "
            "write \\$."
        )
    raise Mistake(
        f'"{text}" begins a number that does not end as it should. Write it on one line, with two braces on either '
        "side: {{ lesson.loss }}."
    )


def spaced_formula(text: str) -> str:
    """Raises Mistake: a reader would see the dollar signs."""
    tex = " ".join(text.strip("$").split())
    raise Mistake(
        f'"{text}" would be shown as it stands. A formula has no space inside its dollar signs: ${tex}$. For dollars '
        "write \\$."
    )


def lost_footnote(name: str) -> str:
    """Raises Mistake: footnotes that are defined are taken before this looks, so a reader would see the brackets."""
    raise Mistake(
        f"[^{name}] names a footnote that this text does not define. Put it below the text, on a line of its own: "
        f"[^{name}]: what it says. (Texts inside fences have no footnotes.)"
    )


class NotInCode(Treeprocessor):
    """Finds fences and formulas that Markdown took for code, because they are indented and stand in nothing."""

    def __init__(self, lesson: Lesson):
        super().__init__()
        self.lesson = lesson

    def run(self, root: etree.Element) -> None:
        for code in root.iter("code"):
            for placeholder, (line, name) in self.lesson.places.items():
                if placeholder in (code.text or ""):
                    message = (
                        f"{name}: it is indented, but stands in no list and no note, so it would be shown as code. "
                        "Take the spaces in front of it away. (An example of a fence stands between lines of four "
                        "backticks.)"
                    )
                    self.lesson.wrong.append(self.lesson.page.error(line, message))


class Headings(Treeprocessor):
    """Gives a heading that reads like the id of a fence another address: scripts and links look for the fence.

    Notes a heading of the first rank in a lesson, which has its title already.
    """

    def __init__(self, lesson: Lesson):
        super().__init__()
        self.lesson = lesson

    def run(self, root: etree.Element) -> None:
        if root.find(".//h1") is not None:
            self.note_title()
        for heading in root.iter():
            if str(heading.tag) in HEADINGS and "id" not in heading.attrib:
                address = slugify("".join(heading.itertext()), "-")
                if address in self.lesson.context.ids:
                    heading.set("id", f"{address}-section")

    def note_title(self) -> None:
        page = self.lesson.page
        file = page.file()
        if file and file.parent.name == "lessons":
            message = (
                "a lesson has its title from the front matter. Begin this heading with two hash signs: ## Heading."
            )
            self.lesson.wrong.append(page.error(page.line_where(TITLE.match), message))


class TellAll(Postprocessor):
    """At the end of a page, looks for numbers that were left over, and tells every mistake that its text holds."""

    def __init__(self, lesson: Lesson):
        super().__init__()
        self.lesson = lesson

    def run(self, text: str) -> str:
        for found in NUMBER.finditer(NOT_TEXT.sub("", text)):
            message = (
                f"{found[0]} would be shown as it stands: inside HTML nothing is computed. Write the text in Markdown, "
                "or write `markdown` into the tag, as in <div markdown>. (An example stands between backticks.)"
            )
            self.lesson.wrong_text(Mistake(message), found[0])
        self.lesson.tell()
        return text
