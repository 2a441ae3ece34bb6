"""The card of a move: its name, one or two sentences, its formula with numbers, and the lines that compute it."""

from .markup import fmt, symbol_html, tag
from .move_formulas import FORMULAS, first_output
from .sentences import MOVE_NAMES
from .source import render_source


def render_card(view) -> str:
    """`view` carries the values: state, network, before, now, used, gradients, chosen, factor_terms (see widgets)."""
    move = view.state.move
    small = f"Move {move} of 5" if move else f"Epoch {view.state.epoch}"
    heading = tag(
        "h3", tag("small", small), MOVE_NAMES[move] if move or view.state.epoch == 0 else "Ready for the next move"
    )
    body = tag("p", _TEXTS[move](view), class_="card-text")
    if move == 0:
        return heading + body
    return heading + body + FORMULAS[move](view) + render_source(move, view.network.loss)


def _ready(view) -> str:
    y_hat, y = view.now.outputs[0], view.state.targets[0]
    return (
        f"The network has made its guess: {symbol_html(first_output(view))} = {fmt(y_hat)}. "
        f"The true label is {fmt(y, 4, trim=True)}. "
        "Press Step and follow, one move at a time, how it learns from the difference."
    )


def _forward(view) -> str:
    return (
        "Values run from left to right. Each unit weighs what arrives, adds its bias, and bends the sum "
        f"with its activation function ({_activation_words(view)})."
    )


def _loss(view) -> str:
    y_hat, y = view.now.outputs[0], view.state.targets[0]
    miss = fmt(abs(y - y_hat))
    if y == y_hat:
        return "The guess is exactly the true label. There is nothing to blame anyone for: the loss is 0."
    side = "below" if y_hat < y else "above"
    where = f"The guess {fmt(y_hat)} lies {miss} {side} the true label {fmt(y, 4, trim=True)}."
    return f"{where} The loss turns that miss into one number."


def _output(view) -> str:
    delta = view.now.deltas[-1][0]
    if delta == 0:
        return "Nudging the output’s sum would change nothing just now: its blame is 0."
    effect = "lower" if delta < 0 else "raise"
    sign = "negative" if delta < 0 else "positive"
    return f"Nudging the output’s sum up a little would {effect} the loss. So its blame is {sign}."


def _hidden(view) -> str:
    if len(view.network.layers) == 1:
        return "There is no hidden layer here: the blame of the output is all there is."
    return (
        "The output’s blame runs back along the same edges. Each hidden unit gets its share: "
        "the weight it spoke through, times the slope of its own activation."
    )


def _update(view) -> str:
    fell = view.now.loss <= view.used.loss
    verdict = "The loss fell" if fell else "The loss rose: this step was too long. It went"
    return (
        "Every parameter moves against its gradient, by the learning rate times the gradient. "
        f"{verdict} from {fmt(view.used.loss, 6)} to {fmt(view.now.loss, 6)}."
    )


_TEXTS = (_ready, _forward, _loss, _output, _hidden, _update)


def _activation_words(view) -> str:
    names = dict.fromkeys(layer.activation.replace("_", " ") for layer in view.network.layers)
    return " and ".join(names)
