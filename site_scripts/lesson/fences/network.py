"""The live network: what its author may say of it, and the network that comes of it, checked by lesson_core."""

from __future__ import annotations

import random
from functools import partial
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field, model_validator

from lesson_core import Layer, LessonError, Network
from lesson_core.checks import one_of
from lesson_core.naming import parameters
from lesson_core.network import ACTIVATIONS, LOSSES
from lesson_core.problem import Problem
from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.mistakes import Mistake, allowed_words, nearest
from site_scripts.lesson.numbers import LESSON, LESSON_FENCE
from site_scripts.lesson.option_types import (
    Checked,
    Finite,
    Id,
    Items,
    Options,
    Positive,
    Text,
    groups,
    option_path,
    whole,
    words,
)

MOST_COLUMNS = MOST_IN_A_COLUMN = 12  # values of a network, side by side and one below the other
MOST_PARAMETERS = 300  # with as many, the recorded replies of one network make a page of 5 MB
PANELS = ("card", "curve", "values", "readout", "chain")
RESERVED = {"lesson": "{{ lesson.loss }}", "chain": "{{ chain.influence }}"}

Activation = Annotated[str, Checked(partial(one_of, allowed=ACTIVATIONS))]
Loss = Annotated[str, Checked(partial(one_of, allowed=LOSSES))]


class LayerOptions(Options):
    """One layer of a network."""

    weights: list[list[Finite]] = Field(description="one row for each unit, one number in it for each input")
    biases: list[Finite] = Field(description="one number for each unit")
    activation: Activation = Field("sigmoid", description="how each unit bends its sum")


class NetworkOptions(Options):
    """The network, its example, and how it is shown. All of it may be left out."""

    id: Id = Field("network", description="its name on the page, for links, predictions and numbers in the text")
    title: Text | None = Field(None, description="what screen readers call it")
    layers: Annotated[list[LayerOptions], groups()] | None = Field(
        None,
        description=f"the layers, from the inputs to the output: at most {MOST_COLUMNS - 1} of at most "
        f"{MOST_IN_A_COLUMN} units, with {MOST_PARAMETERS} weights and biases in all",
    )
    sizes: Annotated[list[Annotated[int, whole(1, MOST_IN_A_COLUMN)]], Items(least=2)] | None = Field(
        None, description="instead of `layers`: how many values stand in each column, inputs first; weights are drawn"
    )
    seed: int = Field(1, description="with `sizes`: the number from which the weights are drawn")
    activation: Activation = Field("sigmoid", description="with `sizes`: how every unit bends its sum")
    loss: Loss = Field("half_squared_error", description="how wrong a guess is")
    inputs: list[Finite] | None = Field(None, description="the inputs, one for each column of the first layer")
    targets: list[Finite] | None = Field(None, description="the right answers, one for each output")
    learning_rate: Positive = Field(0.5, description="how large each step is")
    train_biases: bool = Field(True, description="false keeps the biases as they are")
    panels: list[Annotated[str, words(*PANELS)]] = Field(
        list(PANELS),
        description="which parts are shown beside the picture: the card of the current move, the loss curve, the "
        "weight table, the network state, the chain rule",
    )
    chosen: Text | None = Field(None, description="the parameter whose chain rule is shown first, such as `w1`")

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> NetworkOptions:
        if self.layers is not None and self.sizes is not None:
            raise ValueError("`layers` and `sizes` both say how large the network is. Keep one of them.")
        if (self.layers or self.sizes) and (self.inputs is None or self.targets is None):
            raise ValueError("a network of your own needs `inputs` and `targets`. Add both.")
        if self.sizes is None:
            place = "Write `activation` in each of the `layers`" if self.layers else "Add `sizes`"
            self._refuse(["activation"], f"it is for networks made by `sizes`. {place}, or take the line away.")
            self._refuse(["seed"], "weights are drawn only with `sizes`. Add `sizes`, or take the line away.")
        if "chain" not in self.panels:
            self._refuse(["chosen"], "`panels` leaves out the chain rule. Add `chain` there, or take the line away.")
        return self


