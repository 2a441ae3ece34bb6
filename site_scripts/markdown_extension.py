"""Lesson syntax for Python-Markdown: fences, formulas, numbers that lesson_core computes, words that are explained.

A plain extension with no knowledge of its host: MkDocs, Zensical and `markdown.Markdown` use it alike. Its one option
is `docs`, the folder of the pages: for the cards, and to say in which file a mistake is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor

from .formulas import render_formula
from .front_matter import check_lessons
from .lesson_blocks import Block, split
from .lesson_context import Context
from .lesson_fences import note_fence, render_fence
from .lesson_numbers import NUMBER, evaluate, number_html
from .lesson_source import DOCS, Mistake, Page
from .lesson_words import MARK, MarkWords
from .prerender import WidgetError
from .widget_cache import kept_section

INLINE_FORMULA = r"(?<![\\$\w])\$(?=\S)((?:\\.|[^$\\\n\x02])+?)(?<=\S)\$(?![\d$])"


class LessonExtension(Extension):
    """Adds the lesson syntax to one Markdown instance."""

    def __init__(self, **settings: Any):
        self.config = {"docs": [str(DOCS), "the folder of the pages"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        lesson = Lesson(Path(self.getConfig("docs")))
        md.preprocessors.register(KeepText(lesson), "lesson_text", 1000)
        # After white space is made even (30), before superfences takes every fence (25).
        md.preprocessors.register(Fences(md, lesson), "lesson_fences", 29)
        register_inline(md, lesson)
        # After the inline patterns (20), which leave plain text in the tree.
        md.treeprocessors.register(MarkWords(md, lambda: lesson.context.glossary), "lesson_words", 15)


class InlineOnly(Extension):
    """The lesson's inline syntax, for texts inside fences."""

    def __init__(self, lesson: Lesson):
        super().__init__()
        self.lesson = lesson

    def extendMarkdown(self, md: Markdown) -> None:
        register_inline(md, self.lesson)


def register_inline(md: Markdown, lesson: Lesson) -> None:
    """Formulas and numbers: after code spans (190), before backslashes lose their meaning (180)."""
    md.inlinePatterns.register(Inline(INLINE_FORMULA, md, lesson, lesson.formula), "lesson_formula", 186)
    md.inlinePatterns.register(Inline(NUMBER.pattern, md, lesson, lesson.number), "lesson_number", 185)
    md.inlinePatterns.register(
        Inline(MARK, md, lesson, lambda text: lesson.context.glossary.marked(text)), "lesson_word", 184
    )


class Lesson:
    """The page under conversion, shared by the processors of one Markdown instance."""

    def __init__(self, docs: Path):
        self.docs = docs
        self.begin("")

    def begin(self, text: str) -> None:
        """A new page: nothing of the last one stays."""
        self.page = Page(text, self.docs)
        self.context = Context(
            inline=self.inline,
            formula=self.formula,
            number=self.number,
            docs=self.docs,
            file=self.page.file,
            section=prerendered,
        )

    def formula(self, tex: str, block: bool = False) -> str:
        """TeX, with numbers in it filled in, as HTML."""

        def filled(found: re.Match) -> str:
            return evaluate(found[1], self.context.samples)[1].replace(",", "{,}")  # in TeX a bare comma makes a gap

        return render_formula(NUMBER.sub(filled, tex), block)

    def number(self, expression: str) -> str:
        return number_html(expression, self.context.samples)

    def inline(self, text: str) -> str:
        """Author's text inside a fence, as HTML; a single paragraph loses its tags."""
        html = Markdown(extensions=[InlineOnly(self)]).convert(text)
        return html.removeprefix("<p>").removesuffix("</p>") if html.count("<p>") == 1 else html


def prerendered(*args: Any, **settings: Any) -> str:
    """The whole section of a widget, in its first state. Raises Mistake for options that lesson_core refuses."""
    try:
        return kept_section(*args, **settings)
    except WidgetError as error:
        raise Mistake(f"{error}.", option=(error.option,) if error.option else ()) from error


class KeepText(Preprocessor):
    """Keeps the page's text as it came, so that a mistake can be found in its file."""

    def __init__(self, lesson: Lesson):
        super().__init__()
        self.lesson = lesson

    def run(self, lines: list[str]) -> list[str]:
        self.lesson.begin("\n".join(lines))
        check_lessons(self.lesson.docs)
        return lines


class Fences(Preprocessor):
    """Replaces each lesson fence and each block formula by its HTML; the rest stays as it is."""

    def __init__(self, md: Markdown, lesson: Lesson):
        super().__init__(md)
        self.lesson = lesson

    def run(self, lines: list[str]) -> list[str]:
        blocks = self._placed(0, lambda: list(split(lines)))
        for block in blocks:
            if block.kind == "fence":
                self._placed(
                    block.start + 1, lambda block=block: note_fence(block.name, block.body, self.lesson.context)
                )
        return [line for block in blocks for line in self._replaced(block)]

    def _replaced(self, block: Block) -> list[str]:
        if block.kind == "text":
            return list(block.lines)
        if block.kind == "formula":
            html = self._placed(
                block.start, lambda: f'<div class="formula">{self.lesson.formula(block.body, True)}</div>'
            )
        else:
            html = self._placed(block.start + 1, lambda: render_fence(block.name, block.body, self.lesson.context))
        return ["", block.indent + self.md.htmlStash.store(html), ""]

    def _placed[T](self, line: int, work: Callable[[], T]) -> T:
        try:
            return work()
        except Mistake as mistake:
            raise self.lesson.page.error(line + mistake.line, mistake.message) from mistake


class Inline(InlineProcessor):
    """One pattern in a line of text, whose first group `render` turns into HTML."""

    def __init__(self, pattern: str, md: Markdown, lesson: Lesson, render: Callable[[str], str]):
        super().__init__(pattern, md)
        self.lesson, self.render = lesson, render

    def handleMatch(self, match: re.Match, data: str):
        try:
            html = self.render(match[1])
        except Mistake as mistake:
            page = self.lesson.page
            raise page.error(page.line_of(match[0]), mistake.message) from mistake
        return self.md.htmlStash.store(html), match.start(0), match.end(0)


def makeExtension(**settings: Any) -> LessonExtension:
    """Python-Markdown's entry."""
    return LessonExtension(**settings)
