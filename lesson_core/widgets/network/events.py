"""What a reader can do with the live network, and what each event makes of its state.

step {moves}, train {epochs}, reveal: the moves up to the gradients. run {moves}: as step, told as a table. set {name,
text} or {name, position}, nudge {name, by}: change a value. choose {name}: whose chain rule is shown, edit {name}: what
stands in the editor, form {full}.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lesson_core.checks import (
    DivergenceError,
    LessonError,
    WrongValueError,
    as_flag,
    as_float,
    as_whole,
    from_event,
    one_of,
)
from lesson_core.naming import find_parameter, target_names, unit_names
from lesson_core.problem import editable
from lesson_core.reading.numbers import number_from_text
from lesson_core.widgets.contract import Event, Outcome

from .run_table import run_table
from .state import MOST_EPOCHS, MOVES, State, advance, current_value, edited
from .words import NO_LOSS


def _moves(state: State, moves: int) -> Outcome[State]:
    after, losses = advance(state, moves)
    return Outcome(after, losses, since=state.epoch)


def _step(state: State, event: Event) -> Outcome[State]:
    return _moves(state, from_event(event, "moves"))


def _train(state: State, event: Event) -> Outcome[State]:
    epochs = as_whole("epochs", from_event(event, "epochs"), 1, MOST_EPOCHS)
    return _moves(state, epochs * MOVES - state.move % MOVES)


def _reveal(state: State, _: Event) -> Outcome[State]:
    return _moves(state, max(0, 4 - state.move % MOVES))


def _set(state: State, event: Event) -> Outcome[State]:
    name = event.get("name", state.editing)  # the editor's field leaves it out: it means what was chosen last
    current_value(state, name)  # refuses what is no name
    if "position" in event:  # a slider on a logarithmic scale gives the power of ten
        power = number_from_text(name, event["position"])
        if not -300 <= power <= 300:
            raise WrongValueError(name, power, "a power of ten from −300 to 300")
        return _edit(state, name, float(f"{10**power:.2g}"))
    return _edit(state, name, number_from_text(name, from_event(event, "text")))


def _nudge(state: State, event: Event) -> Outcome[State]:
    name = from_event(event, "name")
    before = current_value(state, name)
    return _edit(state, name, round(before + as_float(name, from_event(event, "by")), 12))


def _edit(state: State, name: str, value: float) -> Outcome[State]:
    try:
        state = edited(state, name, value)
    except DivergenceError:
        raise LessonError(name, NO_LOSS) from None
    # The learning rate has a field of its own.
    return Outcome(state if name == "learning_rate" else replace(state, editing=name))


def _choose(state: State, event: Event) -> Outcome[State]:
    name, sizes = from_event(event, "name"), state.network.sizes
    if name in unit_names(sizes)[0] or name in target_names(sizes):
        return Outcome(replace(state, editing=name))
    return Outcome(replace(state, chosen=find_parameter(state.network, name).name, editing=name))


def _open_editor(state: State, event: Event) -> Outcome[State]:
    name = one_of("name", from_event(event, "name"), editable(state.network))
    return Outcome(replace(state, editing=name))


def _form(state: State, event: Event) -> Outcome[State]:
    return Outcome(replace(state, full=as_flag("full", from_event(event, "full"))))


def _run(state: State, event: Event) -> Outcome[State]:
    after, lines = run_table(state, from_event(event, "moves"))
    return Outcome(after, table=lines)


EVENTS: dict[str, Callable[[State, Event], Outcome[State]]] = {
    "step": _step,
    "train": _train,
    "reveal": _reveal,
    "set": _set,
    "nudge": _nudge,
    "choose": _choose,
    "edit": _open_editor,
    "form": _form,
    "run": _run,
}

_STEP = {"type": "step", "moves": 1}


def walks(_: State) -> list[list[dict[str, Any]]]:
    """What a reader is likely to do first: the moves one by one, epochs, the numbers of the chain; and back."""
    return [
        [_STEP] * 6,
        [{"type": "train", "epochs": 1}, {"type": "train", "epochs": 1}],
        [{"type": "train", "epochs": 100}],
        [{"type": "reveal"}],
        [{"type": "show"}],
        *([{"type": "step", "moves": moves}] for moves in (2, 3, 4, 5, 499)),
    ]
