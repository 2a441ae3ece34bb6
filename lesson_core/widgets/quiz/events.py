"""What a reader does in a quiz: answer {question, text}, check {question}."""

from collections.abc import Callable
from dataclasses import replace

from lesson_core.checks import LessonError, as_whole, from_event
from lesson_core.reading.numbers import as_answer
from lesson_core.widgets.contract import Event, Outcome

from .state import State, field_of
from .words import NOTHING_ANSWERED


def _answer(state: State, event: Event) -> Outcome[State]:
    k = _question(state, event)
    given = as_answer(field_of(k), from_event(event, "text")) or None
    return _answered(replace(state, answers=(*state.answers[:k], given, *state.answers[k + 1 :])), k)


def _check(state: State, event: Event) -> Outcome[State]:
    return _answered(state, _question(state, event))


def _question(state: State, event: Event) -> int:
    return as_whole("question", from_event(event, "question"), 0, len(state.questions) - 1)


def _answered(state: State, k: int) -> Outcome[State]:
    if state.answers[k] is None:
        raise LessonError(field_of(k), NOTHING_ANSWERED)
    return Outcome(state, about=k)


EVENTS: dict[str, Callable[[State, Event], Outcome[State]]] = {"answer": _answer, "check": _check}
