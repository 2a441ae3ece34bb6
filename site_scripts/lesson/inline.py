"""Syntax inside a line of text: formulas, numbers, marked words; and what looks like one of them and is none."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor

from .context import Context
from .glossary import MARK
from .mistakes import Mistake
from .numbers import NUMBER

FORMULA = r"(?<![\\$\w])\$(?=\S)((?:\\.|[^$\\\n\x02])+?)(?<=\S)\$(?![\d$])"
# What is left of numbers and formulas when those that are whole have been taken out.
BEGUN = r"(?<!\\)(\{\{|\$\$|\{ *[a-z][\w-]*\.\w+[^{}\n]*\})"
# Both would be shown as they stand: a formula with space inside its dollar signs, a footnote that is defined nowhere.
SPACED_FORMULA = r"(?<![\\$\w])(\$(?: (?:\\.|[^$\\\n\x02])+?|(?:\\.|[^$\\\n\x02])+? )\$)(?![\w$])"
FOOTNOTE = r"(?<!\\)\[\^([^\]\s]+)\](?!:)"

type Tell = Callable[[Mistake, str], None]  # takes a mistake and the words it is about


def register_inline(md: Markdown, context: Callable[[], Context], tell: Tell) -> None:
    """Formulas and numbers: after code spans (190), before backslashes lose their meaning (180)."""

    def register(name: str, pattern: str, render: Callable[[str], str], priority: float) -> None:
        md.inlinePatterns.register(Inline(pattern, md, render, tell), name, priority)

    # As GitHub has them: $`x`$, and a backslash that ends a line.
    register("lesson_formula_in_code", r"(?<![\\$\w])\$`([^`\n\x02]+)`\$", lambda tex: context().formula(tex), 191)
    md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "lesson_line_end", 183)
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "$"]
    register("lesson_formula", FORMULA, lambda tex: context().formula(tex), 186)
    register("lesson_number", NUMBER.pattern, lambda expression: context().number(expression), 185)
    register("lesson_begun", BEGUN, refuse_begun, 184.5)
    register("lesson_spaced_formula", SPACED_FORMULA, refuse_spaced_formula, 184.3)
    register("lesson_word", MARK, lambda text: context().glossary.explain(text), 184)
    register("lesson_lost_footnote", FOOTNOTE, refuse_footnote, 174)  # after footnotes (175)


class Inline(InlineProcessor):
    """One pattern in a line of text, whose first group `render` turns into HTML; `tell` gets the mistakes."""

    def __init__(self, pattern: str, md: Markdown, render: Callable[[str], str], tell: Tell) -> None:
        """`pattern` has one group."""
        super().__init__(pattern, md)
        self.render, self.tell = render, tell

    def handleMatch(self, match: re.Match[str], _data: str) -> tuple[str, int, int]:  # type: ignore[override]  # the stubs know the older form
        """Python-Markdown's way in."""
        try:
            html = self.render(match[1])
        except Mistake as mistake:
            self.tell(mistake, match[0])
            html = ""
        return self.md.htmlStash.store(html), match.start(0), match.end(0)


class TextOfFence(Extension):
    """The inline syntax for one text inside a fence, which knows where its texts stand: so mistakes are raised."""

    def __init__(self, context: Context) -> None:
        """`context`: of the page on which the fence stands."""
        super().__init__()
        self.context = context

    def extendMarkdown(self, md: Markdown) -> None:
        """Python-Markdown's way in."""
        register_inline(md, lambda: self.context, self._raise)

    def _raise(self, mistake: Mistake, piece: str) -> None:
        raise Mistake(mistake.message, piece=mistake.piece or piece) from mistake


def text_html(text: str, context: Context) -> str:
    """Author's text inside a fence, as HTML; a single paragraph loses its tags. Raises Mistake."""
    html = Markdown(extensions=[TextOfFence(context)]).convert(text)
    return html.removeprefix("<p>").removesuffix("</p>") if html.count("<p>") == 1 else html


def refuse_begun(text: str) -> str:
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


def refuse_spaced_formula(text: str) -> str:
    """Raises Mistake: a reader would see the dollar signs."""
    tex = " ".join(text.strip("$").split())
    raise Mistake(
        f'"{text}" would be shown as it stands. A formula has no space inside its dollar signs: ${tex}$. For dollars '
        "write \\$."
    )


def refuse_footnote(name: str) -> str:
    """Raises Mistake: footnotes that are defined are taken before this looks, so a reader would see the brackets."""
    raise Mistake(
        f"[^{name}] names a footnote that this text does not define. Put it below the text, on a line of its own: "
        f"[^{name}]: what it says. (Texts inside fences have no footnotes.)"
    )
