"""Lesson syntax for Python-Markdown: fences, formulas, numbers that lesson_core computes, words that are explained.

A plain extension with no knowledge of its host: MkDocs, Zensical and `markdown.Markdown` use it alike. Its one option
is `docs`, the folder of the pages: for the cards, and to say in which file a mistake is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from .anchors import ID, register_anchors
from .beside import Beside
from .blocks import Block, split
from .checks import Headings, LookedThrough, NotInCode, TellAll
from .comments import without_comments
from .contents import Contents
from .conversion import Conversion, OfPage
from .ending import Ending
from .fence import FenceOnPage
from .fences import FENCES
from .front_matter import wrong_lessons
from .glossary import MarkWords
from .inline import register_inline
from .lists import AsGitHub, NamedTicks
from .markup import check_markup
from .minutes import minutes_of, rounded, sections_of
from .mistakes import DOCS, LessonSourceError, Mistake, all_of
from .prose import check_prose


class LessonExtension(Extension):
    """Adds the lesson syntax to one Markdown instance."""

    def __init__(self, **settings: object) -> None:
        """The settings are those of `config`, as Python-Markdown wants them."""
        self.config = {"docs": [str(DOCS), "the folder of the pages"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        """Python-Markdown's way in. The priorities of its own processors, and of others, stand in brackets."""
        conversion = Conversion(md, Path(self.getConfig("docs")))
        md.preprocessors.register(Begin(conversion), "lesson_begin", 1000)
        # After white space is made even (30), before superfences takes every fence (25).
        md.preprocessors.register(Fences(conversion), "lesson_fences", 29)
        # Between them and superfences: code that stands in a list is where that looks for it.
        md.preprocessors.register(AsGitHub(conversion), "lesson_lists", 28)
        register_inline(md, lambda: conversion.context, conversion.add_in_text)
        # After the inline patterns (20), which leave plain text in the tree.
        md.treeprocessors.register(MarkWords(md, lambda: conversion.context.glossary), "lesson_words", 15)
        # Before highlighting (30) takes code out of the tree.
        md.treeprocessors.register(NotInCode(conversion), "lesson_not_in_code", 31)
        # Before the headings get their addresses (5).
        md.treeprocessors.register(Headings(conversion), "lesson_headings", 6)
        # Before anything looks at the headings: the tree keeps them, some deeper.
        md.treeprocessors.register(Beside(conversion), "lesson_beside", 7)
        # After the headings have their addresses (5).
        md.treeprocessors.register(Contents(conversion), "lesson_contents", 4)
        md.treeprocessors.register(Ending(conversion), "lesson_ending", 3)
        register_anchors(md, lambda: conversion.anchors)
        # After MkDocs, which looks for where links lead (0).
        md.treeprocessors.register(LookedThrough(conversion), "lesson_looked_through", -1)
        # After what was kept aside is back (30).
        md.postprocessors.register(NamedTicks(md), "lesson_named_ticks", 25)
        md.postprocessors.register(TellAll(conversion), "lesson_tell_all", 0)


class Begin(OfPage, Preprocessor):
    """Keeps the page's text as it came, so that a mistake can be found in its file."""

    def run(self, lines: list[str]) -> list[str]:
        """Python-Markdown's way in."""
        self.conversion.begin("\n".join(lines))
        self.conversion.mistakes_of_files = wrong_lessons(self.conversion.docs)
        return lines


class Fences(OfPage, Preprocessor):
    """Replaces each lesson fence and each block formula by its HTML; the rest stays as it is."""

    def run(self, lines: list[str]) -> list[str]:
        """Python-Markdown's way in."""
        lines, unclosed = without_comments(lines)
        if unclosed is not None:
            self._keep(Mistake("a comment begins here with <!-- and never ends. End it with -->.", unclosed))
        blocks = self._attempt(0, lambda: list(split(lines, FENCES, self._keep)))
        if blocks is None:  # one never ends, and nobody knows what is behind it
            raise all_of(self.conversion.mistakes)
        prose = [""] * len(lines)
        for block in blocks:
            if block.kind == "text" and len(block.lines) == 1:  # longer ones are code
                prose[block.start] = block.lines[0]
        check_prose(prose, self._keep)
        file = self.conversion.page.file()
        check_markup(prose, file.parent if file else None, self._keep)
        fences = self._read(blocks, noted_first=True)
        self.conversion.lacks_network = bool(self.conversion.mistakes)
        fences |= self._read(blocks, noted_first=False)
        minutes = self._minutes(blocks) if file and file.parent.name == "lessons" else {}
        parts = [[*self._replaced(block, fences), *minutes.get(block.start, ())] for block in blocks]
        return [*minutes.get(-1, ()), *(line for part in parts for line in part)]

    def _minutes(self, blocks: list[Block]) -> dict[int, list[str]]:
        """What is said of the time, by the line of the heading that it stands below; of the whole at -1."""
        self.conversion.sections = sections = list(sections_of(blocks))
        said = {section.line: section.said for section in sections}
        if sections:
            reading, doing = minutes_of(sections)
            said[-1] = f"Reading takes about {rounded(reading)} min; with every question and experiment it is about "
            said[-1] += f"{rounded(reading + doing)} min."
        return {
            line: ["", self.md.htmlStash.store(f'<p class="minutes">{text}</p>'), ""] for line, text in said.items()
        }

    def _keep(self, mistake: Mistake) -> None:
        self.conversion.add(mistake, mistake.line)

    def _read(self, blocks: list[Block], *, noted_first: bool) -> dict[int, FenceOnPage[Any]]:
        """The fences of one of the two stages by their first lines, their options checked, and their notes taken."""
        found: dict[int, FenceOnPage[Any]] = {}

        def read(block: Block) -> None:
            fence = FENCES[block.name].read(block.body)
            fence.note(self.conversion.context)
            found[block.start] = fence

        for block in blocks:
            if block.kind == "fence" and FENCES[block.name].noted_first is noted_first:
                self._attempt(block.start + 1, partial(read, block))
        return found

    def _replaced(self, block: Block, fences: dict[int, FenceOnPage[Any]]) -> list[str]:
        """The lines that stand in the block's place."""
        if block.kind == "text":
            return list(block.lines)
        if block.kind == "formula":
            html = self._attempt(block.start, lambda: self._formula(block))
        elif fence := fences.get(block.start):
            html = self._attempt(block.start + 1, lambda: fence.render(self.conversion.context))
        else:
            return []  # its mistake is kept
        placeholder = self.md.htmlStash.store(html or "")
        self.conversion.anchors.update(ID.findall(html or ""))
        self.conversion.origins[placeholder] = block.start, f"{block.name} fence" if block.name else "formula"
        return ["", block.indent + placeholder, ""]

    def _formula(self, block: Block) -> str:
        try:
            return f'<div class="formula">{self.conversion.context.formula(block.body, True)}</div>'
        except Mistake as mistake:
            raise Mistake(mistake.message, mistake.line_in("\n".join(block.lines))) from mistake

    def _attempt[T](self, line: int, work: Callable[[], T]) -> T | None:
        """What the work gives, or None and its mistake is kept; it counts its lines from `line`."""
        try:
            return work()
        except Mistake as mistake:
            self.conversion.add(mistake, line + mistake.line)
        except LessonSourceError as error:  # of another file, whose card this page shows
            self.conversion.mistakes.append(error)
        return None


def makeExtension(**settings: object) -> LessonExtension:
    """Python-Markdown's entry."""
    return LessonExtension(**settings)
