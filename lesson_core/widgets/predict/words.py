"""What a prediction says. Values in, text out."""

import math
from dataclasses import dataclass

from lesson_core.chain import Factor
from lesson_core.markup.numbers import TIMES, count, every_digit, fmt
from lesson_core.naming import Parameter

from .diagnoses import DIAGNOSES, advice, asked, diagnosis
from .slips import Slip

FIELD = "your answer"
NOISE = 1e-12  # as a part: what the rounding of floats leaves between two numbers that are equal in exact arithmetic

NOTHING_ANSWERED = "Nothing is answered yet. Write or choose an answer first."
NOT_FINITE = "In this network that is no finite number just now. Press Reset there, and try again."
WORKED, PREDICT_FIRST = "A worked example", "Predict first"
CHECK, LOOK, SKIP = "Check", "Use the network as it stands now", "Skip, and show the answer"
ABOUT = "The numbers here are those of"
WHY = "Why"  # in the place of SKIP after a right answer
PRODUCT = "multiply them all: the gradient"


def label_of(_state: object, field: str) -> str | None:
    """What the reader's field is called, or the whole question; None for any other name."""
    return {FIELD: "Your answer", "": "This question"}.get(field)


def does_not_fit(of: str) -> str:
    """The network has not what the question is about."""
    return f"The network on this page has no {of}, so this question does not fit it."


def which_network(segment: int, epoch: int) -> str:
    """Whose numbers a card shows, after so many edits and epochs."""
    return f"your network at epoch {count(epoch)}" if segment or epoch else "the lesson’s network"


def reason_of(factor: Factor, parameter: Parameter) -> str:
    """Why a factor of the parameter's full chain has its number."""
    if factor.above == "L":
        return "how the loss answers when it grows"
    if not factor.above.startswith("z"):
        return "the slope of its activation function, where it stands"
    if factor.below != parameter.name:
        return "the weight between them"
    return "a bias is added as it is" if parameter.is_bias else "the value that the weight multiplied"


def reason_of_update(old: float, rate: float | None) -> str:
    """How the last line comes about. `rate` is None for a bias that is kept as it is."""
    if rate is None:
        return "this network keeps its biases as they are"
    was, times = fmt(old, 6, trim=True), fmt(rate, 6, trim=True)
    return f"the old value {was} minus the learning rate {times} times the gradient"


@dataclass(frozen=True)
class Verdict:
    """A sentence about an answer; `kind` is right, wrong, coarse, or empty when nothing is answered."""

    kind: str
    sentence: str
    why: str = ""


def beside(value: float, other: float, decimals: int) -> tuple[str, str]:
    """Two numbers to compare, with the same places: `decimals`, or as many more as it takes to tell them apart."""
    if math.isclose(value, other, rel_tol=NOISE):
        return fmt(value, decimals), fmt(value, decimals)
    for places in (decimals, 6, 9, 12):
        texts = fmt(value, places), fmt(other, places)
        if texts[0] != texts[1]:
            return texts
    return every_digit(value), every_digit(other)


def right_number(given: float, truth: float, why: str) -> Verdict:
    """Yes, with as many places as the page has."""
    shown = fmt(truth, 6)
    told = TIMES in shown or round(given, 6) == round(truth, 6)  # the page has no more places to give than the reader
    return Verdict("right", "Yes." if told else f"Yes. To six decimal places it is {shown}.", why)


def too_coarse(of: str) -> Verdict:
    """Rounded rightly, but too far."""
    small = ", but the change is small beside your last decimal place" if of.startswith("new_") else ""
    return Verdict("coarse", f"Right as far as it goes{small}. Give more decimal places.")


def old_value(old: float, truth: float) -> Verdict:
    """The answer is the value before the update."""
    if abs(truth - old) < 0.5e-6:  # no place that the page shows tells them apart
        only = f"the change is only {fmt(truth - old, 6, sign=True)}"
        return Verdict("coarse", f"Right as far as it goes, but that is the old value too: {only}.")
    return Verdict("wrong", f"Not yet. {DIAGNOSES['no_step']}")


def wrong_number(of: str, given: float, truth: float, slip: Slip | None, old: float) -> Verdict:
    """What slipped, where one slip explains the answer; else how the answer differs. `old`: what is to be changed."""
    if slip is not None:
        return Verdict("wrong", f"Not yet. {diagnosis(slip, of)}")
    return Verdict("wrong", f"Not yet{_difference(of, given, truth, old)}")


def _difference(of: str, given: float, truth: float, old: float) -> str:
    more = advice(of)
    if of.startswith("new_"):
        if truth == old:
            return ": this update leaves it as it is."
        if (given < old) != (truth < old):
            return f": that is a step the wrong way. {more}"
        far = "too far" if abs(given - old) > abs(truth - old) else "not far enough"
        return f": the step goes the right way, but {far}. {more}"
    if truth == 0:
        zeros = {"gradient": "Look for a factor that is 0.", "change": "This update leaves it as it is."}
        hint = zeros.get(asked(of), more)
        return f": it is nearer to 0 than that. {hint}"
    if given and (given < 0) != (truth < 0):
        return f", and the sign is the other one. {more}"
    where = "too far from 0" if abs(given) > abs(truth) else "too near 0"
    return f": the {'sign is right, but the ' if given else ''}number is {where}. {more}"


def choice_verdict(ask: str, given: str, right: str, truth: float, than: float, why: str) -> Verdict:
    """The word that is right, with the number or numbers that make it so."""
    numbers = ", beside ".join(beside(truth, than, 4)) if ask == "compare" else fmt(truth)
    if given == right:
        return Verdict("right", f"Yes, {right}: it is {numbers}.", why)
    return Verdict("wrong", f"Not {given} but {right}: it is {numbers}.", why)
