"""What an author asks about a network, and what the reader has answered."""

from dataclasses import dataclass
from functools import partial

from lesson_core.checks import LessonError, as_float, as_positive, as_text, one_of
from lesson_core.problem import Problem
from lesson_core.reading.numbers import as_answer
from lesson_core.records import Record, Versioned, field_names, nested, option, or_none, part
from lesson_core.values import named_values
from lesson_core.widgets.network.options import NetworkOptions
from lesson_core.widgets.network.options import opened as open_network
from lesson_core.widgets.network.state import State as NetworkState

from .words import FIELD, does_not_fit

ASKS: dict[str, tuple[str, ...]] = {
    "number": (),
    "sign": ("negative", "zero", "positive"),
    "compare": ("bigger", "smaller", "equal"),
}
HELPS = ("worked", "half", "own")
DEFAULT_TOLERANCE = 0.005  # of the number asked for: tells the slips of the lesson's network from the truth


def as_name_or_number(argument: str, value: object) -> str | float:
    """A text as it is, or a finite float, else LessonError."""
    return value if isinstance(value, str) else as_float(argument, value)


@dataclass(frozen=True)
class Setting(Record):
    """What the author asks; `of` is a name of `values.named_values`."""

    of: str = option(..., as_text, "the number it is about: a name such as `d_w1`")
    question: str = option("", as_text, "what to predict", markdown=True)
    ask: str = option("number", partial(one_of, allowed=ASKS), "what the reader gives")
    than: str | float = option(0.0, as_name_or_number, "with `ask: compare`: a number, or the name of one")
    tolerance: float = option(DEFAULT_TOLERANCE, as_positive, "how far off a number may be, as a part of it")
    help: str = option("own", partial(one_of, allowed=HELPS), "how many of the steps are shown")
    why: str = option("", as_text, "one line that says why, shown with the answer", markdown=True)


@dataclass(frozen=True)
class PredictOptions(Setting):
    """What an author may say of a prediction: the question, and the network that it is about."""

    network: NetworkOptions = option(NetworkOptions(), nested(NetworkOptions), "the network it is about")


@dataclass(frozen=True)
class State(Versioned):
    """The question, the network as it was last seen, and the reader's answer; None for not yet."""

    setting: Setting
    network: NetworkState
    text: str | None = part(or_none(lambda _, text: as_answer(FIELD, text)), None)


def values_of(setting: Setting, problem: Problem) -> dict[str, float]:
    """Every number of the network by its name. Raises LessonError where what is asked for is none of them."""
    values = named_values(problem)
    if setting.of not in values or (isinstance(setting.than, str) and setting.than not in values):
        raise LessonError("", does_not_fit(setting.of))
    return values


def opened(options: PredictOptions) -> State:
    """The first state. Raises LessonError where `of` or `than` is not a number of the network."""
    network = open_network(options.network)
    known = named_values(network.problem)
    one_of("of", options.of, known)
    if isinstance(options.than, str):
        one_of("than", options.than, known)
    return State(Setting(**{name: getattr(options, name) for name in field_names(Setting)}), network)
