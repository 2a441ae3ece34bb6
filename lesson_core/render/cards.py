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
    return heading + body + FORMULAS[move](view) + render_source(move, view.network)


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
    several = len(view.state.targets) > 1
    if y == y_hat:
        return f"The {'first ' if several else ''}guess is exactly the true label. {_no_miss(view, y, several)}"
    side = "below" if y_hat < y else "above"
    where = (
        f"The {'first ' if several else ''}guess {fmt(y_hat)} lies {fmt(abs(y - y_hat))} {side} "
        f"the true label {fmt(y, 4, trim=True)}."
    )
    return f"{where} The loss turns {'this miss and the others' if several else 'that miss'} into one number."


def _no_miss(view, y: float, several: bool) -> str:
    """What the loss is made of where the guess looked at is right."""
    if view.now.loss == 0:
        return "There is nothing to blame anyone for: the loss is 0."
    if several:
        return "The loss is made of the misses of the others."
    if y in (0, 1):
        return "That is so only in the places that a computer keeps: what is left is a tiny loss."
    return "Cross-entropy is not 0 even so, since the label lies between 0 and 1. But it is as small as it can be here."


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
    trained = [p for p in view.parameters if view.state.train_biases or not p.is_bias]
    who = "parameter" if view.state.train_biases else "weight"
    if any(view.gradients[p.name] for p in trained):
        moved = f"Each {who} moves against its gradient, by the learning rate times the gradient."
    else:
        moved = f"Each {who} has the gradient 0, so none of them moves."
    held = "" if view.state.train_biases else " The biases are held still here."
    return f"{moved}{held} {_loss_verdict(view.used.loss, view.now.loss)}"


def _loss_verdict(before: float, after: float) -> str:
    """Which way the loss went. Two losses can look alike and still differ behind the places shown."""
    old, new = fmt(before, 6), fmt(after, 6)
    if after == before:
        return f"The loss stayed at {new}."
    if old == new:
        return f"The loss {'fell' if after < before else 'rose'} by less than these places show: it is {new}."
    return f"The loss {'fell' if after < before else 'rose: this step was too long. It went'} from {old} to {new}."


_TEXTS = (_ready, _forward, _loss, _output, _hidden, _update)


def _activation_words(view) -> str:
    names = dict.fromkeys(layer.activation.replace("_", " ") for layer in view.network.layers)
    return " and ".join(names)
