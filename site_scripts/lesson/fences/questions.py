"""What the fences that ask may say: predict and quiz. See `schema`."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from lesson_core import LessonError
from lesson_core.reading.numbers import read_number
from lesson_core.reading.words import words
from site_scripts.lesson.numbers import NUMBER
from site_scripts.lesson.schema import Finite, Id, Options, Text

Part = Annotated[float, Field(gt=0, le=0.5, allow_inf_nan=False)]


class PredictOptions(Options):
    """A question about a network on the page, asked before the reader sees the answer and checked on that network."""

    id: Id = Field(description="its name on the page; the answer is kept on the device under it")
    question: Text = Field(description="what to predict")
    of: Text = Field(description="the number it is about: a name such as `d_w1`, see the numbers above")
    network: Id = Field("live-network", description="the id of the network fence it is about")
    ask: Literal["number", "sign", "compare"] = Field(
        "number",
        description="what the reader gives: a number, its sign, or whether it is bigger or smaller than `than`",
    )
    than: Finite | Text = Field(0.0, description="with `ask: compare`: a number, or the name of one")
    tolerance: Part = Field(
        0.005,
        description="how far off a number may be, as a part of it (0.01 is one per cent); for `new_w1` and the like, "
        "as a part of the change. Right rounding counts too, to a tenth of the number, or of the change, or finer",
    )
    help: Literal["worked", "half", "own"] = Field(
        "own",
        description="worked: every step is shown and nothing is asked; half: the first half of the steps is shown; "
        "own: the reader works alone",
    )
    why: Text | None = Field(None, description="one line that says why, shown with the answer")

    @model_validator(mode="after")
    def _nothing_in_vain(self) -> PredictOptions:
        if self.help != "own" and not self.of.startswith(("d_", "new_")):
            raise ValueError(
                f"`help: {self.help}` has no steps to show for `{self.of}`, only for a gradient (`of: d_w1`) or an "
                "update (`of: new_w1`). Take the line away, or ask for one of these."
            )
        if self.help == "worked":
            why = "`help: worked` asks nothing. Take the line away, or write `help: half`."
            self._refuse(("ask", "than", "tolerance", "why"), why)
        if self.ask != "compare":
            self._refuse(["than"], "it is for `ask: compare`. Take the line away, or write `ask: compare`.")
        if self.ask != "number":
            self._refuse(["tolerance"], f"with `ask: {self.ask}` no number is typed. Take the line away.")
        return self


# What `lesson_core.reading.words` does not compare: signs of formulas.
SIGNS = re.compile(r"[+=<>^*/·×÷−$`{}\[\]\\]|[0-9]\s*-|-\s*[0-9]|\s-\s")


class QuizQuestion(Options):
    """One question of a quiz. The reader writes the answer; nothing is offered to choose from."""

    ask: Text = Field(description="the question")
    answer: Finite | Text = Field(
        description="the right answer: a word, a number, or a computed number such as `'{{ lesson.slope_y_hat }}'`"
    )
    accept: list[Text] = Field([], description="other words that are right too, for a number as well")
    tolerance: Part | None = Field(
        None,
        description="for a number: how far off it may be, as a part of it; right rounding to two digits or more counts "
        "too. If left out it is 0.01, but a whole number must be met exactly",
    )
    explain: Text = Field(description="why that is the answer")
    hint: Text | None = Field(None, description="what to say after a wrong answer")

    @model_validator(mode="after")
    def _as_it_will_be_judged(self) -> QuizQuestion:
        if not isinstance(self.answer, str) or NUMBER.fullmatch(self.answer):
            return self
        if (number := _as_number(self.answer)) is not None:
            raise ValueError(
                f'the answer is the text "{self.answer}", which is a number. Write `answer: {number:g}`, without '
                "quotes: readers may then write 0.5, 1/2, 50 % or half, with a unit or without."
            )
        self._refuse(["tolerance"], "the answer is a word. Take the line away, or write a number as the answer.")
        for one in (self.answer, *self.accept):
            if not words(one):
                raise ValueError(f'"{one}" has no word in it that could be compared.')
            if SIGNS.search(one):
                raise ValueError(
                    f'"{one}" holds signs of a formula, which are not compared. Ask for a word or for a number instead.'
                )
        return self


def _as_number(text: str) -> float | None:
    try:
        return read_number("", text).value
    except LessonError:
        return None


class QuizOptions(Options):
    """Questions that make the reader recall."""

    id: Id = Field("quiz", description="its name on the page")
    questions: Annotated[list[QuizQuestion], Field(min_length=1)] = Field(
        description="the questions, each after a hyphen"
    )
