"""From a network fence's options to a network, with shapes checked by lesson_core."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from typing import Any

from lesson_core import Layer, LessonError, Network
from lesson_core.naming import parameters
from lesson_core.network import as_sample
from site_scripts.lesson import schema
from site_scripts.lesson.mistakes import Mistake, allowed_words, nearest
from site_scripts.lesson.numbers import LESSON, Sample

RESERVED = {"lesson": "{{ lesson.loss }}", "chain": "{{ chain.influence }}"}


def network_sample(options: schema.NetworkOptions) -> Sample:
    """The network that the options describe, with its example. Raises Mistake where shapes do not fit."""
    if options.layers is None and options.sizes is None:
        network, inputs, targets = LESSON.network, LESSON.inputs, LESSON.targets
    else:
        network, inputs, targets = _network(options), (), ()
    _check_size(network, options)
    _check_names(network, options)
    sample = Sample(
        network if options.loss == network.loss else Network(network.layers, options.loss),
        inputs if options.inputs is None else tuple(options.inputs),
        targets if options.targets is None else tuple(options.targets),
        options.learning_rate,
        options.train_biases,
    )
    try:
        as_sample(sample.network, sample.inputs, sample.targets)
    except LessonError as error:
        raise mistake_in_network(error) from error
    return sample


def _check_size(network: Network, options: schema.NetworkOptions) -> None:
    option = ("layers",) if options.sizes is None else ("sizes",)
    count = sum((n_in + 1) * n_out for n_in, n_out in pairwise(network.sizes))
    for found, most, what in (
        (max(network.sizes), schema.MOST_IN_A_COLUMN, "values in one column"),
        (len(network.sizes), schema.MOST_COLUMNS, "columns"),
        (count, schema.MOST_PARAMETERS, "weights and biases"),
    ):
        if found > most:
            raise Mistake(f"the network has {found} {what}. A page can show at most {most}.", option=option)


def _check_names(network: Network, options: schema.NetworkOptions) -> None:
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


def _network(options: schema.NetworkOptions) -> Network:
    try:
        if options.sizes is None:
            layers = [_layer(k, layer) for k, layer in enumerate(options.layers or ())]
        else:
            draw = random.Random(options.seed)
            layers = [
                Layer(
                    [[round(draw.uniform(-1, 1), 2) for _ in range(n_in)] for _ in range(n_out)],
                    [0.0] * n_out,
                    options.activation,
                )
                for n_in, n_out in pairwise(options.sizes)
            ]
        return Network(tuple(layers), options.loss)
    except LessonError as error:
        raise mistake_in_network(error) from error


def _layer(k: int, layer: schema.LayerOptions) -> Layer:
    try:
        return Layer(layer.weights, layer.biases, layer.activation)
    except LessonError as error:
        raise Mistake(f"layers.{k + 1}: {error}.", option=("layers", k, *_path(error.argument))) from error


def mistake_in_network(error: LessonError) -> Mistake:
    """What lesson_core refuses, with the option it is about."""
    return Mistake(f"{error}.", option=_path(error.argument))


def _path(argument: str) -> tuple:
    """`weights[1]` as the path of an option: ("weights", 1)."""
    return tuple(int(part) if part.isdecimal() else part for part in re.findall(r"\w+", argument))


def network_settings(options: schema.NetworkOptions, sample: Sample) -> dict[str, Any]:
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
