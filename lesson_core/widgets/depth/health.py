"""What has become of the blame on its way back: a cell for each layer, and one word for all of them. No markup.

The strip draws the cells, and the words are made from them: so both say the same.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lesson_core.deep import Measurement

EMPTY = 1e-3  # a layer with less than this part of the output's blame has an empty cell
BURNS = 100.0  # a layer with more than so many times the output's blame has a burning one
LEARNED = 0.1  # a loss that is reached only when nearly every point is guessed right
QUIET = 1e-4  # when no layer has a longer weight gradient than this, training all but stops
LOUD = 100.0  # a weight gradient longer than this throws the weights far away


@dataclass(frozen=True)
class Cell:
    """A layer's blame beside the output's.

    level  how far its cell is filled: 1 where it is at least the output's, 0 from EMPTY down, on a log scale
    look   "blame"; "burns" where it is more than BURNS times the output's; "over" where it is not a finite number
    """

    level: float
    look: str

    @property
    def is_empty(self) -> bool:
        """Whether next to nothing arrives."""
        return self.level == 0


def cell_of(delta: float, output: float) -> Cell:
    """The cell of a layer whose blame is `delta`, where the output's is `output`."""
    if not math.isfinite(delta):
        return Cell(1.0, "over")
    if delta == 0 or output == 0 or not math.isfinite(output):
        return Cell(0.0, "blame")
    decades = math.log10(delta) - math.log10(output)  # the quotient could overflow
    level = min(1.0, max(0.0, 1 - decades / math.log10(EMPTY)))
    return Cell(level, "burns" if decades > math.log10(BURNS) else "blame")


@dataclass(frozen=True)
class Health:
    """What has become of the blame on its way from the output to the first layer.

    cells   one a layer, the output last
    ratio   the first layer's blame / the output's; None where a number overflowed or the output's is 0
    factor  what a hidden layer hands on of the blame, on average (a geometric mean); None where there is no such
    word    "overflow", "exploded" (a cell burns), "learned", "vanished" (the first layer's cell is empty), "still" (it
            is not, but no weight gradient would change anything), or "healthy"
    """

    cells: tuple[Cell, ...]
    ratio: float | None
    factor: float | None
    word: str


def health_of(measurement: "Measurement") -> Health:
    """The health of a measured run."""
    deltas = measurement.deltas  # the output's last
    cells = tuple(cell_of(delta, deltas[-1]) for delta in deltas)
    if measurement.divergence is not None or not all(map(math.isfinite, (*deltas, *measurement.gradients))):
        return Health(cells, None, None, "overflow")
    first, last_hidden, output = deltas[0], deltas[-2], deltas[-1]
    ratio = first / output if output else None
    hops = len(deltas) - 2
    factor = (first / last_hidden) ** (1 / hops) if hops and last_hidden else None
    if any(cell.look == "burns" for cell in cells):
        word = "exploded"
    elif measurement.loss < LEARNED:
        word = "learned"
    elif cells[0].is_empty:
        word = "vanished"
    else:
        word = "still" if max(measurement.gradients) < QUIET else "healthy"
    return Health(cells, ratio, factor, word)


def right_guess(ratio: float | None) -> str | None:
    """Which answer to the first question is right; None where the output has no blame to compare with."""
    if ratio is None:
        return None
    for guess, least in (("larger", 3), ("same", 1 / 3), ("tenth", 1e-2), ("thousandth", 1e-4)):
        if ratio >= least:
            return guess
    return "less"
