"""The depth lab: answers the events of its widget.

Events: open (the author's options, those of DeepSetup), guess {guess}, set {name, value}, train {epochs}, weights,
reset, step {moves}, chain {name, value}. Only `chain` goes without numpy.

`train` makes at most as many epochs as a request should take (runs.AT_ONCE); the reply says how far it came.
"""

import math
from dataclasses import replace

from lesson_core.checks import as_whole, one_of, sent

from . import view
from .runs import before_training, last_step, measured, run_after, steps_at_once
from .state import GUESSES, State, chain_changed, changed, from_json, opened
from .tasks import health_of, noted


def answer(widget_id: str, data: dict | None, event: dict) -> dict:
    """The reply to one event. Raises LessonError for what the reader or author can mend."""
    kind = event["type"]
    if kind == "open":
        reply = _reply(widget_id, opened({key: value for key, value in event.items() if key != "type"}))
        return {**reply, "html": view.shell(reply["slots"], widget_id), "walks": WALKS}
    state = from_json(data)
    if kind == "chain":
        state = replace(state, chain=chain_changed(state.chain, sent(event, "name"), sent(event, "value")))
        return {"state": state.as_json(), "slots": {"chain": view.chain(state.chain, widget_id)}}
    one_of("event", kind, ("open", "chain", *EVENTS))
    return _reply(widget_id, EVENTS[kind](state, event), since=state.step if kind == "train" else 0)


def _reply(widget_id: str, state: State, since: int = 0) -> dict:
    """Every slot of a state, and its losses from epoch `since` on."""
    run, start = run_after(state.setup, state.step), before_training(state.setup)
    now = measured(run)
    state = noted(replace(state, step=run.step), start, now)
    shown = view.View(state, run, start, now)
    losses = [*run.losses[since:], now.loss]
    return {
        "state": state.as_json(),
        "slots": shown.slots(widget_id),
        "sentence": shown.sentence,
        "losses": {"from": since, "values": [loss for loss in losses if math.isfinite(loss)]},
        "diverged": now.divergence is not None,
        "ended": state.step >= last_step(state.setup),
    }


def _train(state: State, event: dict) -> State:
    epochs = as_whole("epochs", sent(event, "epochs"), 1, 100_000)
    room = max(0, last_step(state.setup) - state.step)
    return replace(_looked(state), step=state.step + min(epochs, steps_at_once(state.setup), room))


def _step(state: State, event: dict) -> State:
    as_whole("moves", sent(event, "moves"), 0, 0)  # the page's way to show a state again
    return state


def _set(state: State, event: dict) -> State:
    return replace(_looked(state), setup=changed(state.setup, sent(event, "name"), sent(event, "value")), step=0)


def _weights(state: State, event: dict) -> State:
    seed = (state.setup.weights_seed + 1) % 2**32
    return replace(_looked(state), setup=replace(state.setup, weights_seed=seed), step=0)


def _reset(state: State, event: dict) -> State:
    return replace(_looked(state), step=0)


def _guess(state: State, event: dict) -> State:
    return _looked(state, one_of("guess", sent(event, "guess"), (*GUESSES, "skipped")))


def _looked(state: State, guess: str = "skipped") -> State:
    """The state with the first question settled: whoever goes on without an answer has skipped it."""
    if state.guess is not None:
        return state
    ratio = health_of(before_training(state.setup)).ratio
    return replace(state, guess=guess, guessed=(state.setup.depth, state.setup.activation, ratio))


EVENTS = {
    "train": _train,
    "step": _step,
    "set": _set,
    "weights": _weights,
    "reset": _reset,
    "guess": _guess,
}

_EPOCH = {"type": "train", "epochs": 1}
# What a reader is likely to do first: guess; train; change one thing.
WALKS = [
    *([{"type": "guess", "guess": guess}] for guess in (*GUESSES, "skipped")),
    [{"type": "guess", "guess": "less"}, {"type": "set", "name": "activation", "value": "relu"}],
    [_EPOCH] * 3,
    [{"type": "chain", "name": "weight", "value": "100"}],
]
