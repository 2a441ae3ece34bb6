"""Every state of the live network as one sentence, for the live region and for readers who cannot see the picture."""

import math

from lesson_core.backprop import Trace
from lesson_core.markup.numbers import fmt

MOVE_NAMES = (
    "Before the first move",
    "Forward pass",
    "Compute loss",
    "Output gradient",
    "Backprop to hidden",
    "Weight update",
)
MOST_LISTED = 3  # values of a layer, and layers of a network, that one sentence names


def listed(values: tuple[float, ...]) -> str:
    """0.5474 and 0.6479; three with commas; of more only the first three."""
    shown = [fmt(value) for value in values[:MOST_LISTED]]
    if len(values) > MOST_LISTED:
        return ", ".join(shown) + ", ..."
    return in_words(shown)


def in_words(words: list[str]) -> str:
    """One; one and two; one, two and three."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def sentence_of(
    move: int,
    epoch: int,
    diverged_at: int | None,
    now: Trace,
    used: Trace,
    targets: tuple[float, ...],
    *,
    moved: bool,
    unbounded: bool,
) -> str:
    """What has just happened, with its numbers.

    `moved`: whether the last update changed any parameter. `unbounded`: whether a guess may leave the range in which
    the loss has a value.
    """
    if diverged_at is not None:
        return _stopped(diverged_at, now.loss, unbounded)
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
    done = "the update was made" if moved else "no parameter moved"
    return f"{start} epoch {epoch} is done; {done} and the loss {loss_change(used.loss, now.loss)}."


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
