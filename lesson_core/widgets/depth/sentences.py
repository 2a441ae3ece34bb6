"""What the depth lab says of a run: its question, its verdict, one sentence a state. Values in, text out.

The words follow the cells of the strip (health.py). Of the tasks: task_words.py.
"""

import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lesson_core.markup.numbers import count, fmt

from .health import LOUD, Health
from .words import GUESS_TEXTS, NAMES, percent_text, size_text

if TYPE_CHECKING:
    from lesson_core.deep import Divergence, Measurement

LARGEST = fmt(sys.float_info.max)


def layers_text(depth: int, activation: str) -> str:
    """So many layers of one kind."""
    return f"{depth} {NAMES[activation]} layer{'' if depth == 1 else 's'}"


def place_text(layer: int, is_output: bool) -> str:
    """A layer by its name, within a sentence; `layer` is counted from 1."""
    return "the output layer" if is_output else f"layer {layer}"


def comparison_text(ratio: float, other: str) -> str:
    """How large something is beside `other`: 0.23 of it, 14 times it, or 0."""
    if ratio == 0:
        return f"0, while {other} is not"
    if math.isinf(ratio):
        return f"more than {LARGEST} times {other}"
    return f"{size_text(ratio)} {'of' if ratio < 1 else 'times'} {other}"


def question_text(depth: int, activation: str) -> str:
    """What the reader is asked before the pictures are shown."""
    whose = "its blame" if depth == 1 else "the blame of layer 1"
    return f"In {layers_text(depth, activation)}, how large is {whose}, compared with the output’s?"


def answer_text(guess: str, right: str | None, depth: int, activation: str, ratio: float | None) -> str:
    """What the guess was, what is true, and why. `right` and `ratio` are None where the output has no blame."""
    truth = f"Before training, in {layers_text(depth, activation)}, "
    if ratio is None:
        truth += "the output’s blame is 0, so nothing can be compared with it."
    else:
        truth += f"it is {comparison_text(ratio, 'the output’s')}."
    if guess == "skipped":
        return truth
    fact = "none of these" if right is None else GUESS_TEXTS[right]
    judgement = "That is right." if guess == right else f"In fact: {fact}."
    return f"Your guess: {GUESS_TEXTS[guess]}. {judgement} {truth}"


def share_text(ratio: float | None, layer: int = 1) -> str:
    """A layer's blame beside the output's; `ratio` is None where the output's is 0."""
    if ratio is None:
        return "The output’s blame is 0, so there is nothing to compare with it."
    return f"Layer {layer}’s blame is {comparison_text(ratio, 'the output’s')}."


def verdict_text(health: Health, now: "Measurement") -> str:
    """Why the verdict is what it is, in a few sentences."""
    if health.word == "overflow":
        return overflow_text(now.divergence) if now.divergence is not None else _too_large_text(now)
    longest = max(now.gradients)
    told = {
        "learned": f"The loss is {fmt(now.loss, 4)}. The smaller the error, the less blame is sent: the output’s is "
        f"{size_text(now.deltas[-1])}.",
        "still": "Blame arrives, but the points pull against one another: no layer has a weight gradient above "
        f"{size_text(longest)}. Unless the learning rate is huge, updates change next to nothing.",
    }.get(health.word, "")
    sentences = [told, share_text(health.ratio), *_extremes(health, now.deltas)]
    if health.factor and told == "":
        sentences.append(
            f"On average a hidden layer hands on {comparison_text(health.factor, 'the blame that it gets')}."
        )
    if longest > LOUD:
        sentences.append(
            f"The longest weight gradient is {size_text(longest)}: unless it is clipped or the learning rate is tiny, "
            "one update throws the weights far away."
        )
    return " ".join(filter(None, sentences))


def _extremes(health: Health, deltas: Sequence[float]) -> list[str]:
    """Of the layer with the most blame if its cell burns, with the least if its cell is empty: not of layer 1 again."""
    if health.ratio is None:
        return []
    most, least = (pick(range(len(deltas)), key=deltas.__getitem__) for pick in (max, min))
    told = []
    if most and health.cells[most].look == "burns":
        told.append(f"The highest is layer {most + 1}’s: {comparison_text(deltas[most] / deltas[-1], 'the output’s')}.")
    if least and health.cells[least].is_empty:
        told.append(
            f"The lowest is layer {least + 1}’s: {comparison_text(deltas[least] / deltas[-1], 'the output’s')}."
        )
    return told


def overflow_text(divergence: "Divergence") -> str:
    """Where numbers left what a float can hold."""
    where = place_text(divergence.layer, divergence.is_output)
    what = {
        "activations": f"a sum of {where}",
        "gradient": f"a gradient of {where}",
        "loss": "the loss",
    }[divergence.quantity]
    is_nan = math.isnan(divergence.value)
    became = "“not a number”, as ∞ − ∞ does" if is_nan else f"larger in size than {LARGEST}, where a float ends"
    return f"At epoch {count(divergence.step)}, {what} became {became}."


def _too_large_text(now: "Measurement") -> str:
    """Which measure of which layer is no finite number, though every number that was added up fits a float."""
    measures = (("blame", now.deltas), ("weight gradient", now.gradients))
    sizes = ((name, k + 1, sizes[k]) for name, sizes in measures for k in reversed(range(len(sizes))))
    name, layer, size = next(found for found in sizes if not math.isfinite(found[2]))
    what = "“not a number”" if math.isnan(size) else f"larger than {LARGEST}, where a float ends"
    return f"The {name} of {place_text(layer, layer == len(now.deltas))} is {what}."


def blame_text(health: Health, now: "Measurement") -> str:
    """What has become of the blame, in one sentence; nothing where training broke, which is said elsewhere."""
    if now.divergence is not None:
        return ""
    return _too_large_text(now) if health.word == "overflow" else share_text(health.ratio)


def sentence_text(
    step: int, last_step: int, loss: float, accuracy: float, of_blame: str, divergence: "Divergence | None"
) -> str:
    """The state, for the live region and for readers who cannot see the pictures.

    `of_blame`: what is told of the blame, nothing while the question about it is open.
    """
    if divergence is not None:
        where = place_text(divergence.layer, divergence.is_output)
        return (
            f"Training stopped at epoch {count(divergence.step)}: numbers overflowed in {where}. "
            "The curve up to there is kept. Press Reset, take a smaller learning rate, or clip the gradient."
        )
    told = f"Epoch {count(step)}: loss {fmt(loss, 4)}, {percent_text(accuracy)} of the points guessed right."
    if of_blame:
        told += f" {of_blame}"
    if step >= last_step:
        told += f" This run ends at epoch {count(last_step)}: a longer one would take too long to work out again."
    return told
