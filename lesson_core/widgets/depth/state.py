"""The depth lab's state, and how a reader's choices change it. No markup, no numpy.

The state holds the choices and the number of steps made, never the weights: 100 layers of 128 units would be 30 MB of
JSON. What the run looks like after so many steps is worked out from the choices (runs.py).
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from lesson_core.checks import LessonError, WrongValueError, as_flag, as_float, as_list, as_whole, one_of, quoted
from lesson_core.deep_setup import ACTIVATIONS, INITIAL_WEIGHTS, MOST_LAYERS, MOST_UNITS, DeepSetup
from lesson_core.reading.numbers import number_from_text
from lesson_core.records import Record, Versioned, each, or_none, part

from .runs import last_step

REMEDIES = ("activation", "initial_weights", "residual", "normalisation")  # what can rescue the blame
GUESSES = ("larger", "same", "tenth", "thousandth", "less")  # answers to the first question
SKIPPED = "skipped"

TASKS = ("vanish", "rescue", "overflow", "depth")

as_depth = partial(as_whole, least=1, most=MOST_LAYERS)
as_step = partial(as_whole, least=0, most=2**53)
as_activation = partial(one_of, allowed=ACTIVATIONS)
as_chain_layers = partial(as_whole, least=1, most=12)


def as_way(argument: str, names: object) -> tuple[str, ...]:
    """The names of remedies, each once and at least one, or LessonError."""
    way = tuple(one_of(argument, name, REMEDIES) for name in as_list(argument, names))
    if not way or len(set(way)) < len(way):
        raise WrongValueError(argument, names, "names of remedies, each once")
    return way


def as_tasks(argument: str, names: object) -> tuple[str, ...]:
    """The names of tasks, each once, or LessonError."""
    tasks = tuple(one_of(argument, name, TASKS) for name in as_list(argument, names))
    if len(set(tasks)) < len(tasks):
        raise WrongValueError(argument, names, "names of tasks, each once")
    return tasks


@dataclass(frozen=True)
class Vanished(Record):
    """The network in which the blame vanished: its size, and what could have rescued it."""

    depth: int = part(as_depth)
    width: int = part(partial(as_whole, least=1, most=MOST_UNITS))
    activation: str = part(as_activation)
    initial_weights: str = part(partial(one_of, allowed=INITIAL_WEIGHTS))
    residual: bool = part(as_flag)
    normalisation: bool = part(as_flag)


@dataclass(frozen=True)
class Overflow(Record):
    """Where numbers overflowed: at which step, in which layer (from 1), and whether that is the output layer."""

    step: int = part(as_step)
    layer: int = part(partial(as_whole, least=1, most=MOST_LAYERS + 1))
    is_output: bool = part(as_flag)


@dataclass(frozen=True)
class Learned(Record):
    """How deep a network was that had learned, and by which step."""

    depth: int = part(as_depth)
    step: int = part(as_step)


@dataclass(frozen=True)
class Tasks(Record):
    """What the reader has managed so far; None and () for not yet.

    `ways`: for each rescue, the remedies that differ from `vanished`.
    """

    vanished: Vanished | None = None
    ways: tuple[tuple[str, ...], ...] = part(each(as_way), ())
    overflow: Overflow | None = None
    learned: Learned | None = None


@dataclass(frozen=True)
class Chain(Record):
    """The chain of one unit a layer: `layers` of them, each with the same `weight`."""

    layers: int = 5
    weight: float = 1.0

    def __post_init__(self) -> None:
        """Check both, under the names that the page's error lines have."""
        as_chain_layers("chain_layers", self.layers)
        object.__setattr__(self, "weight", as_float("chain_weight", self.weight))
        if not 0.01 <= self.weight <= 1000:
            raise WrongValueError("chain_weight", self.weight, "a number from 0.01 to 1000")


@dataclass(frozen=True)
class Guess(Record):
    """What the reader answered to the first question, or "skipped", and the depth, activation and ratio of that moment.

    `ratio`: the first layer's blame / the output's; None where the output had none.
    """

    answer: str = part(partial(one_of, allowed=(*GUESSES, SKIPPED)))
    depth: int = part(as_depth)
    activation: str = part(as_activation)
    ratio: float | None = part(or_none(as_float))


@dataclass(frozen=True)
class State(Versioned):
    """`guess`: None while the first question is open. `given`: the names of the tasks that the reader has."""

    setup: DeepSetup
    step: int = 0
    guess: Guess | None = None
    tasks: Tasks = Tasks()
    chain: Chain = Chain()
    given: tuple[str, ...] = part(as_tasks, TASKS)

    def __post_init__(self) -> None:
        """Check that the run may be so long."""
        super().__post_init__()
        as_whole("step", self.step, 0, last_step(self.setup))


def with_choice(setup: DeepSetup, name: str, value: str | float) -> DeepSetup:
    """The setup with one choice changed, from what a control sends: text, or true and false."""
    choice: Any = value  # the setup checks it
    if name in ("depth", "width"):
        choice = _whole(name, value)
    elif name == "learning_rate":
        power = number_from_text(name, value)  # the slider gives the power of ten
        if not -12 <= power <= 12:
            raise WrongValueError(name, power, "a power of ten from −12 to 12")
        choice = float(f"{10**power:.2g}")
    elif name == "clip":
        choice = None if value == "off" else number_from_text(name, value)
    elif name not in ("activation", "initial_weights", "residual", "normalisation", "data"):
        raise LessonError("name", f"got {quoted(name)}; it is not a choice of the depth lab")
    return replace(setup, **{name: choice})


def with_chain_choice(chain: Chain, name: str, value: str | float) -> Chain:
    """The chain with its `layers` or its `weight` changed."""
    if one_of("name", name, ("layers", "weight")) == "layers":
        return replace(chain, layers=as_chain_layers("chain_layers", _whole("chain_layers", value)))
    return replace(chain, weight=number_from_text("chain_weight", value))


def _whole(name: str, value: str | float) -> int | str | float:
    """A whole number of what was sent; all else is left to the check of its field."""
    number = number_from_text(name, value)
    return int(number) if number == int(number) else value
