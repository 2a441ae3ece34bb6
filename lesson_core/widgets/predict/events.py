"""What a reader does with a prediction: answer {text}, check {}, look {network} (at that network, from now on).

A card is about the network in its state, whose numbers it shows and by which it judges: the lesson's, until the reader
has it look at another one. No training, edit or Reset elsewhere can make its verdict untrue.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lesson_core.checks import LessonError, from_event
from lesson_core.records import from_json
from lesson_core.widgets.contract import Event, Outcome
from lesson_core.widgets.network.state import State as NetworkState

from .state import ASKS, State
from .words import FIELD, NOTHING_ANSWERED


def _look(state: State, event: Event) -> Outcome[State]:
    if event.get("network") is None:  # there is no such network on the page
        return Outcome(state)
    return Outcome(replace(state, network=from_json(NetworkState, event["network"], "network")))


def _answer(state: State, event: Event) -> Outcome[State]:
    return Outcome(replace(state, text=from_event(event, "text")))


def _check(state: State, _: Event) -> Outcome[State]:
    if not state.text:
        raise LessonError(FIELD, NOTHING_ANSWERED)
    return Outcome(state)


EVENTS: dict[str, Callable[[State, Event], Outcome[State]]] = {"answer": _answer, "check": _check, "look": _look}


def walks(state: State) -> list[list[dict[str, Any]]]:
    """Few answers are possible where one is chosen, so the build keeps them all for the lesson's network."""
    return [[{"type": "answer", "text": word}] for word in ASKS[state.setting.ask]]
