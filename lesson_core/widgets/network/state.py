"""The live network's state, and how events change it. No markup here.

A state lies between two moves. `move` says which move was made last: 0 none yet, 1 forward pass, 2 loss, 3 output
gradient, 4 backprop to hidden, 5 weight update. The fifth ends the epoch: it changes the weights and raises `epoch`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from lesson_core.checks import LessonError, as_flag, as_list, as_whole, one_of
from lesson_core.naming import find_parameter, parameters, target_names, unit_names, value_of
from lesson_core.network import Network
from lesson_core.problem import Problem, editable, with_change
from lesson_core.records import Versioned, or_none, part
from lesson_core.training import TrainingRun

MOVES = 5
PANELS = ("card", "curve", "values", "readout", "chain")
PREVIEW = "preview"  # what a window at the top of a lesson shows: only where there is one
MOST_PARAMETERS = 2000  # weights and biases; the picture has an edge for each
MOST_LAYERS = 100
MOST_EPOCHS = 100_000  # in one request; the page asks for far fewer at a time
MOST_WORK = 7 * 10**6  # in one request, counted as `check_work` does: some seconds in the page, below its time limit
MOST_COUNT = 2**53  # where JavaScript's whole numbers end

as_count = partial(as_whole, least=0, most=MOST_COUNT)


def as_panels(argument: str, names: object) -> tuple[str, ...]:
    """The panels of these names, each once, in the order of PANELS. Raises LessonError for a name that is none."""
    known = (*PANELS, PREVIEW)
    wanted = [one_of(argument, name, known) for name in as_list(argument, names)]
    return tuple(panel for panel in known if panel in wanted)


def as_shown(argument: str, network: Network) -> Network:
    """The network as it is, or LessonError where it is too large to be shown."""
    found, depth = len(parameters(network)), len(network.layers)
    if found > MOST_PARAMETERS or depth > MOST_LAYERS:
        raise LessonError(
            argument,
            f"got {found} weights and biases in {depth} layers; a network on a page takes at most {MOST_PARAMETERS} in "
            f"{MOST_LAYERS}. Take fewer layers, or fewer units in each",
        )
    return network


@dataclass(frozen=True)
class State(Versioned):
    """Where the reader stands.

    `previous`: the network before the last update, None before the first one. `segment` counts the reader's edits,
    `moves` the moves made since the last of them. `chosen` is the parameter whose chain rule is shown, `full` whether
    with pre-activations, `editing` the value in the editor. `begun` is what the last edit made, None before the first
    edit: the texts of the page tell of it.
    """

    problem: Problem
    chosen: str
    editing: str
    panels: tuple[str, ...] = part(as_panels, PANELS)
    epoch: int = part(as_count, 0)
    move: int = part(partial(as_whole, least=0, most=MOVES), 0)
    segment: int = part(as_count, 0)
    moves: int = part(as_count, 0)
    previous: Network | None = None
    full: bool = part(as_flag, False)
    diverged_at: int | None = part(or_none(as_count), None)
    begun: Problem | None = None

    def __post_init__(self) -> None:
        """Check the fields, and that they belong to one network."""
        super().__post_init__()
        as_shown("layers", self.network)
        begun = None if self.begun is None else self.begun.network
        for name, other in (("previous", self.previous), ("begun", begun)):
            if other is not None and other.sizes != self.network.sizes:
                sizes = f"has the sizes {other.sizes}; it takes those of the network, {self.network.sizes}"
                raise LessonError(name, sizes)
        find_parameter(self.network, self.chosen)
        one_of("editing", self.editing, editable(self.network))

    @property
    def network(self) -> Network:
        """The network as it stands."""
        return self.problem.network


def advance(state: State, moves: int) -> tuple[State, Sequence[float]]:
    """Make so many moves. Returns the state after them and the losses of the epochs from state.epoch on.

    A run that diverges rests before the update that overflowed, and `diverged_at` names the epoch of that update.
    """
    as_whole("moves", moves, 0, MOST_COUNT)
    if state.diverged_at is not None:
        moves = 0
    done = state.move % MOVES  # moves made in the epoch under way
    epochs, move = divmod(done + moves, MOVES)
    check_work(state.network, epochs)
    run = _train(state, state.network, max(epochs - 1, 0))
    losses, network, previous, diverged_at = run.losses, run.network, state.previous, run.diverged_at
    if epochs and diverged_at is None:  # the last epoch by itself, to keep the network before its update
        last = _train(state, run.network, 1)
        losses, network, previous = losses + last.losses[1:], last.network, run.network
        diverged_at = last.diverged_at and epochs
    if diverged_at == 0:
        return replace(state, diverged_at=state.epoch), ()
    if diverged_at is not None:
        rest, before = advance(state, (diverged_at - 1) * MOVES + MOVES - 1 - done)
        return replace(rest, diverged_at=state.epoch + diverged_at), before
    if moves:
        state = replace(
            state,
            problem=replace(state.problem, network=network),
            previous=previous,
            epoch=state.epoch + epochs,
            move=move or MOVES,
            moves=state.moves + moves,
        )
    return state, losses


def _train(state: State, network: Network, epochs: int) -> TrainingRun:
    return replace(state.problem, network=network).train(epochs)


def current_value(state: State, name: str) -> float:
    """The value of anything a reader can change, by its name."""
    problem, sizes = state.problem, state.network.sizes
    if name == "learning_rate":
        return problem.learning_rate
    for names, values in ((unit_names(sizes)[0], problem.inputs), (target_names(sizes), problem.targets)):
        if name in names:
            return values[names.index(name)]
    return value_of(problem.network.layers, find_parameter(problem.network, name))


def edited(state: State, name: str, value: float) -> State:
    """The state with one value changed by the reader: a new segment begins, the epoch under way starts again."""
    try:
        problem = with_change(state.problem, name, value)
        problem.loss()
    except LessonError as error:
        raise error.under(name) from None
    move = state.move % MOVES if name == "learning_rate" else 0  # what is already worked out does not depend on it
    return replace(
        state,
        problem=problem,
        segment=state.segment + 1,
        moves=0,
        move=move,
        previous=None,
        diverged_at=None,
        begun=problem,
    )


def check_work(network: Network, epochs: int) -> None:
    """Raises LessonError for more epochs than one request may make of this network.

    Measured in the page on a desktop, an epoch takes about as long as its parameters, 25 for each layer and 10 more, at
    half a microsecond each.
    """
    an_epoch = len(parameters(network)) + 25 * len(network.layers) + 10
    most = min(MOST_EPOCHS, MOST_WORK // an_epoch)
    if epochs > most:
        raise LessonError(
            "epochs",
            f"got {epochs}; one request makes at most {most} epochs of a network of this size. Ask for them in parts",
        )
