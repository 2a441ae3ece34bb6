"""One epoch of a network, move by move: pictures that stand beside the text, each after so many of the five moves.

They show the epoch that begins where the reader has set the values; training the network does not change them.
"""

from dataclasses import dataclass, replace

from lesson_core.checks import as_list, as_whole
from lesson_core.records import Record, Versioned, nested, option, part
from lesson_core.widgets.contract import Outcome, Reply, Slots, Widget
from lesson_core.widgets.network.layout import NARROW
from lesson_core.widgets.network.options import NetworkOptions
from lesson_core.widgets.network.options import opened as open_network
from lesson_core.widgets.network.slots import picture
from lesson_core.widgets.network.state import MOVES, advance
from lesson_core.widgets.network.state import State as NetworkState
from lesson_core.widgets.network.view import View

from .words import caption


def as_moves(argument: str, value: object) -> tuple[int, ...]:
    """Whole numbers from 0 to 5, or LessonError."""
    return tuple(as_whole(argument, move, 0, MOVES) for move in as_list(argument, value))


@dataclass(frozen=True)
class WindowOptions(Record):
    """Which network, and after how many moves it is shown."""

    moves: tuple[int, ...] = option(..., as_moves, "how many moves are made, for each window")
    network: NetworkOptions = option(NetworkOptions(), nested(NetworkOptions), "the network it is about")


@dataclass(frozen=True)
class State(Versioned):
    """The network as the epoch begins, and the moves after which it is shown."""

    network: NetworkState
    moves: tuple[int, ...] = part(as_moves, ())


def reply(outcome: Outcome[State], widget_id: str) -> Reply[State]:
    """A picture and a line for each of the moves."""
    state = outcome.state
    begun = replace(state.network, move=0, previous=None, diverged_at=None)
    slots = {}
    for move in state.moves:
        after, _ = advance(begun, move)
        slots[f"move-{move}"] = picture(View(after), f"{widget_id}-{move}", NARROW, is_still=True)
        slots[f"caption-{move}"] = caption(after.move)
    return Reply(state, slots)


def shell(_options: WindowOptions, _state: State, _filled: Slots, _widget_id: str) -> str:
    """Nothing: its pictures stand in the text."""
    return ""


WIDGET = Widget(
    name="window",
    doc="One epoch of a network, move by move, in pictures beside the text.",
    options=WindowOptions,
    example="of: live-network\nmove: 1",
    state=State,
    opened=lambda options: State(open_network(options.network), options.moves),
    events={},
    view=reply,
    shell=shell,
    searched=False,
)
