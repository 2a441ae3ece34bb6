"""What the live network says: every state as one sentence, and the names on its controls."""

import math

from lesson_core.markup.numbers import count, fmt
from lesson_core.naming import parameters, target_names, unit_names

from .state import MOVES, State
from .view import View

MOVE_NAMES = (
    "Before the first move",
    "Forward pass",
    "Compute loss",
    "Output gradient",
    "Backprop to hidden",
    "Weight update",
)
GUESS, TARGET, LOSS = "The guess is", "the target is", "loss"
WINDOW_CURVE = "The loss appears here, epoch by epoch."
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
    ("dot label", "dashed ring: target y"),
)
BLAME, DELTA, OVERFLOWED_VALUE = "blame", "δ", "overflow"
PICTURE_LABEL = "The network: its units, their values, its weights"
CHAIN_LABEL, CHAIN_SWITCH, FILL_IN = "Follow the chain rule to", "show the pre-activations z", "Fill in the numbers"
CHAIN_DASHES = "A dash stands for a number that no move has worked out yet. This makes the moves up to 4:"
IN_PYTHON = "in Python"
CHAIN_CODE = "The lines of lesson_core/backprop.py that work out these factors"
WEIGHTS_HEAD, WEIGHTS_CAPTION = ("weight", "value", "gradient", "change"), "Current weight values"
KEYS = "Keys"
KEY_LIST = (
    "On a value or weight of the picture: arrow up and down change it by 0.1, with Shift by 0.01.",
    "There too: Page Up and Page Down change it by 1, a digit begins a new value, Enter shows its chain rule.",
    "On the loss curve: the arrow keys, Page Up, Page Down, Home and End choose an epoch.",
    "Escape takes back what is being typed, and closes an explanation.",
    "No letter alone does anything.",
)
COPY_LINK, SHARE = "Copy link", "Keep and share"
SAVES = (  # what the page does, and the button that asks for it
    (("save-file", "Save as a file"), ("open-file", "Open a file"), ("save-run", "Save the run as CSV")),
    (("save-picture-svg", "Picture as SVG"), ("save-picture-png", "Picture as PNG")),
    (("save-curve-svg", "Curve as SVG"), ("save-curve-png", "Curve as PNG")),
)
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
    "Cross-entropy with a target of 0 or 1 has no lowest point: training brings it ever nearer to 0, but never there."
)
NEAR = 0.1  # as a part of the target, or of 1 where that is smaller: what a reader would call near
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
    return f"{name} (target)"


def slider_label(label: str) -> str:
    """What the slider of a value is called."""
    return f"{label}, slider"


def field_label(label: str) -> str:
    """What the field of a value is called."""
    return f"{label}, every digit"


def judged(guess: float, target: float) -> str:
    """How near the guess is to the target, in a word or two."""
    if not math.isfinite(guess):
        return "The numbers grew past what the computer can hold."
    if guess == target:
        return "Exactly right."
    if abs(guess - target) <= NEAR * max(1.0, abs(target)):
        return "Nearly there."
    return "Too low." if guess < target else "Too high."


def listed(values: tuple[float, ...], *, trim: bool = False) -> str:
    """0.5474 and 0.6479; three with commas; of more only the first three."""
    shown = [fmt(value, trim=trim) for value in values[:MOST_LISTED]]
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
    guess, truth, loss = listed(now.outputs), listed(targets, trim=True), fmt(now.loss, 6)
    goal = f"{'the targets are' if several else 'the target is'} {truth}"
    if view.is_untouched:
        return f"Epoch 0, ready: nothing is worked out yet; {goal}."
    if move == 0:
        said = f"the guesses are {guess}" if several else f"the guess is {guess}"
        return f"Epoch {count(epoch)}, ready: {said}, {goal}, the loss is {loss}."
    start = f"Move {move} of 5, {MOVE_NAMES[move].lower()}:"
    if move == 1:
        answers = _answers(now.activations[1:-1])
        return f"{start} {answers}{'the guesses are' if several else 'the guess is'} {guess}."
    if move == 2:
        if several:
            return f"{start} the guesses {guess} against the targets {truth} give the loss {loss}."
        return f"{start} the guess {guess} against the target {truth} gives the loss {loss}."
    if move == 3:
        blame = listed(now.deltas[-1])
        if several:
            return f"{start} the guesses were {guess}, {goal}; the blame at the outputs is {blame}."
        return f"{start} the guess was {guess}, {goal}; the blame at the output is {blame}."
    if move == 4:
        return f"{start} {_blames(now.deltas[:-1])}."
    done = "the update was made" if view.moved else "no parameter moved"
    return f"{start} epoch {count(epoch)} is done; {done} and the loss {loss_change(view.used.loss, now.loss)}."


def of_which_pass(view: View) -> str:
    """Whose numbers the chain rule shows: after the update, those from before it, whose guess stands nowhere else."""
    several, epoch = len(view.problem.targets) > 1, view.state.epoch
    if view.state.move == MOVES:
        guess = f"{'the guesses were' if several else 'the guess was'} {listed(view.used.outputs)}"
        return f"The numbers are those of the update that ended epoch {count(epoch)}: {guess} then."
    guess = f"{'the guesses are' if several else 'the guess is'} {listed(view.now.outputs)}"
    return f"The numbers are those of epoch {count(epoch + 1)}, in which {guess}."


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
        f"Training stopped at epoch {count(epoch)}: {why}. "
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


def where(epoch: int, move: int, edits: int) -> str:
    """Where the reader stands."""
    said = f"epoch {epoch:,}" + (f", move {move} of 5" if 0 < move < 5 else "")
    return f"{said}, with your changes" if edits else said
