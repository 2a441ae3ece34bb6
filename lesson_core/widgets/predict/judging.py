"""Whether a prediction is right, and which slip led to a wrong one."""

import math

from lesson_core.checks import LessonError, one_of
from lesson_core.problem import Problem
from lesson_core.reading.numbers import read_number

from .slips import recognise
from .state import ASKS, Setting
from .words import (
    FIELD,
    NOISE,
    NOT_FINITE,
    Verdict,
    choice_verdict,
    old_value,
    right_number,
    too_coarse,
    wrong_number,
)

WORDS = {"sign": ("negative", "zero", "positive"), "compare": ("smaller", "equal", "bigger")}  # below, at, above


def compared_with(setting: Setting, values: dict[str, float]) -> float:
    """The number that the one asked for is compared with."""
    return values[setting.than] if isinstance(setting.than, str) else setting.than


def judge(setting: Setting, problem: Problem, values: dict[str, float], text: str) -> Verdict:
    """What is to be said of the answer. Raises LessonError for an answer that cannot be judged."""
    truth, than = values[setting.of], compared_with(setting, values)
    if not math.isfinite(truth) or not math.isfinite(than):
        raise LessonError("", NOT_FINITE)
    if setting.ask == "number":
        return _judge_number(setting, problem, values, text)
    one_of(FIELD, text, ASKS[setting.ask])
    against = than if setting.ask == "compare" else 0.0
    # Equal in exact arithmetic, two numbers of a network may differ by the rounding of floats.
    difference = 0.0 if math.isclose(truth, against, rel_tol=NOISE) else truth - against
    right = WORDS[setting.ask][(difference > 0) - (difference < 0) + 1]
    return choice_verdict(setting.ask, text, right, truth, than, setting.why)


def _judge_number(setting: Setting, problem: Problem, values: dict[str, float], text: str) -> Verdict:
    truth, typed = values[setting.of], read_number(FIELD, text)
    is_new = setting.of.startswith("new_")
    old = values[setting.of.removeprefix("new_")] if is_new else 0.0
    scale = abs(truth - old)  # of a parameter after its update: how far it moves
    if is_new and typed.value == old != truth:
        return old_value(old, truth)
    if typed.fits(truth, scale, setting.tolerance) or (typed.is_rounded(truth) and abs(truth) < NOISE):
        return right_number(typed.value, truth, setting.why)
    if typed.is_rounded(truth):
        return too_coarse(setting.of)
    slip = recognise(problem, setting.of, truth, scale, typed, setting.tolerance)
    return wrong_number(setting.of, typed.value, truth, slip, old)
