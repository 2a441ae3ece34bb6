"""What the live network says: every state as one sentence, the text of each move, and the names on its controls."""

import math

from lesson_core.markup.numbers import fmt
from lesson_core.markup.symbols import symbol_html
from lesson_core.naming import parameters, target_names, unit_names

from .state import State
from .view import View

MOVE_NAMES = (
    "Before the first move",
    "Forward pass",
    "Compute loss",
    "Output gradient",
    "Backprop to hidden",
    "Weight update",
)
READY = "Ready for the next move"
EMPTY_CURVE = "Click 100 Steps to watch it learn!"
# Fixed: the lesson's text, tests and tools call the buttons so.
RESET, STEP_BACK, STEP, ONE_EPOCH, HUNDRED_STEPS = "Reset", "Step back", "Step", "One epoch", "100 Steps"
PLAY, MOTION_ON = "Play", "Motion on"
SPEEDS = (
    ("moves", "1 move/s"),
    ("1", "1 epoch/s"),
    ("10", "10 epochs/s"),
    ("100", "100 epochs/s"),
    ("1000", "1,000 epochs/s"),
)
LEGEND = (
    ("dot high", "green, full: high"),
    ("dot low", "red, empty: low"),
    ("bar pos", "blue: positive weight"),
    ("bar neg", "red, dashed: negative weight"),
    ("bar thick", "thicker: larger"),
    ("dot label", "dashed ring: true label y"),
)
BLAME, OVERFLOWED_VALUE = "blame", "overflow"
PICTURE_LABEL = "The network: its units, their values, its weights"
CHAIN_LABEL, CHAIN_SWITCH, FILL_IN = "Follow the blame to", "show the pre-activations z", "Fill in the numbers"
CHAIN_DASHES = "A dash stands for a number that no move has worked out yet."
CHAIN_OF_NOW = "The numbers are the gradients of this epoch."
CHAIN_CODE = "The lines of lesson_core/backprop.py that work out these factors"
WEIGHTS_HEAD, WEIGHTS_CAPTION = ("weight", "value", "gradient", "change"), "Current weight values"
EPOCH, LEARNING_RATE, EDIT = "epoch", "learning rate", "Change"
MOVES_LABEL, CONTROLS_LABEL, LEGEND_LABEL = "The five moves", "Controls of the network", "Legend"
SPEED, SPEED_LABEL, CURVE_LABEL = "speed", "Speed of Play", "Loss curve of the network"
PANEL_TITLES = {
    "chain": "The chain rule, alive",
    "curve": "Loss curve",
    "values": "Current weight values",
    "readout": "Network state",
}
NO_LOWEST_POINT = (
    "Cross-entropy with a label of 0 or 1 has no lowest point: training brings it ever nearer to 0, but never there."
)
MOST_LISTED = 3  # values of a layer, and layers of a network, that one sentence names


NO_LOSS = "With this value a guess would leave the range between 0 and 1, outside which this loss has no value."


def label_of(state: State, name: str) -> str | None:
    """What a value that the reader can change is called on the page; None for any other name."""
    units = unit_names(state.network.sizes)
    labels = {p.name: p.label for p in parameters(state.network)}
    labels |= {name: input_label(name) for name in units[0]}
    labels |= {name: target_label(name) for name in target_names(state.network.sizes)}
    return (labels | {"learning_rate": f"The {LEARNING_RATE}"}).get(name)


def input_label(name: str) -> str:
    """What an input is called where it can be changed."""
    return f"{name} (input)"


def target_label(name: str) -> str:
    """What a target is called where it can be changed."""
    return f"{name} (true label)"


def slider_label(label: str) -> str:
    """What the slider of a value is called."""
    return f"{label}, slider"


def field_label(label: str) -> str:
    """What the field of a value is called."""
    return f"{label}, every digit"


def listed(values: tuple[float, ...]) -> str:
    """0.5474 and 0.6479; three with commas; of more only the first three."""
    shown = [fmt(value) for value in values[:MOST_LISTED]]
    if len(values) > MOST_LISTED:
        return ", ".join(shown) + ", ..."
    return in_words(shown)


