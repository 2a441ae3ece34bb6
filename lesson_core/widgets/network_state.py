"""The live network's state, and how events change it. No markup here.

A state lies between two moves. `move` says which move was made last: 0 none yet, 1 forward pass, 2 loss, 3 output
gradient, 4 backprop to hidden, 5 weight update. The fifth ends the epoch: it changes the weights and raises `epoch`.
"""

import dataclasses
from dataclasses import dataclass, replace

from ..checks import LessonError, as_positive
from ..naming import find_parameter, target_names, unit_names, with_value
from ..network import Layer, Network, as_sample
from ..training import TrainingRun, train

MOVES = 5
PANELS = ("card", "curve", "values", "readout", "chain")
MOST_EPOCHS = 100_000  # in one request; the page asks for far fewer at a time


@dataclass(frozen=True)
class State:
    """`previous`: the network before the last update, None before the first one. `segment` counts the reader's edits,
    `moves` the moves made since the last of them. `chosen` is the parameter whose
    chain rule is shown, `full` whether with pre-activations, `editing` the value in the editor."""

    network: Network
    inputs: tuple[float, ...]
    targets: tuple[float, ...]
    learning_rate: float
    train_biases: bool
    epoch: int
    move: int
    segment: int
    moves: int
    previous: Network | None
    chosen: str
    editing: str
    full: bool
    diverged_at: int | None
    panels: tuple[str, ...]

    def as_json(self) -> dict:
        return {
            **{field.name: getattr(self, field.name) for field in dataclasses.fields(self)},
            "network": _network_json(self.network),
            "previous": self.previous and _network_json(self.previous),
        }


def from_json(data: dict) -> State:
    """The state a reply carried. Raises LessonError or KeyError when it is not one."""
    network = _network(data["network"])
    inputs, targets = as_sample(network, data["inputs"], data["targets"])
    return State(
        network=network,
        inputs=inputs,
        targets=targets,
        learning_rate=as_positive("learning_rate", data["learning_rate"]),
        train_biases=data["train_biases"] is True,
        epoch=_count("epoch", data["epoch"]),
        move=_count("move", data["move"], MOVES),
        segment=_count("segment", data["segment"]),
        moves=_count("moves", data["moves"]),
        previous=_network(data["previous"]) if data["previous"] else None,
        chosen=find_parameter(network, data["chosen"]).name,
        editing=str(data["editing"]),
        full=data["full"] is True,
        diverged_at=None if data["diverged_at"] is None else _count("diverged_at", data["diverged_at"]),
        panels=tuple(panel for panel in PANELS if panel in data["panels"]),
    )


def advance(state: State, moves: int) -> tuple[State, list[float]]:
    """Make so many moves. Returns the state after them and the losses of the epochs from state.epoch on.

    A run that diverges rests before the update that overflowed, and `diverged_at` names the epoch of that update.
    """
    moves = _count("moves", moves, MOST_EPOCHS * MOVES)
    if state.diverged_at is not None:
        moves = 0
    done = state.move % MOVES  # moves made in the epoch under way
    epochs, move = divmod(done + moves, MOVES)
    run = _train(state, state.network, max(epochs - 1, 0))
    losses, network, previous, diverged_at = run.losses, run.network, state.previous, run.diverged_at
    if epochs and diverged_at is None:  # the last epoch by itself, to keep the network before its update
        last = _train(state, run.network, 1)
        losses, network, previous = losses + last.losses[1:], last.network, run.network
        diverged_at = last.diverged_at and epochs
    if diverged_at == 0:
        return replace(state, diverged_at=state.epoch), []
    if diverged_at is not None:
        rest, losses = advance(state, (diverged_at - 1) * MOVES + MOVES - 1 - done)
        return replace(rest, diverged_at=state.epoch + diverged_at), losses
    if moves:
        state = replace(
            state,
            network=network,
            previous=previous,
            epoch=state.epoch + epochs,
            move=move or MOVES,
            moves=state.moves + moves,
        )
    return state, list(losses)


def _train(state: State, network: Network, epochs: int) -> TrainingRun:
    return train(network, state.inputs, state.targets, state.learning_rate, epochs, train_biases=state.train_biases)


def edited(state: State, name: str, value: float) -> State:
    """The state with one value changed by the reader: a new segment begins, the epoch under way starts again."""
    units, y_names = unit_names(state.network.sizes), target_names(state.network.sizes)
    if name == "learning_rate":
        changed = replace(state, learning_rate=as_positive("learning_rate", value))
    elif name in units[0]:
        changed = replace(state, inputs=_put(state.inputs, units[0].index(name), value))
    elif name in y_names:
        changed = replace(state, targets=_put(state.targets, y_names.index(name), value))
    else:
        changed = replace(state, network=with_value(state.network, find_parameter(state.network, name), value))
    try:
        as_sample(changed.network, changed.inputs, changed.targets)
    except LessonError as error:
        raise LessonError(name, str(error).split(": ", 1)[1]) from None
    move = state.move % MOVES if name == "learning_rate" else 0  # what is already worked out does not depend on it
    return replace(changed, segment=state.segment + 1, moves=0, move=move, previous=None, diverged_at=None)


def number_from_text(name: str, text: str) -> float:
    """A number as a reader types it: 0.5, −0.2 with either minus, 1e-3, a comma for the point. Else LessonError."""
    written = str(text).strip().replace("−", "-")
    if written.count(",") == 1 and "." not in written:
        written = written.replace(",", ".")
    try:
        if "_" in written:  # Python reads 1_000 as a number; a reader who typed it made a slip
            raise ValueError
        return float(written)
    except ValueError:
        raise LessonError(name, f"“{text}” is not a number. Type one such as 0.5 or -1.2.") from None


def _network(data: dict) -> Network:
    layers = tuple(Layer(layer["weights"], layer["biases"], layer["activation"]) for layer in data["layers"])
    return Network(layers, data["loss"])


def _network_json(network: Network) -> dict:
    layers = [{"weights": x.weights, "biases": x.biases, "activation": x.activation} for x in network.layers]
    return {"layers": layers, "loss": network.loss}


def _count(argument: str, value: int, most: int | None = None) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0 or (most is not None and value > most):
        limit = f" to {most}" if most is not None else " up"
        raise LessonError(argument, f"got {value!r}; it takes a whole number from 0{limit}")
    return value


def _put(values: tuple[float, ...], index: int, value: float) -> tuple[float, ...]:
    return (*values[:index], value, *values[index + 1 :])
