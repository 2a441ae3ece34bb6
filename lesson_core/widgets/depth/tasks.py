"""What a run of the depth lab shows: what has become of the blame, and which tasks that fulfils. No markup."""

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lesson_core.deep_setup import DeepSetup

from .state import REMEDIES, Learned, Overflow, State, Vanished

if TYPE_CHECKING:
    from lesson_core.deep import Measurement

FAINT = 1e-3  # the first layer's gradient beside the last one's: below this it has vanished
QUIET = 1e-4  # when no layer has a longer gradient than this, an update changes next to nothing
GONE = 1e-9  # what the task asks for: less than the lab shows when it opens
LOUD = 1e3  # a gradient longer than this throws the weights far away
LEARNED = 0.1  # a loss that is reached only when nearly every point is on the right side
DEEP = 50


@dataclass(frozen=True)
class Health:
    """What has become of the blame on its way from the last layer to the first.

    ratio   gradient of the first layer / gradient of the last one, None where a number overflowed or the last is 0
    factor  what a hidden layer hands on of the gradient, on average (a geometric mean); None where there is no such
    word    "overflow", "exploded", "learned" (hardly any blame is left to send), "still" (no layer gets a gradient that
            would change anything), "vanished" (the first layers get none), or "healthy"
    """

    ratio: float | None
    factor: float | None
    word: str


def health_of(measurement: "Measurement") -> Health:
    """The health of a measured run."""
    gradients = measurement.gradients  # the size of each layer's, the output last
    if measurement.divergence is not None or not all(map(math.isfinite, gradients)):
        return Health(None, None, "overflow")
    first, last_hidden, last = gradients[0], gradients[-2], gradients[-1]
    ratio = first / last if last else None
    hops = len(gradients) - 2
    factor = (first / last_hidden) ** (1 / hops) if hops and last_hidden else None
    if max(gradients) > LOUD or (ratio is not None and ratio > 1 / FAINT):
        word = "exploded"
    elif measurement.loss < LEARNED:
        word = "learned"
    elif max(gradients) < QUIET:
        word = "still"
    else:
        word = "healthy" if ratio is not None and ratio >= FAINT else "vanished"
    return Health(ratio, factor, word)


def right_guess(ratio: float | None) -> str | None:
    """Which answer to the first question is right; None where no ratio can be formed."""
    if ratio is None:
        return None
    for guess, least in (("larger", 3), ("same", 1 / 3), ("tenth", 1e-2), ("thousandth", 1e-4)):
        if ratio >= least:
            return guess
    return "less"


def with_tasks(state: State, start: "Measurement", now: "Measurement") -> State:
    """The state with the tasks that it fulfils. `start` and `now`: the run's measurements before training and now.

    Whether a gradient vanishes or is rescued is judged before training, where the choices alone decide it. Where the
    last layer's gradient is 0, nothing has vanished on its way: the network is dead.
    """
    tasks, setup, before = state.tasks, state.setup, health_of(start)
    gone = before.ratio is not None and (before.ratio < GONE or max(start.gradients) < GONE)
    if now.divergence is not None and tasks.overflow is None:
        broke = now.divergence
        tasks = replace(tasks, overflow=Overflow(broke.step, broke.layer, broke.is_output))
    if tasks.vanished is None and before.word in ("vanished", "still") and gone:
        tasks = replace(tasks, vanished=Vanished(setup.depth, *(getattr(setup, name) for name in REMEDIES)))
    elif tasks.vanished is not None and before.word == "healthy" and setup.depth >= tasks.vanished.depth:
        tasks = replace(tasks, ways=_with_way(tasks.ways, _way(setup, tasks.vanished)))
    if tasks.learned is None and setup.depth >= DEEP and now.divergence is None and now.loss < LEARNED:
        tasks = replace(tasks, learned=Learned(setup.depth, state.step))
    return replace(state, tasks=tasks)


def _way(setup: DeepSetup, vanished: Vanished) -> tuple[str, ...]:
    return tuple(name for name in REMEDIES if getattr(setup, name) != getattr(vanished, name))


def _with_way(ways: tuple[tuple[str, ...], ...], way: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A rescue counts when no part of it is one already: adding what is not needed makes no new way."""
    if not way or any(set(known) <= set(way) for known in ways):
        return ways
    return (*(known for known in ways if not set(way) < set(known)), way)
