"""What an author may say of a valley: which parameter, from where to where, and the steps on it."""

from dataclasses import dataclass
from functools import partial

from lesson_core.checks import LessonError, as_float, as_positive, as_text, as_whole
from lesson_core.naming import find_parameter, value_of
from lesson_core.problem import Problem
from lesson_core.records import Record, Versioned, each, nested, option
from lesson_core.widgets.network.options import NetworkOptions


@dataclass(frozen=True)
class ValleyOptions(Record):
    """What an author may say."""

    low: float = option(..., as_float, "the parameter at the left edge")
    high: float = option(..., as_float, "the parameter at the right edge")
    rates: tuple[float, ...] = option(..., each(as_positive), "the learning rates, one picture for each")
    of: str = option("w1", as_text, "the parameter that moves; all others are held still")
    steps: int = option(8, partial(as_whole, least=1, most=40), "how many steps are drawn")
    network: NetworkOptions = option(NetworkOptions(), nested(NetworkOptions), "the network it is about")


@dataclass(frozen=True)
class State(Versioned):
    """The problem, and what is drawn of it."""

    problem: Problem
    of: str
    low: float
    high: float
    rates: tuple[float, ...]
    steps: int

    def __post_init__(self) -> None:
        """Check that the parameter starts where it is drawn."""
        network = self.problem.network
        start = value_of(network.layers, find_parameter(network, self.of))
        for end, outside in (("low", start < self.low), ("high", start > self.high)):
            if outside:
                raise LessonError(end, f"leaves out {start:g}, where {self.of} starts. Move it beyond")


def opened(options: ValleyOptions) -> State:
    """The first and only state."""
    problem = options.network.problem()
    return State(problem, options.of, options.low, options.high, options.rates, options.steps)
