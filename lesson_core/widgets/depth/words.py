"""The depth lab's labels, and how it writes sizes and shares. Values in, text out.

Its sentences: sentences.py. Its tasks: task_words.py.
"""

import math
from collections.abc import Sequence

from lesson_core.markup.numbers import fmt

CHOICES = {  # the labels of the controls, by what they set
    "depth": "hidden layers",
    "width": "units a layer",
    "learning_rate": "learning rate",
    "activation": "activation",
    "initial_weights": "initial weights",
    "data": "points",
    "clip": "gradient clipping",
    "residual": "residual connections",
    "normalisation": "normalisation",
}
NAMES = {  # of what menus offer
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "small": "small (0.01)",
    "large": "large (1)",
    "xavier": "Xavier",
    "he": "He",
    "orthogonal": "orthogonal",
    "moons": "two moons",
    "spirals": "two spirals",
    "circles": "two circles",
}
RESET, ONE_STEP, TRAIN, NEW_WEIGHTS, SKIP = "Reset", "One step", "Train", "New weights", "Just show me"
SPEEDS = (("1", "1 epoch/s"), ("10", "10 epochs/s"), ("100", "100 epochs/s"), ("1000", "full speed"))
TASKS_TITLE = "Tasks"
BOX_TITLES = {
    "curve": "Loss curve",
    "chain": "The reason, in numbers",
    "numbers": "Every layer in numbers",
}
# Labels that are read out, not seen:
GUESSES_LABEL, CONTROLS_LABEL, SPEED_LABEL = "Your guess", "Controls of the depth lab", "Speed of training"
CHOICES_LABEL, CURVE_LABEL = "Choices for the network", "Loss curve of the depth lab"
SIZES_LABEL = "Blame, weight gradient and activation of each layer, on a log axis"
NUMBERS_LABEL, CHAIN_LABEL = "Sizes, layer by layer", "The chain, layer by layer"
EMPTY_CURVE = "Press Train and watch the loss."
EPOCH, LOSS, ACCURACY = "epoch", "loss", "correct"
OPENING = "First a guess."
GUESS_TEXTS = {
    "larger": "3 times as large or more",
    "same": "about as large",
    "tenth": "a third to a hundredth",
    "thousandth": "a hundredth to a ten-thousandth",
    "less": "less than a ten-thousandth",
}
TITLES = {
    "overflow": "The numbers overflowed",
    "exploded": "The blame explodes",
    "learned": "It has learned",
    "still": "The network stands still",
    "vanished": "The blame fades away",
    "healthy": "The blame arrives",
}
NO_GUESS = "no guess: numbers overflowed"  # where the boundary would be drawn
QUANTITIES = {  # of the chart
    "delta": "blame",
    "gradient": "weight gradient",
    "activation": "activation",
    "first": "blame before training",
}
AXIS, OUTPUT = "layer", "out"  # under the drawings of the layers
BROKEN, BROKEN_NARROW = "first here", "here"  # under the layer in which a number overflowed first
LAYER_COLUMNS, OUTPUT_ROW = ("layer", "blame", "weight gradient", "activation"), "output"
RATIO_LABEL = "Blame of layer 1 / blame of the output:"
CHAIN_COLUMNS = ("to", "weight · slope", "its blame")
CHAIN_LAYERS, CHAIN_WEIGHT = "layers", "weight"
FIELDS = {"chain_layers": "The number of layers", "chain_weight": "The weight"}  # beginnings of sentences about them


def label_of(_state: object, name: str) -> str | None:
    """What a choice of the reader is called on the page; None for any other name."""
    choices = {choice: f"The choice of {label}" for choice, label in CHOICES.items()}
    return (choices | FIELDS | {"learning_rate": "The learning rate"}).get(name)


CHAIN_TEXT = (
    "One unit a layer, every sum z kept at 0, where the sigmoid is steepest. The output’s blame is 1. To come to the "
    "layer before, blame is multiplied by the weight between them and by the slope of that layer."
)


def size_text(value: float | None) -> str:
    """A size or ratio in two or three digits: 0.230, 14.0, 5.8 × 10⁻⁷."""
    if value is None or value == 0 or not 0.001 <= abs(value) < 1e4:
        return fmt(value, 0 if value and abs(value) < 0.001 else 3, trim=True)
    return fmt(value, 4 if value < 0.01 else 3 if value < 1 else 2 if value < 10 else 1 if value < 100 else 0)


def short_size_text(value: float) -> str:
    """A size where there is little room."""
    return "NaN" if math.isnan(value) else "∞" if math.isinf(value) else size_text(value)


def percent_text(share: float) -> str:
    """A share in whole percent: 100 % only where it is all, 0 % only where it is none."""
    rounded = round(100 * share)
    return f"{rounded if share in (0, 1) else min(max(rounded, 1), 99)} %"


def clip_text(longest: float | None) -> str:
    """The longest gradient that an update may use, as the menu offers it; None for no limit."""
    return "off" if longest is None else f"at {fmt(longest, 4, trim=True)}"


def layer_text(layer: int, is_output: bool) -> str:
    """A layer by the name that the pictures give it; `layer` is counted from 1."""
    return "output layer" if is_output else f"layer {layer}"


def mark_text(layer: int, is_output: bool, quantity: str, value: float) -> str:
    """What a mark of a drawing stands for: one of QUANTITIES in one layer."""
    return f"{layer_text(layer, is_output)}: {QUANTITIES[quantity]} {short_size_text(value)}"


def strip_text(empty: Sequence[int], burning: Sequence[int], broken: int | None, count: int) -> str:
    """The strip, for readers who cannot see it: which cells of `count` are empty, which burn, counted from 1.

    `broken`: the layer in which a number overflowed first.
    """
    told = ["One cell for each layer, the fuller the more of the output’s blame its layer has."]
    told += [f"{name}: {numbers_text(which)}." for name, which in (("Empty", empty), ("Burning", burning)) if which]
    if broken is not None:
        told.append(f"Numbers overflowed, first in {'the output layer' if broken == count else f'layer {broken}'}.")
    return " ".join(told)


def numbers_text(layers: Sequence[int]) -> str:
    """Layers by their numbers, neighbours joined: layers 1 to 4, 7."""
    runs: list[list[int]] = []
    for layer in layers:
        if runs and runs[-1][-1] == layer - 1:
            runs[-1].append(layer)
        else:
            runs.append([layer])
    joined = ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"layer{'s' if len(layers) > 1 else ''} {joined}"


def boundary_text(is_drawn: bool) -> str:
    """The decision boundary, for readers who cannot see it."""
    return f"The points, and {'what the network guesses between them' if is_drawn else NO_GUESS}"
