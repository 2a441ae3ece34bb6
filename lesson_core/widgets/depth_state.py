"""The depth lab's state, and how a reader's choices change it. No markup, no numpy.

The state holds the choices and the number of steps made, never the weights: 100 layers of 128 units would be 30 MB of
JSON. What the run looks like after so many steps is worked out from the choices (depth_runs.py).
"""

import dataclasses
from dataclasses import dataclass, field, replace
from typing import Any

from ..checks import LessonError, as_float, as_whole, known_options, one_of
from ..deep_setup import ACTIVATIONS, INITIAL_WEIGHTS, MOST_LAYERS, DeepSetup

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
        return dataclasses.asdict(self)


def from_json(data: dict) -> State:
    """The state that a reply carried. Raises LessonError, KeyError or TypeError when it is not one."""
    tasks = data["tasks"]
    guessed = data["guessed"]
    if data["guess"] is not None:
        one_of("guess", data["guess"], (*GUESSES, "skipped"))
        depth, activation, ratio = guessed
        guessed = (
            as_whole("depth", depth, 1, MOST_LAYERS),
            one_name("activation", activation, ACTIVATIONS),
            None if ratio is None else as_float("ratio", ratio),
        )
    return State(
        setup=DeepSetup(**data["setup"]),
        step=as_whole("step", data["step"], 0, 10**6),
        guess=data["guess"],
        guessed=guessed,
        tasks=Tasks(
            vanished=tasks["vanished"] and {"depth": tasks["vanished"]["depth"], **_remedies(tasks["vanished"])},
            ways=tuple(tuple(one_name("way", name, REMEDIES) for name in way) for way in tasks["ways"]),
            overflow=tasks["overflow"] and (*_two(tasks["overflow"][:2]), tasks["overflow"][2] is True),
            deep=tasks["deep"] and _two(tasks["deep"]),
        ),
        chain=Chain(**data["chain"]),
    )


def opened(options: dict) -> State:
    """The first state, from an author's options; what is left out is DeepSetup's, ten sigmoid layers."""
    known_options("depth lab", options, [f.name for f in dataclasses.fields(DeepSetup)])
    return State(DeepSetup(**options))


def changed(setup: DeepSetup, name: str, value: Any) -> DeepSetup:
    """The setup with one choice changed, from what a control sends: text, or true and false."""
    if name in ("depth", "width"):
        value = _whole(name, value)
    elif name == "learning_rate":
        power = _number(name, value)  # the slider gives the power of ten
        if not -12 <= power <= 12:
            raise LessonError(name, f"got the power of ten {power!r}; it takes one from -12 to 12")
        value = float(f"{10**power:.2g}")
    elif name == "clip":
        value = None if value == "off" else _number(name, value)
    elif name not in ("activation", "initial_weights", "residual", "normalisation", "data"):
        raise LessonError("name", f"got {name!r}; it is not a choice of the depth lab")
    return replace(setup, **{name: value})


def chain_changed(chain: Chain, name: str, value: Any) -> Chain:
    """The chain with its `layers` or its `weight` changed."""
    if one_name("name", name, ("layers", "weight")) == "layers":
        return replace(chain, layers=_whole("chain_layers", value))
    return replace(chain, weight=_number("chain_weight", value))


def one_name(argument: str, value: Any, allowed: tuple[str, ...]) -> str:
    one_of(argument, value, allowed)
    return value


def _remedies(found: dict) -> dict[str, Any]:
    return {
        "activation": one_name("activation", found["activation"], ACTIVATIONS),
        "initial_weights": one_name("initial_weights", found["initial_weights"], INITIAL_WEIGHTS),
        "residual": found["residual"] is True,
        "normalisation": found["normalisation"] is True,
    }


def _two(pair) -> tuple[int, int]:
    first, second = pair
    return as_whole("step", first, 0, 10**6), as_whole("layer", second, 0, 10**6)


def _number(name: str, value: Any) -> float:
    try:
        return as_float(name, float(value))
    except (TypeError, ValueError):
        raise LessonError(name, f"got {value!r}; it takes a number") from None


def _whole(name: str, value: Any) -> int:
    number = _number(name, value)
    return int(number) if number == int(number) else value
