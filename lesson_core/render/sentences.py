"""Every state of the live network as one sentence, for the live region and for readers who cannot see the picture."""

from ..backprop import Trace
from ..network import Network
from .markup import fmt

MOVE_NAMES = (
    "Before the first move",
    "Forward pass",
    "Compute loss",
    "Output gradient",
    "Backprop to hidden",
    "Weight update",
)


def listed(values: tuple[float, ...], decimals: int = 4) -> str:
    """0.5474 and 0.6479; three or more with commas; of many only the first three."""
    shown = [fmt(value, decimals, trim=decimals == 0) for value in values[:3]]
    if len(values) > 3:
        return ", ".join(shown) + ", ..."
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def sentence_of(
    move: int,
    epoch: int,
    diverged_at: int | None,
    now: Trace,
    used: Trace,
    targets: tuple[float, ...],
    before: Network,
    learning_rate: float,
) -> str:
    """What has just happened, with its numbers."""
    if diverged_at is not None:
        why = "the numbers grew past what the computer can hold"
        if before.loss == "binary_cross_entropy" and before.layers[-1].activation != "sigmoid":
            why = "a guess left the range between 0 and 1, outside which this loss has no value"
        return (
            f"Training stopped at epoch {diverged_at}: {why}. "
            "Everything up to there is kept. Step back, press Reset, or try a smaller learning rate."
        )
    guess, truth, loss = listed(now.outputs), listed(tuple(targets)), fmt(now.loss, 6)
    if move == 0:
        return f"Epoch {epoch}, ready: the guess is {guess}, the true label is {truth}, the loss is {loss}."
    start = f"Move {move} of 5, {MOVE_NAMES[move].lower()}:"
    if move == 1:
        hidden = f"the hidden units answer {listed(now.activations[-2])}, " if len(now.activations) > 2 else ""
        return f"{start} {hidden}the guess is {guess}."
    if move == 2:
        return f"{start} the guess {guess} against the true label {truth} gives the loss {loss}."
    if move == 3:
        return (
            f"{start} the guess was {guess}, the truth is {truth}; the blame at the output is {listed(now.deltas[-1])}."
        )
    if move == 4:
        if len(now.deltas) == 1:
            return f"{start} there is no hidden layer here, so the blame stops at the output."
        return f"{start} sent back through the weights, the blame at the hidden units is {listed(now.deltas[-2])}."
    went = f"stayed at {loss}" if now.loss == used.loss else f"went from {fmt(used.loss, 6)} to {loss}"
    return f"{start} epoch {epoch} is done; the weights were updated and the loss {went}."
