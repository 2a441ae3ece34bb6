"""What the card of each move says: one or two sentences about the network as it stands."""

import math

from lesson_core.markup.numbers import count, fmt
from lesson_core.markup.symbols import symbol_html

from .view import View
from .words import NO_LOWEST_POINT, in_words, loss_change

OVERFLOWED = "The numbers have grown past what the computer can hold: what is left of this blame is no number."


def place_of(view: View) -> str:
    """Where the card stands: which move, or which epoch."""
    return f"Move {view.state.move} of 5" if view.state.move else f"Epoch {count(view.state.epoch)}"


def card_text(view: View) -> str:
    """What the move at hand does, in one or two sentences, as markup."""
    return _TEXTS[view.state.move](view)


def _ready(view: View) -> str:
    if not math.isfinite(view.now.loss):
        return (
            "With these values the numbers grow past what the computer can hold: there is no loss to learn from. Make "
            "the values smaller, or press Reset."
        )
    y_hat, y = view.now.outputs[0], view.problem.targets[0]
    symbol, truth = f"{symbol_html(view.first_output)} = {fmt(y_hat)}", fmt(y, 4, trim=True)
    first = "first " if _others(view) else ""
    if view.is_untouched:
        return (
            f"The inputs, the weights and the {first}target {truth} are set. Nothing is worked out yet. Press Step and "
            "follow, one move at a time, how the network learns."
        )
    guess = f"The {first}guess is {symbol}. Its target is {truth}."
    if view.now.loss == 0:
        return f"{guess} The loss is 0, so nothing is left to learn. Press Step and see what the five moves do then."
    return f"{guess} Press Step and follow, one move at a time, how it learns from the difference."


def _forward(view: View) -> str:
    activations = [layer.activation for layer in view.network.layers]
    does = "puts the sum through" if "identity" in activations else "bends the sum with"
    names = in_words([name.replace("relu", "ReLU").replace("_", " ") for name in dict.fromkeys(activations)])
    return (
        f"Values run from left to right. Each unit weighs what arrives, adds its bias, and {does} "
        f"its activation function ({names})."
    )


def _loss(view: View) -> str:
    y_hat, y = view.now.outputs[0], view.problem.targets[0]
    first, others = "first " if _others(view) else "", _others(view)
    endless = f" {NO_LOWEST_POINT}" if view.is_endless else ""
    if y == y_hat and endless:
        return f"The {first}guess is as near to the target {fmt(y, 4, trim=True)} as a computer’s numbers go.{endless}"
    if y == y_hat:
        return f"The {first}guess is exactly the target. {_no_miss(view, others)}"
    side = "below" if y_hat < y else "above"
    where = f"The {first}guess {fmt(y_hat)} lies {fmt(abs(y - y_hat))} {side} the target {fmt(y, 4, trim=True)}."
    misses = f"this miss and that of the {others}" if others else "that miss"
    return f"{where} The loss turns {misses} into one number.{endless}"


def _no_miss(view: View, others: str) -> str:
    """What the loss is made of where the guess looked at is right."""
    if view.now.loss == 0:
        return "There is nothing to blame anyone for: the loss is 0."
    if view.network.loss != "binary_cross_entropy":
        return f"The loss comes from the {others} alone."
    more = f" The {others} may add to the loss." if others else ""
    return (
        "Cross-entropy is not 0 even so, since the target lies between 0 and 1. But it is as small as it can be "
        f"here.{more}"
    )


def _others(view: View) -> str:
    """The outputs that the card does not look at: none, the other output, or the other outputs."""
    return ("", "other output", "other outputs")[min(len(view.problem.targets), 3) - 1]


def _output(view: View) -> str:
    delta = view.now.deltas[-1][0]
    first = "first " if _others(view) else ""
    if math.isnan(delta):
        return OVERFLOWED
    if delta == 0:
        return f"A tiny nudge to the {first}output’s sum would not change the loss just now: its blame is 0."
    effect = "lower" if delta < 0 else "raise"
    sign = "negative" if delta < 0 else "positive"
    return f"Nudging the {first}output’s sum up a little would {effect} the loss. So its blame is {sign}."


def _hidden(view: View) -> str:
    if len(view.network.layers) == 1:
        return "There is no hidden layer here: the blame of the output is all there is."
    if not all(math.isfinite(delta) for layer in view.now.deltas for delta in layer):
        return OVERFLOWED
    if view.sizes[-1] == 1 and len(view.sizes) == 3:
        return (
            "The output’s blame runs back along the same edges. Each hidden unit gets its share: "
            "the weight it spoke through, times the slope of its own activation."
        )
    return (
        "Blame runs back along the same edges, layer by layer. For each unit that it spoke to, a hidden unit gets that "
        "unit’s blame times the weight between them. The sum is multiplied by the slope of its own activation."
    )


def _update(view: View) -> str:
    trained = [p for p in view.parameters if view.problem.train_biases or not p.is_bias]
    who = "parameter" if view.problem.train_biases else "weight"
    if view.moved:
        moved = f"Each {who} moves against its gradient, by the learning rate times the gradient."
    elif any(view.gradients[p.name] for p in trained):
        moved = "Each step is smaller than the last place that a computer keeps, so nothing moves."
    else:
        moved = f"Each {who} has the gradient 0, so none of them moves."
    held = "" if view.problem.train_biases else " The biases are held still here."
    before, after = view.used.loss, view.now.loss
    too_long = " This step was too long." if after > before and fmt(after, 6) != fmt(before, 6) else ""
    return f"{moved}{held} The loss {loss_change(before, after)}.{too_long}"


_TEXTS = (_ready, _forward, _loss, _output, _hidden, _update)
