"""The live network's state, and how events change it. No markup here.

A state lies between two moves. `move` says which move was made last: 0 none yet, 1 forward pass, 2 loss, 3 output
gradient, 4 backprop to hidden, 5 weight update. The fifth ends the epoch: it changes the weights and raises `epoch`.
"""

import dataclasses
from dataclasses import dataclass, replace

from lesson_core.checks import LessonError, as_flag, as_list, as_positive, as_shape, as_whole, one_of
from lesson_core.naming import find_parameter, parameters, target_names, unit_names, value_of, with_value
from lesson_core.network import Layer, Network, as_sample
from lesson_core.training import TrainingRun, loss_of, train

MOVES = 5
PANELS = ("card", "curve", "values", "readout", "chain")
MOST_PARAMETERS = 2000  # weights and biases; the picture has an edge for each
MOST_LAYERS = 100
MOST_EPOCHS = 100_000  # in one request; the page asks for far fewer at a time
MOST_WORK = 7 * 10**6  # in one request, counted as `check_work` does: some seconds in the page, below its time limit
MOST_COUNT = 2**53  # where JavaScript's whole numbers end


@dataclass(frozen=True)
class State:
    """`previous`: the network before the last update, None before the first one. `segment` counts the reader's edits,
    `moves` the moves made since the last of them. `chosen` is the parameter whose chain rule is shown, `full` whether
    with pre-activations, `editing` the value in the editor."""

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
        """What a reply carries; `from_json` reads it back."""
        return {
            **{field.name: getattr(self, field.name) for field in dataclasses.fields(self)},
            "network": _network_json(self.network),
            "previous": self.previous and _network_json(self.previous),
        }


def from_json(data: dict) -> State:
    """The state a reply carried. Raises LessonError or RequestError when it is not one."""
    as_shape("state", data, [field.name for field in dataclasses.fields(State)])
    network = _network(data["network"])
    previous = None if data["previous"] is None else _network(data["previous"])
    if previous is not None and previous.sizes != network.sizes:
        raise LessonError("previous", f"has the sizes {previous.sizes}; it takes those of the network, {network.sizes}")
    inputs, targets = as_sample(network, data["inputs"], data["targets"])
    diverged = data["diverged_at"]
    return State(
        network=network,
        inputs=inputs,
        targets=targets,
        learning_rate=as_positive("learning_rate", data["learning_rate"]),
        train_biases=as_flag("train_biases", data["train_biases"]),
        epoch=as_whole("epoch", data["epoch"], 0, MOST_COUNT),
        move=as_whole("move", data["move"], 0, MOVES),
        segment=as_whole("segment", data["segment"], 0, MOST_COUNT),
        moves=as_whole("moves", data["moves"], 0, MOST_COUNT),
        previous=previous,
        chosen=find_parameter(network, data["chosen"]).name,
        editing=one_of("editing", data["editing"], editable(network)),
        full=as_flag("full", data["full"]),
        diverged_at=diverged if diverged is None else as_whole("diverged_at", diverged, 0, MOST_COUNT),
        panels=panels_of(data["panels"]),
    )


def editable(network: Network) -> tuple[str, ...]:
    """The names of all that a reader can change but the learning rate: parameters, inputs, targets."""
    names = (parameter.name for parameter in parameters(network))
    return (*names, *unit_names(network.sizes)[0], *target_names(network.sizes))


def panels_of(names: list[str]) -> tuple[str, ...]:
    """The panels of these names, each once, in the order of PANELS. Raises LessonError for a name that is none."""
    wanted = [one_of("panels", name, PANELS) for name in as_list("panels", names)]
    return tuple(panel for panel in PANELS if panel in wanted)


def advance(state: State, moves: int) -> tuple[State, list[float]]:
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


def current_value(state: State, name: str) -> float:
    """The value of anything a reader can change, by its name."""
    sizes = state.network.sizes
    if name == "learning_rate":
        return state.learning_rate
    for names, values in ((unit_names(sizes)[0], state.inputs), (target_names(sizes), state.targets)):
        if name in names:
            return values[names.index(name)]
    return value_of(state.network.layers, find_parameter(state.network, name))


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
        loss_of(changed.network, changed.inputs, changed.targets)
    except LessonError as error:
        raise LessonError(name, str(error).split(": ", 1)[1]) from None
    move = state.move % MOVES if name == "learning_rate" else 0  # what is already worked out does not depend on it
    return replace(changed, segment=state.segment + 1, moves=0, move=move, previous=None, diverged_at=None)


def check_size(network: Network) -> None:
    """Raises LessonError for a network that is too large to be shown."""
    found, depth = len(parameters(network)), len(network.layers)
    if found > MOST_PARAMETERS or depth > MOST_LAYERS:
        raise LessonError(
            "layers",
            f"got {found} weights and biases in {depth} layers; a network on a page takes at most {MOST_PARAMETERS} in "
            f"{MOST_LAYERS}. Take fewer layers, or fewer units in each",
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


def _network(data: dict) -> Network:
    as_shape("network", data, ("layers", "loss"))
    layers = [
        as_shape(f"layers[{k}]", layer, ("weights", "biases", "activation"))
        for k, layer in enumerate(as_list("layers", data["layers"]))
    ]
    network = Network(tuple(Layer(**layer) for layer in layers), data["loss"])
    check_size(network)
    return network


def _network_json(network: Network) -> dict:
    layers = [{"weights": x.weights, "biases": x.biases, "activation": x.activation} for x in network.layers]
    return {"layers": layers, "loss": network.loss}


def _put(values: tuple[float, ...], index: int, value: float) -> tuple[float, ...]:
    return (*values[:index], value, *values[index + 1 :])
