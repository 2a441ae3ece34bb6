"""Questions to answer from memory. The reader writes; nothing is offered to choose from."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, model_validator

from lesson_core import LessonError
from lesson_core.reading.numbers import read_number
from lesson_core.reading.words import words
from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.inline import text_html
from site_scripts.lesson.numbers import NUMBER, evaluate
from site_scripts.lesson.option_types import Id, NumberOrText, Options, Part, Text, groups

# What `lesson_core.reading.words` does not compare: signs of formulas.
SIGNS = re.compile(r"[+=<>^*/·×÷−$`{}\[\]\\]|[0-9]\s*-|-\s*[0-9]|\s-\s")


class QuestionOptions(Options):
    """One question of a quiz. The reader writes the answer; nothing is offered to choose from."""

    ask: Text = Field(description="the question")
    answer: NumberOrText = Field(
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
    def _as_it_will_be_judged(self) -> QuestionOptions:
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
    """The questions."""

    id: Id = Field("quiz", description="its name on the page")
    questions: Annotated[list[QuestionOptions], groups(least=1)] = Field(
        description="the questions, each after a hyphen"
    )


def render(options: QuizOptions, context: Context) -> str:
    """The widget."""
    questions = [
        {
            "ask": one.ask,
            "answer": _answer(one.answer, context),
            "accept": one.accept,
            "tolerance": one.tolerance,
            "explain": one.explain,
            "hint": one.hint or "",
        }
        for one in options.questions
    ]
    texts = {
        f"questions-{k}-{name}": text_html(text, context)
        for k, one in enumerate(options.questions)
        for name, text in (("ask", one.ask), ("explain", one.explain), ("hint", one.hint or ""))
    }
    return context.widget("quiz", options.id, {"questions": questions}, texts)


def _answer(answer: str | float, context: Context) -> str | float:
    number = NUMBER.fullmatch(answer.strip()) if isinstance(answer, str) else None
    if number is None:
        return answer
    said = evaluate(number[1], context.samples)
    return said.text if said.exact is None else said.exact


FENCE = Fence(
    name="quiz",
    doc="Questions that make the reader recall.",
    model=QuizOptions,
    render=render,
    example="""\
questions:
  - ask: What do we call the length of a step?
    answer: learning rate
    accept: [step size]
    explain: The gradient is multiplied by it.
  - ask: A sigmoid gives 0.5. How steep is it there?
    answer: 0.25
    explain: The slope is a(1 − a).""",
)
