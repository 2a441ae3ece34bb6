"""What the depth lab says: its labels, its question, its verdict, one sentence a state. Values in, text out.

Of its tasks: task_words.py.
"""

import math
from typing import TYPE_CHECKING

from lesson_core.markup.numbers import fmt

from .tasks import Health

if TYPE_CHECKING:
    from lesson_core.deep import Divergence

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
BOX_TITLES = {
    "tasks": "Tasks",
    "curve": "Loss curve",
    "chain": "The reason, in numbers",
    "numbers": "Every layer in numbers",
}
# Labels that are read out, not seen:
GUESSES_LABEL, CONTROLS_LABEL, SPEED_LABEL = "Your guess", "Controls of the depth lab", "Speed of training"
CHOICES_LABEL, CURVE_LABEL = "Choices for the network", "Loss curve of the depth lab"
SIZES_LABEL = "Size of the gradient and of the activation of each layer, on a log axis"
NUMBERS_LABEL, CHAIN_LABEL = "Sizes, layer by layer", "The chain, layer by layer"
EMPTY_CURVE = "Press Train and watch the loss."
EPOCH, LOSS, ACCURACY = "epoch", "loss", "right"
OPENING = "First a guess."
GUESS_TEXTS = {
    "larger": "several times as large",
    "same": "about as large",
    "tenth": "about a tenth",
    "thousandth": "about a thousandth",
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
QUANTITIES = {"gradient": "gradient", "activation": "activation", "first": "before training"}  # of the chart
FIRST_NARROW = "before"
AXIS, OUTPUT = "layer", "out"  # under the drawings of the layers
BROKEN, BROKEN_NARROW = "first here", "here"  # under the layer in which a number overflowed first
LAYER_COLUMNS, OUTPUT_ROW = ("layer", "gradient", "activation"), "output"
RATIO_LABEL = "First gradient / last gradient:"
CHAIN_COLUMNS = ("through", "weight · slope", "blame left")
CHAIN_LAYERS, CHAIN_WEIGHT = "layers", "weight"
FIELDS = {"chain_layers": "The number of layers", "chain_weight": "The weight"}  # beginnings of sentences about them


def label_of(_state: object, name: str) -> str | None:
    """What a choice of the reader is called on the page; None for any other name."""
    choices = {choice: f"The choice of {label}" for choice, label in CHOICES.items()}
    return (choices | FIELDS | {"learning_rate": "The learning rate"}).get(name)


CHAIN_TEXT = (
    "One unit a layer, every sum z kept at 0, where the sigmoid is steepest. On its way back through a layer, blame is "
    "multiplied by the weight and by the slope."
)


def size_text(value: float | None) -> str:
    """A size or ratio in two or three digits: 0.23, 14, 5.8 × 10⁻⁷."""
    if value is None or value == 0 or not 0.01 <= abs(value) < 1e4:
        return fmt(value, 0 if value and abs(value) < 0.01 else 3, trim=True)
    return fmt(value, 3 if value < 1 else 2 if value < 10 else 1 if value < 100 else 0)


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


def comparison_text(ratio: float, other: str) -> str:
    """How large something is beside `other`: 0.23 of it, 14 times it, or 0."""
    if ratio == 0:
        return f"0, while {other} is not"
    return f"{size_text(ratio)} {'of' if ratio < 1 else 'times'} {other}"


def layers_text(depth: int, activation: str) -> str:
    """So many layers of one kind."""
    return f"{depth} {NAMES[activation]} layer{'' if depth == 1 else 's'}"


def layer_text(layer: int, is_output: bool) -> str:
    """A layer by the name that the pictures give it; `layer` is counted from 1."""
    return "output layer" if is_output else f"layer {layer}"


def place_text(layer: int, is_output: bool) -> str:
    """A layer by its name, within a sentence."""
    return "the output layer" if is_output else f"layer {layer}"


def mark_text(layer: int, is_output: bool, quantity: str, value: float) -> str:
    """What a mark of a drawing stands for: one of QUANTITIES in one layer."""
    return f"{layer_text(layer, is_output)}: {QUANTITIES[quantity]} {size_text(value)}"


def strip_text(broken: int | None, is_output: bool) -> str:
    """The strip, for readers who cannot see it; `broken`: the layer, from 1, in which a number overflowed first."""
    told = "One cell for each layer, filled as high as its gradient is large"
    return told if broken is None else f"{told}. Numbers overflowed, first in {place_text(broken, is_output)}"


def boundary_text(is_drawn: bool) -> str:
    """The decision boundary, for readers who cannot see it."""
    return f"The points, and {'what the network guesses between them' if is_drawn else NO_GUESS}"


def question_text(depth: int, activation: str) -> str:
    """What the reader is asked before the pictures are shown."""
    layers = layers_text(depth, activation)
    if depth == 1:
        return f"In {layers}, how large is its gradient, compared with the output layer’s?"
    return f"In {layers}, how large is the first layer’s gradient, compared with the last one’s?"


def answer_text(guess: str, right: str | None, depth: int, activation: str, ratio: float | None) -> str:
    """What the guess was, what is true, and why.

    `right` and `ratio` are None where the last layer's gradient is 0: before training numbers never overflow, so
    nothing else can keep the two from being compared.
    """
    last = "the output layer’s" if depth == 1 else "the last one’s"
    truth = f"Before training, in {layers_text(depth, activation)}, "
    if ratio is None:
        truth += f"{last} gradient is 0, so nothing can be compared with it."
    else:
        truth += f"it is {comparison_text(ratio, last)}."
    if guess == "skipped":
        return truth
    fact = "none of these" if right is None else GUESS_TEXTS[right]
    judgement = "That is right." if guess == right else f"In fact: {fact}."
    return f"Your guess: {GUESS_TEXTS[guess]}. {judgement} {truth}"


def ratio_text(ratio: float | None) -> str:
    """The first layer's gradient beside the last one's; `ratio` is None where the last one's is 0."""
    if ratio is None:
        return "The last layer’s gradient is 0, so the first layer’s cannot be compared with it."
    return f"The first layer’s gradient is {comparison_text(ratio, 'the last layer’s')}."


def verdict_text(health: Health, longest: float, loud: float, loss: float, divergence: "Divergence | None") -> str:
    """Why the verdict is what it is, in one or two sentences.

    `longest`: the longest gradient of all layers; above `loud` it is too long.
    """
    if divergence is not None:
        return overflow_text(divergence)
    if health.word == "overflow":
        return "A layer’s gradient is longer than 1.8e308, where a float ends."
    share = ratio_text(health.ratio)
    if longest > loud:
        return (
            f"{share} The longest gradient is {size_text(longest)}: unless it is clipped or the learning rate is tiny, "
            "one update throws the weights far away."
        )
    if health.word == "learned":
        return f"The loss is down to {fmt(loss, 4)}. Where hardly any error is left, hardly any blame is sent."
    if health.word == "still":
        if longest == 0:
            return (
                f"The loss is {fmt(loss, 4)}, yet the gradient of every weight is 0: no update moves a weight. Nothing "
                "faded on the way back, for the last layer’s gradient is 0 too. Such a network is called dead."
            )
        return (
            f"The loss is {fmt(loss, 4)}, yet no layer has a gradient above {size_text(longest)}: "
            "updates change next to nothing."
        )
    if not health.factor:
        return share
    return f"{share} On average a hidden layer hands on {comparison_text(health.factor, 'the gradient that it gets')}."


def overflow_text(divergence: "Divergence") -> str:
    """Where numbers left what a float can hold."""
    where = place_text(divergence.layer, divergence.is_output)
    what = {
        "activations": f"a sum of {where} became",
        "gradient": f"a gradient of {where} became",
        "loss": "the loss became",
    }[divergence.quantity]
    is_nan = math.isnan(divergence.value)
    became = "“not a number”, as ∞ − ∞ does" if is_nan else "larger in size than 1.8e308, where a float ends"
    return f"At epoch {divergence.step}, {what} {became}."


def sentence_text(
    step: int, last_step: int, loss: float, accuracy: float, of_gradients: str, divergence: "Divergence | None"
) -> str:
    """The state, for the live region and for readers who cannot see the pictures.

    `of_gradients`: what is told of them, nothing while the question about them is open.
    """
    if divergence is not None:
        where = place_text(divergence.layer, divergence.is_output)
        return (
            f"Training stopped at epoch {divergence.step}: numbers overflowed in {where}. "
            "The curve up to there is kept. Press Reset, take a smaller learning rate, or clip the gradient."
        )
    told = f"Epoch {step}: loss {fmt(loss, 4)}, {percent_text(accuracy)} of the points on the right side."
    if of_gradients:
        told += f" {of_gradients}"
    if step >= last_step:
        told += f" This run ends at epoch {last_step}: a longer one would take too long to work out again."
    return told
