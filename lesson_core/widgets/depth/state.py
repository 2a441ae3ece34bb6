"""The depth lab's state, and how a reader's choices change it. No markup, no numpy.

The state holds the choices and the number of steps made, never the weights: 100 layers of 128 units would be 30 MB of
JSON. What the run looks like after so many steps is worked out from the choices (runs.py).
"""

import dataclasses
from dataclasses import dataclass, field, replace
from typing import Any

from lesson_core.checks import (
    LessonError,
    as_flag,
    as_float,
    as_list,
    as_shape,
    as_whole,
    known_options,
    one_of,
    quoted,
)
from lesson_core.deep_setup import ACTIVATIONS, MOST_LAYERS, DeepSetup
from lesson_core.reading.numbers import number_from_text

from .runs import last_step

REMEDIES = ("activation", "initial_weights", "residual", "normalisation")  # what can rescue a gradient
GUESSES = ("larger", "same", "tenth", "thousandth", "less")  # answers to the first question


@dataclass(frozen=True)
class Tasks:
    """What the reader has managed so far; None and () for not yet.

    vanished  depth and remedies of the network whose gradient vanished
    ways      for each rescue, the names of the remedies that differ from `vanished`
    overflow  (step, layer, whether that is the output layer) at which numbers overflowed
    deep      (depth, step) at which a deep network had learned
    """

    vanished: dict[str, Any] | None = None
    ways: tuple[tuple[str, ...], ...] = ()
    overflow: tuple[int, int, bool] | None = None
    deep: tuple[int, int] | None = None


@dataclass(frozen=True)
class Chain:
    """The chain of one unit a layer: `layers` of them, each with the same `weight`."""

    layers: int = 5
    weight: float = 1.0

    def __post_init__(self):
        as_whole("chain_layers", self.layers, 1, 12)
        object.__setattr__(self, "weight", as_float("chain_weight", self.weight))
        if not 0.01 <= self.weight <= 1000:
            raise LessonError("chain_weight", f"got {self.weight!r}; it takes a number from 0.01 to 1000")


@dataclass(frozen=True)
class State:
    """`guess`: what the reader answered to the first question, "skipped", or None while it is open. `guessed`: the
    depth, activation and ratio of that moment (None where the last layer has no gradient)."""

    setup: DeepSetup
    step: int = 0
    guess: str | None = None
    guessed: tuple[int, str, float | None] | None = None
    tasks: Tasks = field(default_factory=Tasks)
    chain: Chain = field(default_factory=Chain)

    def as_json(self) -> dict:
        """What a reply carries; `from_json` reads it back."""
        return dataclasses.asdict(self)


def from_json(data: dict) -> State:
    """The state that a reply carried. Raises LessonError or RequestError when it is not one."""
    as_shape("state", data, _names(State))
    setup = DeepSetup(**as_shape("setup", data["setup"], _names(DeepSetup)))
    guess = data["guess"]
    return State(
        setup=setup,
        step=as_whole("step", data["step"], 0, last_step(setup)),
        guess=guess if guess is None else one_of("guess", guess, (*GUESSES, "skipped")),
        guessed=None if guess is None else _guessed(data["guessed"]),
        tasks=_tasks(as_shape("tasks", data["tasks"], _names(Tasks))),
        chain=Chain(**as_shape("chain", data["chain"], _names(Chain))),
    )


def _guessed(found: list) -> tuple[int, str, float | None]:
    depth, activation, ratio = _of_length("guessed", found, 3)
    return (
        as_whole("depth", depth, 1, MOST_LAYERS),
        one_of("activation", activation, ACTIVATIONS),
        None if ratio is None else as_float("ratio", ratio),
    )


def _tasks(found: dict) -> Tasks:
    vanished, overflow, deep = found["vanished"], found["overflow"], found["deep"]
    if vanished is not None:
        # DeepSetup checks the remedies, and with them the depth.
        setup = DeepSetup(**as_shape("vanished", vanished, ("depth", *REMEDIES)))
        vanished = {name: getattr(setup, name) for name in ("depth", *REMEDIES)}
    if overflow is not None:
        step, layer, is_output = _of_length("overflow", overflow, 3)
        overflow = (_step(step), as_whole("layer", layer, 1, MOST_LAYERS + 1), as_flag("is_output", is_output))
    if deep is not None:
        depth, step = _of_length("deep", deep, 2)
        deep = (as_whole("depth", depth, 1, MOST_LAYERS), _step(step))
    return Tasks(vanished, tuple(_way(way) for way in as_list("ways", found["ways"])), overflow, deep)


def _way(names: list) -> tuple[str, ...]:
    way = tuple(one_of("way", name, REMEDIES) for name in as_list("way", names))
    if not way or len(set(way)) < len(way):
        raise LessonError("way", f"got {quoted(names)}; it takes names of remedies, each once")
    return way


def _step(value: int) -> int:
    return as_whole("step", value, 0, 2**53)


def _of_length(argument: str, values: list, count: int) -> list:
    found = as_list(argument, values)
    if len(found) != count:
        raise LessonError(argument, f"got {quoted(values)}; it takes {count} values")
    return found


def _names(kind: type) -> list[str]:
    return [field.name for field in dataclasses.fields(kind)]


def opened(options: dict) -> State:
    """The first state, from an author's options; what is left out is DeepSetup's, ten sigmoid layers."""
    known_options("depth lab", options, _names(DeepSetup))
    return State(DeepSetup(**options))


def changed(setup: DeepSetup, name: str, value: Any) -> DeepSetup:
    """The setup with one choice changed, from what a control sends: text, or true and false."""
    if name in ("depth", "width"):
        value = _whole(name, value)
    elif name == "learning_rate":
        power = number_from_text(name, value)  # the slider gives the power of ten
        if not -12 <= power <= 12:
            raise LessonError(name, f"got the power of ten {power!r}; it takes one from -12 to 12")
        value = float(f"{10**power:.2g}")
    elif name == "clip":
        value = None if value == "off" else number_from_text(name, value)
    elif name not in ("activation", "initial_weights", "residual", "normalisation", "data"):
        raise LessonError("name", f"got {quoted(name)}; it is not a choice of the depth lab")
    return replace(setup, **{name: value})


def chain_changed(chain: Chain, name: str, value: Any) -> Chain:
    """The chain with its `layers` or its `weight` changed."""
    if one_of("name", name, ("layers", "weight")) == "layers":
        return replace(chain, layers=_whole("chain_layers", value))
    return replace(chain, weight=number_from_text("chain_weight", value))


def _whole(name: str, value: Any) -> int:
    number = number_from_text(name, value)
    return int(number) if number == int(number) else value
