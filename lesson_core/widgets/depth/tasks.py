"""The depth lab's tasks: what fulfils them, and a network to start each of them from. No markup."""

from dataclasses import replace
from typing import TYPE_CHECKING

from lesson_core.deep_setup import DeepSetup

from .health import LEARNED, health_of
from .state import REMEDIES, Learned, Overflow, State, Tasks, Vanished

if TYPE_CHECKING:
    from lesson_core.deep import Measurement

GONE = 1e-9  # the first layer's blame beside the output's that the task asks for: less than the lab shows when it opens
DEEP = 50
STARTS = {  # what a network to start from has other than the lab's defaults
    "vanish": DeepSetup(),
    "rescue": DeepSetup(depth=20),
    "overflow": DeepSetup(activation="relu", initial_weights="he"),
    "depth": DeepSetup(depth=DEEP, width=16, activation="tanh"),
}


def start_of(task: str, tasks: Tasks, setup: DeepSetup) -> DeepSetup:
    """The network to start a task from, on the points and seeds of `setup`. A rescue starts where it vanished."""
    start = STARTS[task]
    if task == "rescue" and tasks.vanished is not None:
        start = replace(start, **vars(tasks.vanished))
    return replace(start, data=setup.data, data_seed=setup.data_seed, weights_seed=setup.weights_seed)


def with_tasks(state: State, start: "Measurement", now: "Measurement") -> State:
    """The state with the tasks that it fulfils. `start` and `now`: the run's measurements before training and now.

    Whether blame vanishes or is rescued is judged before training, where the choices alone decide it.
    """
    tasks, setup, before = state.tasks, state.setup, health_of(start)
    if now.divergence is not None and tasks.overflow is None:
        broke = now.divergence
        tasks = replace(tasks, overflow=Overflow(broke.step, broke.layer, broke.is_output))
    if tasks.vanished is None and before.ratio is not None and before.ratio < GONE:
        chosen = (getattr(setup, name) for name in REMEDIES)
        tasks = replace(tasks, vanished=Vanished(setup.depth, setup.width, *chosen))
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
