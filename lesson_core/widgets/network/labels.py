"""Where the numbers of the edges stand: on their edge, where nothing else is; what finds no room is left out.

A place depends on the sizes of the network alone, never on its numbers: nothing jumps while it learns.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from .layout import Layout, Point, Proportions, layout

CROWDED = 16  # with more edges between two columns, numbers would hide what they stand on: only the chosen one is shown
GRADIENT = 13  # the line below a weight's label, for its gradient
FACTOR_WIDTH, FACTOR_HEIGHT = 108, 16
CELL = 80  # of the grid that finds neighbours
# How many times as wide and as tall as by itself a drawing may become, until every label has its place.
STRETCHES = ((1, 1), (1, 1.2), (1, 1.4), (1.25, 1.4), (1.5, 1.75), (1.8, 2), (2.2, 2.5))
# How far along its edge a label may stand: best in the middle; where edges cross, nearer to the source.
_STEPS = [k / 50 for k in range(6, 45)]
STRAIGHT = sorted(_STEPS, key=lambda t: abs(t - 0.5))
CROSSING = sorted(_STEPS, key=lambda t: (abs(t - 0.34), t))


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> bool:
        """Whether both have a place in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class Disc:
    """A node: what is outside its rim is free, though it lies in its rectangle."""

    x: float
    y: float
    r: float

    @property
    def box(self) -> Box:
        """The rectangle around it."""
        return centred(self.x, self.y, 2 * self.r, 2 * self.r)

    def covers(self, box: Box) -> bool:
        """Whether the rectangle has a place inside the rim."""
        dx = self.x - min(max(self.x, box.left), box.right)
        dy = self.y - min(max(self.y, box.top), box.bottom)
        return dx * dx + dy * dy < self.r * self.r


@dataclass
class Room:
    """What is taken already, found by where it is."""

    width: float
    height: float
    cells: dict[tuple[int, int], list[Box | Disc]] = field(default_factory=dict)

    def take(self, shape: Box | Disc) -> None:
        """Nothing else may stand here."""
        for cell in _cells(shape if isinstance(shape, Box) else shape.box):
            self.cells.setdefault(cell, []).append(shape)

    def is_free(self, box: Box) -> bool:
        """Whether it lies in the drawing and covers nothing."""
        inside = box.left >= 0 and box.top >= 0 and box.right <= self.width and box.bottom <= self.height
        return inside and not any(other.covers(box) for cell in _cells(box) for other in self.cells.get(cell, ()))


@dataclass(frozen=True)
class Arrangement:
    """Where nodes stand, and labels: `labels` by the edge's (layer, unit, column); `room` is what they leave."""

    layout: Layout
    labels: dict[tuple[int, int, int], Point]
    room: Room

    def factor_place(self, taken: list[Box], start: Point, end: Point) -> Point | None:
        """The middle of a line of text near the way from start to end, where nothing stands."""
        for t in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
            for aside in (-14, 14, -24, 24, -38, 38, -52, 52):
                x, y = start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + aside
                box = centred(x, y, FACTOR_WIDTH, FACTOR_HEIGHT)
                if self.room.is_free(box) and not any(box.covers(other) for other in taken):
                    taken.append(box)
                    return x, y
        return None


@lru_cache(maxsize=16)
def arranged(
    sizes: tuple[int, ...], proportions: Proportions, chosen: tuple[int, int, int] | None = None
) -> Arrangement:
    """The least stretched drawing in which every label has its place. `chosen`: an edge that has one in any case."""
    wanted = [
        (k, j, i)
        for k, (n_in, n_out) in enumerate(pairwise(sizes))
        if n_in * n_out <= CROWDED
        for j in range(n_out)
        for i in range(n_in)
    ]
    found = _placed(layout(sizes, proportions), wanted)
    for wider, taller in STRETCHES[1:]:
        if len(found.labels) == len(wanted):
            break
        found = _placed(layout(sizes, proportions, wider, taller), wanted)
    if chosen is None or chosen in found.labels:
        return found
    return _placed(found.layout, [chosen, *wanted])


def _placed(place: Layout, wanted: list[tuple[int, int, int]]) -> Arrangement:
    room = Room(place.width, place.height)
    for shape in _nodes(place):
        room.take(shape)
    labels: dict[tuple[int, int, int], Point] = {}
    for k, j, i in wanted:
        start, end = place.units[k][i], place.units[k + 1][j]
        crosses = min(len(place.units[k]), len(place.units[k + 1])) > 1 and start[1] != end[1]
        for t in CROSSING if crosses else STRAIGHT:
            x, y = round(start[0] + (end[0] - start[0]) * t, 1), round(start[1] + (end[1] - start[1]) * t, 1)
            box = label_box(x, y, place.proportions)
            if (k, j, i) not in labels and room.is_free(box):
                room.take(box)
                labels[k, j, i] = (x, y)
                break
    return Arrangement(place, labels, room)


def label_box(x: float, y: float, proportions: Proportions) -> Box:
    """What the label of a weight takes: its pill, and the line below for its gradient."""
    w, h = proportions.pill
    return Box(x - w / 2, y - h / 2, x + w / 2, y + h / 2 + GRADIENT)


def centred(x: float, y: float, width: float, height: float) -> Box:
    """The box of that size around a point."""
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _nodes(place: Layout) -> Iterator[Box | Disc]:
    """What each node takes with its notes: bias and blame above, its sum below; the output's blame at its right."""
    p, last = place.proportions, len(place.units) - 1
    for column, units in enumerate(place.units):
        r = place.radius(column)
        for x, y in units:
            yield Disc(x, y, r + 1)
            if column == last:
                yield centred(x, y - r - 12, p.note, 24)
                yield from _output_notes(place, x, y, r)
            elif column:
                yield centred(x, y - r - 18, p.note, 36)
                if p.sums_shown:
                    yield centred(x, y + r + 15, p.note, 17)
    r = p.output_radius
    for k, (x, y) in enumerate(place.targets):
        yield Disc(x, y, r + 1)
        if k == 0 and not (p.sums_shown and place.has_target_below):
            yield centred(x, y + r + 12, 104, 17)  # the loss


def _output_notes(place: Layout, x: float, y: float, r: float) -> Iterator[Box]:
    p = place.proportions
    if p.sums_shown:
        yield Box(x + r, y - 24, x + r + 90, y + 30)
    if not place.has_target_below:
        yield centred(x, y + r + 15, p.note, 17)  # its sum, or where there is little room, its blame
    elif p.sums_shown:
        middle = y + p.target / 2
        yield Box(x + 6, middle - 9, x + 124, middle + 9)  # the loss
        yield Box(x - 94, middle - 1, x - 6, middle + 17)  # its sum
    else:
        yield Box(x + 4, y + r + 5, x + p.right, y + r + 40)  # the blame


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // CELL), int(box.right // CELL) + 1):
        for row in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
            yield column, row