def in_words(words: list[str]) -> str:
    """One; one and two; one, two and three."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def sentence_of(view: View) -> str:
    """The state in one sentence: what has just happened, with its numbers."""
    state, now, targets = view.state, view.now, view.problem.targets
    move, epoch = state.move, state.epoch
    if state.diverged_at is not None:
        return _stopped(state.diverged_at, now.loss, view.unbounded)
    several = len(targets) > 1
    guess, truth, loss = listed(now.outputs), listed(targets), fmt(now.loss, 6)
    if move == 0:
        said = f"the guesses are {guess}, the true labels" if several else f"the guess is {guess}, the true label"
        return f"Epoch {epoch}, ready: {said} {'are' if several else 'is'} {truth}, the loss is {loss}."
    start = f"Move {move} of 5, {MOVE_NAMES[move].lower()}:"
    if move == 1:
        answers = _answers(now.activations[1:-1])
        return f"{start} {answers}{'the guesses are' if several else 'the guess is'} {guess}."
    if move == 2:
        if several:
            return f"{start} the guesses {guess} against the true labels {truth} give the loss {loss}."
        return f"{start} the guess {guess} against the true label {truth} gives the loss {loss}."
    if move == 3:
        blame = listed(now.deltas[-1])
        if several:
            return f"{start} the guesses were {guess}, the truth is {truth}; the blame at the outputs is {blame}."
        return f"{start} the guess was {guess}, the truth is {truth}; the blame at the output is {blame}."
    if move == 4:
        return f"{start} {_blames(now.deltas[:-1])}."
    done = "the update was made" if view.moved else "no parameter moved"
    return f"{start} epoch {epoch} is done; {done} and the loss {loss_change(view.used.loss, now.loss)}."


def loss_change(before: float, after: float) -> str:
    """Which way the loss went. Two losses can look alike and still differ behind the places shown."""
    old, new = fmt(before, 6), fmt(after, 6)
    if after == before:
        return f"stayed at {new}"
    way = "fell" if after < before else "rose"
    return f"{way} by less than these places show: it is {new}" if old == new else f"{way} from {old} to {new}"


def _stopped(epoch: int, loss: float, unbounded: bool) -> str:
    if not math.isfinite(loss):  # the forward pass itself overflows: no learning rate mends that
        return (
            "Training cannot go on from here: with these values the numbers grow past what the computer can hold. "
            "Step back, press Reset, or make the values smaller."
        )
    why = "the numbers grew past what the computer can hold"
    if unbounded:
        why = "a guess left the range between 0 and 1, outside which this loss has no value"
    return (
        f"Training stopped at epoch {epoch}: {why}. "
        "Everything up to there is kept. Step back, press Reset, or try a smaller learning rate."
    )


def _answers(hidden: tuple[tuple[float, ...], ...]) -> str:
    """What the hidden layers answer, ready to be followed by the guess; nothing where there are none."""
    if not hidden:
        return ""
    if len(hidden) == 1:
        return f"the hidden {'units answer' if len(hidden[0]) > 1 else 'unit answers'} {listed(hidden[0])}, "
    said = [f"hidden layer {k} answers {listed(values)}" for k, values in enumerate(hidden, start=1)]
    return "; ".join(_shortened(said)) + "; "


def _blames(hidden: tuple[tuple[float, ...], ...]) -> str:
    """The blame of the hidden layers, last layer first: so it runs."""
    if not hidden:
        return "there is no hidden layer here, so the blame stops at the output"
    if len(hidden) == 1:
        units = "hidden units" if len(hidden[0]) > 1 else "hidden unit"
        return f"sent back through the weights, the blame at the {units} is {listed(hidden[0])}"
    said = [f"{listed(values)} in hidden layer {k}" for k, values in enumerate(hidden, start=1)]
    return f"the blame is sent back through the weights, layer by layer: {'; '.join(_shortened(said[::-1]))}"


def _shortened(said: list[str]) -> list[str]:
    """All of them, or the first and the last with an ellipsis between."""
    return said if len(said) <= MOST_LISTED else [said[0], "...", said[-1]]


OVERFLOWED = "The numbers have grown past what the computer can hold: what is left of this blame is no number."


def place_of(view: View) -> str:
    """Where the card stands: which move, or which epoch."""
    return f"Move {view.state.move} of 5" if view.state.move else f"Epoch {view.state.epoch}"


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
    if _others(view):
        guess = f"The network has made its guesses. The first is {symbol}, and its true label is {truth}."
    else:
        guess = f"The network has made its guess: {symbol}. The true label is {truth}."
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
        return (
            f"The {first}guess is as near to the true label {fmt(y, 4, trim=True)} as a computer’s numbers go.{endless}"
        )
    if y == y_hat:
        return f"The {first}guess is exactly the true label. {_no_miss(view, others)}"
    side = "below" if y_hat < y else "above"
    where = f"The {first}guess {fmt(y_hat)} lies {fmt(abs(y - y_hat))} {side} the true label {fmt(y, 4, trim=True)}."
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
        "Cross-entropy is not 0 even so, since the label lies between 0 and 1. But it is as small as it can be "
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
