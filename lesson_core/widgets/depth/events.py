"""What a reader can do in the depth lab, and what each event makes of its state.

guess {guess}, set {name, value}, preset {task}, train {epochs}, weights, reset, chain {name, value}. Only `chain` goes
without numpy.

`train` makes at most as many epochs as a request should take (runs.AT_ONCE); the reply says how far it came.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lesson_core.checks import as_whole, from_event, one_of
from lesson_core.widgets.contract import Event, Outcome

from .health import health_of
from .runs import before_training, last_step, steps_at_once
from .state import GUESSES, SKIPPED, Guess, State, with_chain_choice, with_choice
from .tasks import STARTS, start_of


def _train(state: State, event: Event) -> Outcome[State]:
    epochs = as_whole("epochs", from_event(event, "epochs"), 1, 100_000)
    room = max(0, last_step(state.setup) - state.step)
    after = replace(_with_guess(state), step=state.step + min(epochs, steps_at_once(state.setup), room))
    return Outcome(after, since=state.step)


def _set(state: State, event: Event) -> Outcome[State]:
    setup = with_choice(state.setup, from_event(event, "name"), from_event(event, "value"))
    return Outcome(replace(_with_guess(state), setup=setup, step=0))


def _preset(state: State, event: Event) -> Outcome[State]:
    task = one_of("task", from_event(event, "task"), tuple(STARTS))
    return Outcome(replace(_with_guess(state), setup=start_of(task, state.tasks, state.setup), step=0))


def _weights(state: State, _: Event) -> Outcome[State]:
    setup = replace(state.setup, weights_seed=(state.setup.weights_seed + 1) % 2**32)
    return Outcome(replace(_with_guess(state), setup=setup, step=0))


def _reset(state: State, _: Event) -> Outcome[State]:
    return Outcome(replace(_with_guess(state), step=0))


def _guess(state: State, event: Event) -> Outcome[State]:
    return Outcome(_with_guess(state, one_of("guess", from_event(event, "guess"), (*GUESSES, SKIPPED))))


def _with_guess(state: State, answer: str = SKIPPED) -> State:
    """The state with an answer to the first question: whoever goes on without one has skipped it."""
    if state.guess is not None:
        return state
    ratio = health_of(before_training(state.setup)).ratio
    return replace(state, guess=Guess(answer, state.setup.depth, state.setup.activation, ratio))


def _chain(state: State, event: Event) -> Outcome[State]:
    chain = with_chain_choice(state.chain, from_event(event, "name"), from_event(event, "value"))
    return Outcome(replace(state, chain=chain), only=("chain",))


EVENTS: dict[str, Callable[[State, Event], Outcome[State]]] = {
    "train": _train,
    "set": _set,
    "preset": _preset,
    "weights": _weights,
    "reset": _reset,
    "guess": _guess,
    "chain": _chain,
}


def walks(_: State) -> list[list[dict[str, Any]]]:
    """What a reader is likely to do first: guess; train; change one thing."""
    return [
        *([{"type": "guess", "guess": guess}] for guess in (*GUESSES, SKIPPED)),
        [{"type": "guess", "guess": "less"}, {"type": "set", "name": "activation", "value": "relu"}],
        [{"type": "train", "epochs": 1}] * 3,
        [{"type": "chain", "name": "weight", "value": "100"}],
    ]
