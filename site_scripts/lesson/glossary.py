"""Words that are explained wherever they stand: on hover, focus and tap, and in one list. No script is needed.

Every use of a word in text, lists and tables is marked by itself; the first in each section also stops the Tab key
and is underlined, so that a page is not paved with stops. An author marks another form of a word with
`[[other form|word]]`. Texts of fences stay plain: a question is the label of its field, where a button would take the
field's clicks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .mistakes import Mistake, allowed_words, nearest

MARK = r"\[\[([^\[\]\n]+)\]\]"
MATHML = r'<span class="katex-mathml"[^>]*>.*?</math></span>'  # a formula as screen readers take it
READ_THROUGH = {"p", "li", "ul", "ol", "dl", "dd", "em", "strong", "blockquote", "div", "details"}
READ_THROUGH |= {"table", "thead", "tbody", "tr", "th", "td"}
SECTIONS = {"h1", "h2", "h3"}


class Glossary:
    """The words of one page, each with its explanation as HTML."""

    def __init__(self) -> None:
        """No words yet."""
        self.words: dict[str, str] = {}  # by the word in small letters
        self.written: dict[str, str] = {}  # the word as its author writes it

    def add(self, word: str, explanation: str) -> None:
        """Note a word and its explanation as HTML. Raises Mistake when one of the page is the same, or nearly."""
        for other in self.written.values():
            if anchor(other) == anchor(word):
                raise Mistake(f'"{word}" and "{other}" are the same word: keep one of them.', piece=f"{word}:")
        self.words[word.lower()] = explanation
        self.written[word.lower()] = word

    def button(self, shown: str, word: str) -> str:
        """`shown`, as a button that explains `word`. Raises Mistake when the page does not explain it."""
        if word.lower() not in self.words:
            where = "no `words` fence on this page" if not self.words else allowed_words(self.words)
            raise Mistake(f"[[{word}]] is not explained: {where.rstrip('.')}.{nearest(word.lower(), self.words)}")
        return (
            f'<span class="word" data-explains="{self._text(word)}"><button type="button" class="word__button" '
            f'aria-describedby="{anchor(word)}">{shown}</button></span>'
        )

    def again(self, shown: str, word: str) -> str:
        """`shown`, explained when it is pointed at or tapped; no stop for the Tab key."""
        return f'<span class="word" tabindex="-1" data-explains="{self._text(word)}">{shown}</span>'

    def _text(self, word: str) -> str:
        """The explanation without markup.

        It stands in an attribute and is drawn by the style sheet: search and copied text hold it once, in the list.
        """
        return escape(unescape(re.sub(MATHML + r"|<[^>]+>|\u200b", "", self.words[word.lower()])))

    def explain(self, text: str) -> str:
        """What `[[text]]` stands for."""
        shown, bar, word = text.partition("|")
        if not shown.strip() or (bar and not word.strip()):
            raise Mistake(f"[[{text}]] lacks a word. Write [[gradient]], or [[slopes|gradient]].")
        return self.button(shown.strip(), (word or shown).strip())

    def list(self, widget_id: str) -> str:
        """All words and their explanations."""
        rows = "".join(
            f'<dt>{escape(self.written[word])}</dt>\n<dd id="{anchor(word)}">{text}</dd>'
            for word, text in self.words.items()
        )
        return (
            f'<section data-widget="words" data-fixed id="{widget_id}" aria-label="Words and what they mean">'
            f"<dl>{rows}</dl></section>"
        )


def anchor(word: str) -> str:
    """The id of a word's explanation in the list."""
    return "word-" + re.sub(r"\W+", "-", word.lower())


class MarkWords(Treeprocessor):
    """Marks the words of the glossary, outside headings, links, buttons and code."""

    def __init__(self, md: Markdown, glossary: Callable[[], Glossary]) -> None:
        """`glossary` is asked for when the tree is there."""
        super().__init__(md)
        self.glossary = glossary

    def run(self, root: Element) -> None:
        """Python-Markdown's way in."""
        glossary = self.glossary()
        if not glossary.words:
            return
        words = sorted(glossary.words, key=len, reverse=True)
        self.pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, words)) + r")(e?s)?(?!\w)", re.IGNORECASE)
        self.left = set(words)
        for block in root:
            if block.tag in SECTIONS:
                self.left = set(words)
            elif block.tag in READ_THROUGH:
                self._walk(block)

    def _walk(self, element: Element) -> None:
        element.text = self._with_buttons(element.text)
        for child in element:
            if child.tag in READ_THROUGH:
                self._walk(child)
            child.tail = self._with_buttons(child.tail)

    def _with_buttons(self, text: str | None) -> str | None:
        return self.pattern.sub(self._replacement, text) if text else text

    def _replacement(self, found: re.Match[str]) -> str:
        word = found[1].lower()
        glossary = self.glossary()
        again = word not in self.left
        self.left.discard(word)
        return self.md.htmlStash.store(glossary.again(found[0], word) if again else glossary.button(found[0], word))
