"""What a reader does with a prediction: answer {text}, check {}, look {} (at the network as it stands now).

Every event may carry `network`, the last state of the network that the question is about.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lesson_core.checks import LessonError, from_event
from lesson_core.records import as_json, from_json
from lesson_core.widgets.contract import Event, Outcome
from lesson_core.widgets.network.state import State as NetworkState

from .state import ASKS, State
from .words import FIELD, NOTHING_ANSWERED


def _look(state: State, event: Event) -> Outcome[State]:
    if "network" not in event:
        return Outcome(state)
    return Outcome(replace(state, network=from_json(NetworkState, event["network"], "network")))


def _answer(state: State, event: Event) -> Outcome[State]:
    return _look(replace(state, text=from_event(event, "text")), event)


def _check(state: State, event: Event) -> Outcome[State]:
    if not state.text:
        raise LessonError(FIELD, NOTHING_ANSWERED)
    return _look(state, event)


EVENTS: dict[str, Callable[[State, Event], Outcome[State]]] = {"answer": _answer, "check": _check, "look": _look}


def walks(state: State) -> list[list[dict[str, Any]]]:
    """Few answers are possible where one is chosen, so the build keeps them all for the network's first state."""
    network = as_json(state.network)
    return [[{"type": "answer", "text": word, "network": network}] for word in ASKS[state.setting.ask]]
