"""A run as a table: for each epoch the loss, and everything that a reader can change, with every digit."""

from lesson_core.checks import as_whole
from lesson_core.problem import editable

from .state import MOST_COUNT, MOVES, State, advance, check_work, current_value


def run_table(state: State, moves: int) -> tuple[State, tuple[str, ...]]:
    """So many moves from a state: the state after them, and lines of CSV: a head, the state, then each epoch's end.

    Raises LessonError for more than one request may make.
    """
    as_whole("moves", moves, 0, MOST_COUNT)
    check_work(state.network, (state.move % MOVES + moves) // MOVES)
    names = ("learning_rate", *editable(state.network))
    lines = [",".join(("epoch", "loss", *names)), _line(state, names)]
    while moves and state.diverged_at is None:
        to_epoch = min(moves, MOVES - state.move % MOVES)
        before = state.epoch
        state, _ = advance(state, to_epoch)
        moves -= to_epoch
        if state.epoch > before:
            lines.append(_line(state, names))
    return state, tuple(lines)


def _line(state: State, names: tuple[str, ...]) -> str:
    numbers = (state.problem.loss(), *(current_value(state, name) for name in names))
    return ",".join((str(state.epoch), *map(repr, numbers)))