def _sample(options: NetworkOptions) -> Problem:
    """The network that the options describe, with its example. Raises Mistake where shapes do not fit."""
    if options.layers is None and options.sizes is None:
        network, inputs, targets = LESSON.network, LESSON.inputs, LESSON.targets
    else:
        network, inputs, targets = _network(options), (), ()
    _check_size(network, options)
    _check_names(network, options)
    try:
        return Problem(
            network if options.loss == network.loss else Network(network.layers, options.loss),
            inputs if options.inputs is None else tuple(options.inputs),
            targets if options.targets is None else tuple(options.targets),
            options.learning_rate,
            options.train_biases,
        )
    except LessonError as error:
        raise _mistake(error) from error


def _check_size(network: Network, options: NetworkOptions) -> None:
    option = ("layers",) if options.sizes is None else ("sizes",)
    count = sum((n_in + 1) * n_out for n_in, n_out in pairwise(network.sizes))
    for found, most, what in (
        (max(network.sizes), MOST_IN_A_COLUMN, "values in one column"),
        (len(network.sizes), MOST_COLUMNS, "columns"),
        (count, MOST_PARAMETERS, "weights and biases"),
    ):
        if found > most:
            raise Mistake(f"the network has {found} {what}. A page can show at most {most}.", option=option)


def _check_names(network: Network, options: NetworkOptions) -> None:
    if options.id in RESERVED:
        raise Mistake(
            f'the id "{options.id}" has a meaning of its own in numbers such as {RESERVED[options.id]}. '
            "Give this network another `id`.",
            option=("id",),
        )
    names = [parameter.name for parameter in parameters(network)]
    if options.chosen is not None and options.chosen not in names:
        raise Mistake(
            f'"chosen" is the text "{options.chosen}", which is not a parameter of this network. '
            f"{allowed_words(names)}{nearest(options.chosen, names)}",
            option=("chosen",),
        )


def _network(options: NetworkOptions) -> Network:
    try:
        if options.sizes is None:
            layers = [_layer(k, layer) for k, layer in enumerate(options.layers or ())]
        else:
            draw = random.Random(options.seed)
            layers = [
                Layer(
                    tuple(tuple(round(draw.uniform(-1, 1), 2) for _ in range(n_in)) for _ in range(n_out)),
                    (0.0,) * n_out,
                    options.activation,
                )
                for n_in, n_out in pairwise(options.sizes)
            ]
        return Network(tuple(layers), options.loss)
    except LessonError as error:
        raise _mistake(error) from error


def _layer(k: int, layer: LayerOptions) -> Layer:
    try:
        return Layer(tuple(map(tuple, layer.weights)), tuple(layer.biases), layer.activation)
    except LessonError as error:
        raise Mistake(f"layers.{k + 1}: {error}.", option=("layers", k, *option_path(error.argument))) from error


def _mistake(error: LessonError) -> Mistake:
    """What lesson_core refuses, with the option it is about."""
    return Mistake(f"{error}.", option=option_path(error.argument))


def _settings(options: NetworkOptions, sample: Problem) -> dict[str, Any]:
    """The options of lesson_core's network widget; what the author left out is left to its defaults."""
    settings: dict[str, Any] = {}
    if options.layers is not None or options.sizes is not None:
        settings["layers"] = [
            {"weights": layer.weights, "biases": layer.biases, "activation": layer.activation}
            for layer in sample.network.layers
        ]
    given = options.model_fields_set
    for name in ("loss", "inputs", "targets", "learning_rate", "train_biases", "panels", "chosen"):
        if name in given:
            settings[name] = getattr(options, name)
    return settings


def note(options: NetworkOptions, context: Context) -> None:
    """Numbers in the text, pictures and questions may be about this network."""
    context.samples[options.id] = sample = _sample(options)
    if options.id == LESSON_FENCE:
        context.samples["lesson"] = sample
    context.networks[options.id] = _settings(options, sample)


def render(options: NetworkOptions, context: Context) -> str:
    """The widget."""
    attributes = {"aria-label": options.title} if options.title else {}
    return context.widget("network", options.id, context.networks[options.id], attributes=attributes)


FENCE = Fence(
    name="network",
    doc="A network that the reader can step through, train and change. Its numbers stand here and nowhere else: texts, "
    "questions and tests follow them. Without `layers` and `sizes` it has those with which lesson_core comes.",
    model=NetworkOptions,
    render=render,
    note=note,
    noted_first=True,
    empty=True,
    example="""\
id: tiny
layers:
  - weights: [[0.5, -0.2]]
    biases: [0.1]
    activation: sigmoid
inputs: [1, 2]
targets: [1]
learning_rate: 0.5
panels: [card, curve, values]""",
)
