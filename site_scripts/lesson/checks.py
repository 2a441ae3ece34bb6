"""What is looked at once a page is in Markdown's hands: fences taken for code, headings, numbers that are left over."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.extensions.toc import slugify
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from .conversion import OfPage
from .inline import FORMULA
from .mistakes import Mistake
from .numbers import NUMBER

TITLE = re.compile(r"\s*#(?!#)|=+\s*$")  # or the line that underlines it
NOT_TEXT = re.compile(r"<(script|code|pre)\b.*?</\1>|<!--.*?-->", re.DOTALL)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class NotInCode(OfPage, Treeprocessor):
    """Finds fences and formulas that Markdown took for code, because they are indented and stand in nothing."""

    def run(self, root: Element) -> None:
        """Python-Markdown's way in."""
        for code in root.iter("code"):
            for placeholder, (line, name) in self.conversion.origins.items():
                if placeholder in (code.text or ""):
                    message = (
                        f"{name}: it is indented, but stands in no list and no note, so it would be shown as code. "
                        "Take the spaces in front of it away. (An example of a fence stands between lines of four "
                        "backticks.)"
                    )
                    self.conversion.add(Mistake(message), line)
        for code in root.findall(".//pre/code"):
            self._check_indented(code.text or "")

    def _check_indented(self, text: str) -> None:
        """Here code is what is indented by four: what stands between backticks has left the tree."""
        if found := re.search(FORMULA, text) or NUMBER.search(text):
            message = (
                f"this text is indented by four spaces, so it would be shown as code, with {found[0]} in it. Take "
                "the spaces in front of it away, or put code between lines of three backticks."
            )
            self.conversion.add(Mistake(message), self.conversion.page.line_of(found[0]))


class Headings(OfPage, Treeprocessor):
    """Gives a heading that reads like the id of a fence another address: scripts and links look for the fence.

    Tells of a heading of the first rank in a lesson, which has its title already.
    """

    def run(self, root: Element) -> None:
        """Python-Markdown's way in."""
        if root.find(".//h1") is not None:
            self._check_title()
        for heading in root.iter():
            if str(heading.tag) in HEADINGS and "id" not in heading.attrib:
                address = slugify("".join(heading.itertext()), "-")
                if address in self.conversion.context.ids:
                    heading.set("id", f"{address}-section")

    def _check_title(self) -> None:
        page = self.conversion.page
        file = page.file()
        if file and file.parent.name == "lessons":
            message = (
                "a lesson has its title from the front matter. Begin this heading with two hash signs: ## Heading."
            )
            self.conversion.add(Mistake(message), page.line_where(TITLE.match))


class LookedThrough(OfPage, Treeprocessor):
    """Keeps that everything has looked at the page, MkDocs at its links too."""

    def run(self, root: Element) -> None:  # noqa: ARG002  (Python-Markdown hands it over)
        """Python-Markdown's way in."""
        self.conversion.is_looked_through = True


class TellAll(OfPage, Postprocessor):
    """At the end of a page, looks for numbers that were left over, and tells every mistake that its text holds."""

    def run(self, text: str) -> str:
        """Python-Markdown's way in."""
        for found in NUMBER.finditer(NOT_TEXT.sub("", text)):
            message = (
                f"{found[0]} would be shown as it stands: inside HTML nothing is computed. Write the text in Markdown, "
                "or write `markdown` into the tag, as in <div markdown>. (An example stands between backticks.)"
            )
            self.conversion.add_in_text(Mistake(message), found[0])
        if self.conversion.is_looked_through:  # the table of contents has its headings pass through here, before
            self.conversion.mistakes += self.conversion.mistakes_of_files
            self.conversion.tell()
        return text
