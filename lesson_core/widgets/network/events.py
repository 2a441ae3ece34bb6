"""The live network: answers the events of its widget.

Events: open (the author's options), step {moves}, train {epochs}, set {name, text} or {name, position}, nudge {name,
by}, choose {name}: whose chain rule is shown, edit {name}: what stands in the editor, form {full}, reveal.
"""

import math
from dataclasses import replace

from lesson_core.checks import (
    LessonError,
    as_flag,
    as_float,
    as_list,
    as_positive,
    as_record,
    as_whole,
    known_options,
    one_of,
    sent,
)
from lesson_core.naming import find_parameter, parameters, target_names, unit_names
from lesson_core.network import LOSSES, Layer, Network, as_sample
from lesson_core.presets import LESSON_INPUTS, LESSON_LEARNING_RATE, LESSON_TARGETS, lesson_network
from lesson_core.reading.numbers import number_from_text

from . import view
from .state import (
    MOST_EPOCHS,
    MOVES,
    PANELS,
    State,
    advance,
    check_size,
    current_value,
    editable,
    edited,
    from_json,
    panels_of,
)


def answer(widget_id: str, data: dict | None, event: dict) -> dict:
    """The reply to one event. Raises LessonError for what the reader or author can mend."""
    kind = event["type"]
    if kind == "open":
        state = opened({key: value for key, value in event.items() if key != "type"})
        reply = _reply(widget_id, state, [view.View(state).loss])
        return {**reply, "html": view.shell(state, reply["slots"], widget_id), "walks": WALKS}
    state = from_json(data)
    one_of("event", kind, ("open", *EVENTS))
    from_epoch = state.epoch
    state, losses = EVENTS[kind](state, event)
    return _reply(widget_id, state, losses, from_epoch)


def _reply(widget_id: str, state: State, losses: list[float], from_epoch: int = 0) -> dict:
    slots = view.slots(state, widget_id)
    return {
        "state": state.as_json(),
        "slots": slots,
        "sentence": slots["sentence"],
        "losses": {"from": from_epoch, "values": [loss for loss in losses if math.isfinite(loss)]},
        "position": {"segment": state.segment, "moves": state.moves},
        "view": ["chosen", "editing", "full"],
        "diverged": state.diverged_at is not None,
    }


def _step(state: State, event: dict):
    return advance(state, sent(event, "moves"))


def _train(state: State, event: dict):
    epochs = as_whole("epochs", sent(event, "epochs"), 1, MOST_EPOCHS)
    return advance(state, epochs * MOVES - state.move % MOVES)


def _reveal(state: State, event: dict):
    return advance(state, max(0, 4 - state.move % MOVES))


def _set(state: State, event: dict):
    name = event.get("name", state.editing)  # the editor's field leaves it out: it means what was chosen last
    current_value(state, name)  # refuses what is no name
    if "position" in event:  # a slider on a logarithmic scale gives the power of ten
        power = number_from_text(name, event["position"])
        if not -300 <= power <= 300:
            raise LessonError(name, f"got the power of ten {power!r}; it takes one from -300 to 300")
        value = float(f"{10**power:.2g}")
    else:
        value = number_from_text(name, sent(event, "text"))
    return _edit(state, name, value)


def _nudge(state: State, event: dict):
    name = sent(event, "name")
    before = current_value(state, name)
    return _edit(state, name, round(before + as_float(name, sent(event, "by")), 12))


def _edit(state: State, name: str, value: float):
    state = edited(state, name, value)
    if name != "learning_rate":  # it has a field of its own
        state = replace(state, editing=name)
    return state, [view.View(state).loss]


def _choose(state: State, event: dict):
    return _chosen(state, sent(event, "name")), [view.View(state).loss]


def _open_editor(state: State, event: dict):
    name = one_of("name", sent(event, "name"), editable(state.network))
    return replace(state, editing=name), [view.View(state).loss]


def _chosen(state: State, name: str) -> State:
    sizes = state.network.sizes
    if name in unit_names(sizes)[0] or name in target_names(sizes):
        return replace(state, editing=name)
    return replace(state, chosen=find_parameter(state.network, name).name, editing=name)


def _form(state: State, event: dict):
    return replace(state, full=as_flag("full", sent(event, "full"))), [view.View(state).loss]


EVENTS = {
    "step": _step,
    "train": _train,
    "reveal": _reveal,
    "set": _set,
    "nudge": _nudge,
    "choose": _choose,
    "edit": _open_editor,
    "form": _form,
}

_STEP = {"type": "step", "moves": 1}
# What a reader is likely to do first: the moves one by one, an epoch, a hundred, the chain rule's numbers; then back.
WALKS = [
    [_STEP] * 6,
    [{"type": "train", "epochs": 1}, {"type": "train", "epochs": 1}],
    [{"type": "train", "epochs": 100}],
    [{"type": "reveal"}],
    *([{"type": "step", "moves": moves}] for moves in (0, 2, 3, 4, 5, 499)),
]


def opened(options: dict) -> State:
    """The first state, from the author's options; what is left out is the lesson's.

    layers: [{weights, biases, activation}], loss, inputs, targets, learning_rate, train_biases, panels, chosen.
    """
    allowed = ("layers", "loss", "inputs", "targets", "learning_rate", "train_biases", "panels", "chosen")
    known_options("network", options, allowed)
    network = lesson_network()
    if "layers" in options:
        layers = [_layer(k, layer) for k, layer in enumerate(as_list("layers", options["layers"]))]
        network = Network(tuple(layers))
        check_size(network)
    network = replace(network, loss=options.get("loss", LOSSES[0]))
    inputs, targets = as_sample(network, options.get("inputs", LESSON_INPUTS), options.get("targets", LESSON_TARGETS))
    chosen = find_parameter(network, options.get("chosen", parameters(network)[0].name)).name
    return State(
        network=network,
        inputs=inputs,
        targets=targets,
        learning_rate=as_positive("learning_rate", options.get("learning_rate", LESSON_LEARNING_RATE)),
        train_biases=as_flag("train_biases", options.get("train_biases", True)),
        epoch=0,
        move=0,
        segment=0,
        moves=0,
        previous=None,
        chosen=chosen,
        editing=chosen,
        full=False,
        diverged_at=None,
        panels=panels_of(options.get("panels", PANELS)),
    )


def _layer(k: int, layer: dict) -> Layer:
    return Layer(**as_record(f"layers[{k}]", layer, ("weights", "biases"), ("activation",)))
