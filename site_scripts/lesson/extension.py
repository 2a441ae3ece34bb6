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

from site_scripts.lesson.fences.all import note_fence, render_fence

from .anchors import ID, register_anchors
from .blocks import Block, split
from .checks import BEGUN, FOOTNOTE, SPACED_FORMULA, Headings, NotInCode, TellAll, begun, lost_footnote, spaced_formula
from .context import Context
from .formulas import render_formula
from .front_matter import check_lessons
from .glossary import MARK, MarkWords
from .mistakes import DOCS, LessonSourceError, Mistake, Page, all_of
from .numbers import NUMBER, evaluate, number_html
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
        register_inline(md, lesson, lesson.wrong_text)
        # After the inline patterns (20), which leave plain text in the tree.
        md.treeprocessors.register(MarkWords(md, lambda: lesson.context.glossary), "lesson_words", 15)
        # Before highlighting (30) takes code out of the tree.
        md.treeprocessors.register(NotInCode(lesson), "lesson_not_in_code", 31)
        # Before the headings get their addresses (5).
        md.treeprocessors.register(Headings(lesson), "lesson_headings", 6)
        register_anchors(md, lambda: lesson.anchors)
        md.postprocessors.register(TellAll(lesson), "lesson_mistakes", 0)


class InlineOnly(Extension):
    """The lesson's inline syntax, for texts inside fences."""

    def __init__(self, lesson: Lesson):
        super().__init__()
        self.lesson = lesson

    def extendMarkdown(self, md: Markdown) -> None:
        register_inline(md, self.lesson, self.wrong)

    def wrong(self, mistake: Mistake, piece: str) -> None:
        """The fence knows where its texts stand."""
        raise Mistake(mistake.message, piece=mistake.piece or piece) from mistake


type Wrong = Callable[[Mistake, str], None]


def register_inline(md: Markdown, lesson: Lesson, wrong: Wrong) -> None:
    """Formulas and numbers: after code spans (190), before backslashes lose their meaning (180)."""

    def register(name: str, pattern: str, render: Callable[[str], str], priority: int) -> None:
        md.inlinePatterns.register(Inline(pattern, md, render, wrong), name, priority)

    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "$"]
    register("lesson_formula", INLINE_FORMULA, lesson.formula, 186)
    register("lesson_number", NUMBER.pattern, lesson.number, 185)
    register("lesson_begun", BEGUN, begun, 184.5)
    register("lesson_spaced_formula", SPACED_FORMULA, spaced_formula, 184.3)
    register("lesson_lost_footnote", FOOTNOTE, lost_footnote, 174)  # after footnotes (175)
    register("lesson_word", MARK, lambda text: lesson.context.glossary.marked(text), 184)


class Lesson:
    """The page under conversion, shared by the processors of one Markdown instance."""

    def __init__(self, docs: Path):
        self.docs = docs
        self.begin("")

    def begin(self, text: str) -> None:
        """A new page: nothing of the last one stays."""
        self.page = Page(text, self.docs)
        self.wrong: list[LessonSourceError] = []
        self.anchors: set[str] = set()  # every id inside a fence
        self.places: dict[str, tuple[int, str]] = {}  # what stands in for a fence or formula: its line, its name
        self.context = Context(
            inline=self.inline,
            formula=self.formula,
            number=self.number,
            docs=self.docs,
            file=self.page.file,
            section=prerendered,
        )

    def wrong_text(self, mistake: Mistake, piece: str) -> None:
        """Note a mistake in running text; the rest of the page is looked through as well."""
        self.wrong.append(self.page.error(self.page.line_of(piece), mistake.message))

    def tell(self) -> None:
        """Raise what is noted, if anything is."""
        if self.wrong:
            raise all_of(self.wrong)

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
        blocks = list(self._placed(0, lambda: list(split(lines))) or ())
        self.lesson.tell()
        self._note(blocks, "network")
        self.lesson.tell()  # what refers to a wrong network would say only that it is not there
        self._note(blocks, "words", "reflect")
        replaced = [line for block in blocks for line in self._replaced(block)]
        self.lesson.tell()
        return replaced

    def _note(self, blocks: list[Block], *names: str) -> None:
        for block in blocks:
            if block.name in names:
                self._placed(
                    block.start + 1, lambda block=block: note_fence(block.name, block.body, self.lesson.context)
                )

    def _replaced(self, block: Block) -> list[str]:
        if block.kind == "text":
            return list(block.lines)
        if block.kind == "formula":
            html = self._placed(block.start, lambda: self._formula(block))
        else:
            html = self._placed(block.start + 1, lambda: render_fence(block.name, block.body, self.lesson.context))
        placeholder = self.md.htmlStash.store(html)
        self.lesson.anchors.update(ID.findall(html or ""))
        self.lesson.places[placeholder] = block.start, f"{block.name} fence" if block.name else "formula"
        return ["", block.indent + placeholder, ""]

    def _formula(self, block: Block) -> str:
        try:
            return f'<div class="formula">{self.lesson.formula(block.body, True)}</div>'
        except Mistake as mistake:
            raise Mistake(mistake.message, mistake.line_in("\n".join(block.lines))) from mistake

    def _placed[T](self, line: int, work: Callable[[], T]) -> T | None:
        """What the work gives, or None and its mistake noted: all of a page are told in one go."""
        try:
            return work()
        except Mistake as mistake:
            self.lesson.wrong.append(self.lesson.page.error(line + mistake.line, mistake.message))
            return None


class Inline(InlineProcessor):
    """One pattern in a line of text, whose first group `render` turns into HTML; `wrong` is told of mistakes."""

    def __init__(self, pattern: str, md: Markdown, render: Callable[[str], str], wrong: Wrong):
        super().__init__(pattern, md)
        self.render, self.wrong = render, wrong

    def handleMatch(self, match: re.Match, data: str):
        try:
            html = self.render(match[1])
        except Mistake as mistake:
            self.wrong(mistake, match[0])
            html = ""
        return self.md.htmlStash.store(html), match.start(0), match.end(0)


def makeExtension(**settings: Any) -> LessonExtension:
    """Python-Markdown's entry."""
    return LessonExtension(**settings)
