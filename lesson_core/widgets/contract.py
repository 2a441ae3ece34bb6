"""What a widget is: declared once, from which everything else follows.

From one `Widget` follow its answers to requests, the author's fence and its reference page, the page's hints and the
tests of the contract. Nothing outside a widget's folder knows its name but `WIDGETS`, the list.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lesson_core.checks import LessonError, ReaderError, RequestError, WrongValueError, as_number, from_event, one_of
from lesson_core.markup.numbers import fmt
from lesson_core.records import Record, Versioned, as_json, from_json, read_options

DAMAGED = "It is damaged, or was made by another version of this site, and cannot be shown."
OF_ANOTHER = "It was made with another lesson, or before this one was changed, and does not fit here."

type Event = Mapping[str, Any]
type Slots = dict[str, str]  # the name of a place in the widget -> the markup that fills it


@dataclass(frozen=True)
class Outcome[S: Versioned]:
    """What an event brought about.

    `state`: after the event
    `losses`: of epoch `since`, `since + 1`, ...; None where the event made no epoch
    `only`: the slots that the event can have changed; None for all of them
    `about`: which part of the widget it was about, where there are several (a question of a quiz)
    `table`: what was passed on the way, as lines of a table (CSV), its head first
    """

    state: S
    losses: Sequence[float] | None = None
    since: int = 0
    only: tuple[str, ...] | None = None
    about: int | None = None
    table: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Position:
    """Where a state stands in the past: so many moves after the edit that began its segment."""

    segment: int
    moves: int


@dataclass(frozen=True)
class Reply[S: Versioned]:
    """What a widget answers. What is None is left out of the JSON.

    `where`: where the reader stands, in words that go on from “You go on where you were: ”. `sentence`: the state in
    one sentence. `losses`: of epoch `since` and those that follow, for a curve. `position`: for a widget with a past,
    whose `view` names what the reader only looks at. `diverged` and `ended` stop Play. `table`: as in the outcome.
    """

    state: S
    slots: Slots
    sentence: str | None = None
    where: str | None = None
    losses: Sequence[float] | None = None
    since: int = 0
    position: Position | None = None
    view: tuple[str, ...] = ()
    diverged: bool | None = None
    ended: bool | None = None
    table: tuple[str, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        """The object that goes to the page; its keys: docs/contribute/how-it-works.md."""
        reply: dict[str, Any] = {"state": as_json(self.state), "slots": self.slots}
        if self.sentence is not None:
            reply["sentence"] = self.sentence
        if self.losses is not None:
            finite = [loss for loss in self.losses if math.isfinite(loss)]
            reply["losses"] = {"from": self.since, "values": finite}
        if self.position is not None:
            reply["position"] = as_json(self.position)
            reply["view"] = list(self.view)
        for name in ("where", "diverged", "ended", "table"):
            if getattr(self, name) is not None:
                reply[name] = getattr(self, name)
        return reply


def told(error: LessonError, label: str) -> str:
    """The error as a sentence to a reader: “The learning rate takes a number above 0; −1 is none.”."""
    if not isinstance(error, WrongValueError):
        return error.message
    value = error.value
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    shown = fmt(as_number(error.argument, value), 6, trim=True) if is_number else f"“{value}”"
    return f"{label} takes {error.takes}; {shown} is none."


@dataclass(frozen=True)
class Widget[O: Record, S: Versioned]:
    """One widget, whole.

    name      in requests, in `data-widget` and as the author's fence
    doc       what it is, in one sentence
    options   what an author may say: a Record of `option`s
    example   a fence's body that shows it; the reference prints it and a test builds it
    state     what the page keeps and sends back: a Record of `part`s
    opened    the first state, from the options
    events    by type: the state and the event give the outcome; `open`, `show` and `restore` every widget has
    fits      whether a state from outside (the second) belongs to a widget that opened with the first
    view      the reply to an outcome; the text is the widget's id on the page
    shell     the whole inside of the widget, from options, first state, filled slots and id
    walks     lists of events that a reader is likely to cause first: their replies are recorded at build time
    needs     packages that its Python imports
    label     what the reader sees as the name of an argument of an event; None for what no reader fills in
    limit     seconds that an answer may take; None for the page's own limit
    wide      whether it takes more room than a column of text
    searched  whether the site's search finds its text
    task      CSS: a place in the widget for each thing that a reader has to do there
    done      CSS: what such a place is like once it is done
    """

    name: str
    doc: str
    options: type[O]
    example: str
    state: type[S]
    opened: Callable[[O], S]
    events: Mapping[str, Callable[[S, Event], Outcome[S]]]
    view: Callable[[Outcome[S], str], Reply[S]]
    shell: Callable[[O, S, Slots, str], str]
    walks: Callable[[S], list[list[dict[str, Any]]]] = field(default=lambda _: [])
    label: Callable[[S, str], str | None] = field(default=lambda _state, _argument: None)
    fits: Callable[[S, S], bool] = field(default=lambda _opened, _state: True)
    needs: tuple[str, ...] = ()
    limit: int | None = None
    wide: bool = False
    searched: bool = True
    task: str = ""
    done: str = ":not(:empty)"

    def answer(self, widget_id: str, data: object, event: Event) -> dict[str, Any]:
        """The reply to one event. Raises LessonError for what can be mended, RequestError for the rest."""
        kind = event["type"]
        if kind == "open":
            options = read_options(
                self.options, {name: event[name] for name in event if name != "type"}, f"the {self.name}"
            )
            state = self.opened(options)
            reply = self.view(Outcome(state), widget_id)
            html = self.shell(options, reply.state, reply.slots, widget_id)
            return {**reply.as_json(), "html": html, "walks": self.walks(reply.state)}
        one_of("event", kind, ("open", "show", *self.events, "restore"))
        state = from_json(self.state, data)
        if kind == "restore":
            return self._restored(state, from_event(event, "state"), widget_id)
        try:
            outcome = Outcome(state) if kind == "show" else self.events[kind](state, event)
            return self.view(outcome, widget_id).as_json()
        except LessonError as error:
            label = self.label(state, error.argument)
            if label is None:
                raise
            raise ReaderError(error.argument, told(error, label)) from None

    def _restored(self, opened: S, data: object, widget_id: str) -> dict[str, Any]:
        """The reply that shows a state from outside: from the device, a link, a file. Raises ReaderError."""
        try:
            state = from_json(self.state, data)
            if self.fits(opened, state):
                return self.view(Outcome(state), widget_id).as_json()
        except (LessonError, RequestError):
            raise ReaderError("", DAMAGED) from None
        raise ReaderError("", OF_ANOTHER)
