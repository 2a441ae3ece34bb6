"""Where everything in the picture of a network stands. Numbers are SVG user units; y grows downwards."""

from dataclasses import dataclass

type Point = tuple[float, float]


@dataclass(frozen=True)
class Proportions:
    """The measures of one drawing. `name` goes into ids and classes."""

    name: str
    width: float
    radius: float
    output_radius: float
    row: float  # from one unit of a column to the next
    top: float  # room above the highest node: its bias stands there
    bottom: float
    side: float  # from the edge of the drawing to the centre of the first column
    pill: tuple[float, float]  # size of a weight's label


WIDE = Proportions("wide", 660, 37, 41, 212, 94, 98, 62, (70, 26))
NARROW = Proportions("narrow", 360, 28, 31, 140, 66, 62, 31, (56, 22))  # a phone: text keeps its size, space shrinks


@dataclass(frozen=True)
class Layout:
    """Centres: `units[column][j]`, `targets[k]`; the height that the drawing needs."""

    proportions: Proportions
    units: tuple[tuple[Point, ...], ...]
    targets: tuple[Point, ...]
    height: float

    def radius(self, column: int) -> float:
        """The radius of the nodes in a column."""
        return self.proportions.output_radius if column == len(self.units) - 1 else self.proportions.radius


def layout(sizes: tuple[int, ...], proportions: Proportions) -> Layout:
    """Columns spread over the width, units centred in each.

    The target of a single output stands below it, those of several outputs in a column of their own on the right.
    """
    p = proportions
    below = sizes[-1] == 1
    columns = len(sizes) + (0 if below else 1)
    tallest = max(sizes)
    height = p.top + p.bottom + (tallest - 1) * p.row
    right = 0.2 * p.width if below else p.side  # a single output leaves room at its right for the blame that enters
    step = (p.width - p.side - right) / (columns - 1)
    middle = p.top + (tallest - 1) * p.row / 2

    def column(k: int, count: int) -> tuple[Point, ...]:
        x = p.side + k * step
        return tuple((round(x, 1), round(middle + (j - (count - 1) / 2) * p.row, 1)) for j in range(count))

    units = tuple(column(k, size) for k, size in enumerate(sizes))
    if not below:
        return Layout(p, units, column(len(sizes), sizes[-1]), round(height, 1))
    x, y = units[-1][0]
    gap = 2 * p.output_radius + (60 if p.name == "wide" else 46)
    height = max(height, y + gap + p.output_radius + 26)
    return Layout(p, units, ((x, round(y + gap, 1)),), round(height, 1))


def edge(start: Point, end: Point, r_start: float, r_end: float) -> tuple[Point, Point]:
    """The two ends of a line from rim to rim."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    return (x1 + ux * r_start, y1 + uy * r_start), (x2 - ux * r_end, y2 - uy * r_end)


def label_point(start: Point, end: Point, *, crossing: bool) -> Point:
    """Where an edge's number stands: in the middle, or nearer to its source where edges of its kind cross."""
    t = 0.34 if crossing and start[1] != end[1] else 0.5
    return start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t
