"""Where the nodes of a network's picture stand. Numbers are SVG user units; y grows downwards.

Whatever the sizes, two nodes are as far apart as the notes around them need: a picture of many columns or rows grows,
and is scrolled.
"""

from dataclasses import dataclass
from functools import lru_cache

type Point = tuple[float, float]


@dataclass(frozen=True)
class Proportions:
    """The measures of one drawing. `name` goes into ids and classes."""

    name: str
    width: float
    height: float  # that rows keep to, while they are not nearer than `least_row`
    radius: float
    output_radius: float
    row: float  # from one unit of a column to the next, where there is room
    least_row: float
    least_step: float  # from one column to the next
    top: float  # room above the highest node: its bias and blame stand there
    bottom: float
    side: float  # from the edge of the drawing to the centre of the first column
    right: float  # room at the right of a single output, for the blame that enters
    last_step: float  # from several outputs to their targets
    target: float  # from a single output down to its target
    pill: tuple[float, float]  # size of a weight's label
    note: float  # the widest note at a node
    sums_shown: bool  # whether there is room for the pre-activations


WIDE = Proportions("wide", 660, 420, 37, 41, 190, 148, 160, 82, 62, 62, 132, 182, 130, (78, 26), 118, sums_shown=True)
# A phone: text keeps its size, space shrinks.
NARROW = Proportions(
    "narrow", 360, 460, 28, 31, 140, 116, 100, 66, 62, 31, 72, 112, 108, (62, 22), 80, sums_shown=False
)


@dataclass(frozen=True)
class Layout:
    """Centres: `units[column][j]`, `targets[k]`; the room that the drawing needs."""

    proportions: Proportions
    units: tuple[tuple[Point, ...], ...]
    targets: tuple[Point, ...]
    width: float
    height: float

    def radius(self, column: int) -> float:
        """The radius of the nodes in a column."""
        return self.proportions.output_radius if column == len(self.units) - 1 else self.proportions.radius

    @property
    def is_large(self) -> bool:
        """Whether it is larger than its place, in which it is scrolled then."""
        return self.width > self.proportions.width + 1 or self.height > 1.2 * self.proportions.height

    @property
    def has_target_below(self) -> bool:
        """Whether the target stands below a single output."""
        return len(self.units[-1]) == 1


@lru_cache(maxsize=64)
def layout(sizes: tuple[int, ...], proportions: Proportions, wider: float = 1, taller: float = 1) -> Layout:
    """Columns spread over the width, units centred in each; so many times as far apart as they would be by themselves.

    The target of a single output stands below it, those of several outputs in a column of their own on the right.
    """
    p = proportions
    below = sizes[-1] == 1
    tallest = max(sizes)
    row = taller * min(p.row, max(p.least_row, (p.height - p.top - p.bottom) / max(tallest - 1, 1)))
    right = p.right if below else p.last_step + max(p.side + 10, 52)
    step = wider * max(p.least_step, (p.width - p.side - right) / (len(sizes) - 1))
    middle = p.top + (tallest - 1) * row / 2

    def column(x: float, count: int) -> tuple[Point, ...]:
        return tuple((round(x, 1), round(middle + (j - (count - 1) / 2) * row, 1)) for j in range(count))

    units = tuple(column(p.side + k * step, size) for k, size in enumerate(sizes))
    height = p.top + p.bottom + (tallest - 1) * row
    x, y = units[-1][0]
    if below:
        targets: tuple[Point, ...] = ((x, round(y + p.target, 1)),)
        height = max(height, y + p.target + p.output_radius + (12 if p.sums_shown else 26))  # the loss may stand below
    else:
        targets = column(x + p.last_step, sizes[-1])
    return Layout(p, units, targets, round(x + right, 1), round(height, 1))


def edge(start: Point, end: Point, r_start: float, r_end: float) -> tuple[Point, Point]:
    """The two ends of a line from rim to rim."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    return (x1 + ux * r_start, y1 + uy * r_start), (x2 - ux * r_end, y2 - uy * r_end)
