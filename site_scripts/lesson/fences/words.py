"""Words that a lesson explains: in one list, and wherever they stand (see `glossary`)."""

from __future__ import annotations

from pydantic import ConfigDict, RootModel, model_validator

from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.inline import text_html
from site_scripts.lesson.mistakes import quote
from site_scripts.lesson.option_types import Text, complaint


class WordsOptions(RootModel[dict[Text, Text]]):
    """Each line is a word, a colon and its explanation."""

    model_config = ConfigDict(strict=True, frozen=True, title="a word and what it means")

    @model_validator(mode="before")
    @classmethod
    def _check_words(cls, data: dict[object, object]) -> dict[object, object]:
        if not data:
            raise complaint(": it explains no word. Write at least one, a colon, and what it means.")
        for word in data:
            if not isinstance(word, str):
                raise complaint(": a word is text; put it in quotes.", (quote(word),))
        return data


def note(options: WordsOptions, context: Context) -> None:
    """Each word is explained wherever it stands."""
    for word, text in options.root.items():
        context.glossary.add(word, text_html(text, context))


def render(_options: WordsOptions, context: Context) -> str:  # the glossary has them all, as HTML
    """The list."""
    return context.glossary.list(context.claim("words", "Put all words of the page into one words fence."))


FENCE = Fence(
    name="words",
    doc="Words that this lesson explains, one a line: the word, a colon, what it means.",
    model=WordsOptions,
    render=render,
    note=note,
    example="""\
loss: One number that says how wrong a guess is.
learning rate: How large each step is.""",
)
