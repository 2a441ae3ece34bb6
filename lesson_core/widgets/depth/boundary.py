"""The decision boundary: what a network of two inputs guesses all over the plane, with the points it learns."""

import math
from itertools import pairwise

from lesson_core.markup.svg import coordinate
from lesson_core.markup.tags import tag

from .words import NO_GUESS, boundary_text

type Grid = tuple[tuple[float, ...], ...]  # guesses in the middles of equal fields, rows from the top

SIDE = 320.0  # of the square drawing
LEVELS = tuple(k / 10 for k in range(1, 10))  # the guesses whose lines part one shade from the next
SUREST = 7.0  # logits beyond it are drawn alike: the guess 0.999


def render_boundary(grid: Grid, points: tuple[tuple[float, float, int], ...], view: float) -> str:
    """Guesses and points (x1, x2, label), both in the square from -view to view.

    Label 0 is a ring on the low colour, label 1 a cross on the high colour.
    """
    is_drawn = all(math.isfinite(guess) for row in grid for guess in row)
    rings = "".join(f"M{_x(x, view)} {_y(y, view)}h0" for x, y, label in points if label == 0)
    crosses = "".join(f"M{_x(x, view, -3)} {_y(y, view, -3)}l6 6m0 -6l-6 6" for x, y, label in points if label == 1)
    return tag(
        "svg",
        _ground(grid) if is_drawn else "",
        tag("path", class_="ring outer", d=rings),
        tag("path", class_="ring inner", d=rings),
        tag("path", class_="cross outer", d=crosses),
        tag("path", class_="cross", d=crosses),
        "" if is_drawn else tag("text", NO_GUESS, class_="over", x=SIDE / 2, y=20),
        class_="depth-svg boundary",
        viewBox=f"0 0 {SIDE:g} {SIDE:g}",
        role="img",
        aria_label=boundary_text(is_drawn),
    )


def _ground(grid: Grid) -> str:
    """The shades of both sides, one upon the other, and the line where the guess is one half."""
    everywhere = f"M0 0H{SIDE:g}V{SIDE:g}H0z"
    drawn = ""
    lines = lines_of(grid)
    for level in LEVELS:
        path = "".join("M" + "L".join(map(_pair, line)) + "z" for line in lines[level])
        if level >= 0.5 and path:
            drawn += tag("path", class_="shade high", d=path)
        if level <= 0.5:
            drawn += tag("path", class_="shade low", d=everywhere + path, fill_rule="evenodd")
    return drawn + tag("path", class_="edge-line", d="".join(_open_line(line) for line in lines[0.5]))


def _open_line(line: list[tuple[float, float]]) -> str:
    """A closed line without the parts that run along the rim of the drawing."""
    path, is_drawing = "", False
    for start, end in pairwise([*line, line[0]]):
        along_rim = _is_along_rim(start, end)
        if not along_rim:
            path += ("" if is_drawing else f"M{_pair(start)}") + f"L{_pair(end)}"
        is_drawing = not along_rim
    return path


def _is_along_rim(*points: tuple[float, float]) -> bool:
    """Whether all these points lie on one side of the rim."""
    return any({point[axis] for point in points} == {rim} for axis in (0, 1) for rim in (0, SIDE))


def _pair(point: tuple[float, float]) -> str:
    return f"{coordinate(point[0])} {coordinate(point[1])}"


def lines_of(grid: Grid) -> dict[float, list[list[tuple[float, float]]]]:
    """For each level, the closed lines around what is guessed higher: marching squares over the middles of the fields.

    A guess is drawn by its logit, which rises evenly where the guess itself jumps.
    """
    heights, places = _with_rim([[_logit(guess) for guess in row] for row in grid])
    levels = [(level, _logit(level)) for level in LEVELS]
    ends: dict[float, dict[_Edge, _Edge]] = {level: {} for level in LEVELS}
    for j, (above, below) in enumerate(pairwise(heights)):
        for i in range(len(above) - 1):
            corners = above[i], above[i + 1], below[i + 1], below[i]
            low, high = min(corners), max(corners)
            if low != high:
                for level, height in levels:
                    if low <= height < high:
                        _cross(corners, height, i, j, ends[level])
    return {level: _joined(ends[level], _logit(level), heights, places) for level in LEVELS}


type _Edge = tuple[
    int, int, int
]  # column and row of its first corner, and 0 for a horizontal edge or 1 for an upright one


def _logit(guess: float) -> float:
    """ln(guess / (1 - guess)), from -SUREST to SUREST."""
    if not 0 < guess < 1:
        return SUREST if guess > 0.5 else -SUREST
    return min(SUREST, max(-SUREST, math.log(guess / (1 - guess))))


def _with_rim(heights: list[list[float]]) -> tuple[list[list[float]], list[float]]:
    """The heights with their outermost ones again at the rim, and a low ring around, which closes every line.

    With them the places of the columns, which are those of the rows too.
    """
    rows = [[-math.inf, row[0], *row, row[-1], -math.inf] for row in heights]
    ring = [-math.inf] * len(rows[0])
    size = SIDE / len(heights)
    middles = [(k + 0.5) * size for k in range(len(heights))]
    return [ring, rows[0], *rows, rows[-1], ring], [0.0, 0.0, *middles, SIDE, SIDE]


def _cross(corners: tuple[float, ...], height: float, i: int, j: int, ends: dict[_Edge, _Edge]) -> None:
    """Note where the line of this height runs through one field: from the edge where it leaves to where it enters."""
    edges: tuple[_Edge, ...] = (i, j, 0), (i + 1, j, 1), (i, j + 1, 0), (i, j, 1)
    inside = [corner > height for corner in corners]
    changes = [k for k in range(4) if inside[k] != inside[(k + 1) % 4]]
    for k in changes:
        if inside[k]:  # what is inside ends here; it began at the change before
            ends[edges[k]] = edges[changes[changes.index(k) - 1]]


def _joined(
    ends: dict[_Edge, _Edge], height: float, heights: list[list[float]], places: list[float]
) -> list[list[tuple[float, float]]]:
    """The pieces joined to closed lines, each a list of points."""
    lines = []
    while ends:
        edge = next(iter(ends))
        line: list[tuple[float, float]] = []
        while edge in ends:
            point = _point(edge, height, heights, places)
            if not line or point not in (line[-1], line[0]):  # a corner of the rim is met twice
                line.append(point)
            edge = ends.pop(edge)
        around = zip([line[-1], *line], line, [*line[1:], line[0]], strict=False)
        lines.append([point for before, point, after in around if not _is_along_rim(before, point, after)])
    return lines


def _point(edge: _Edge, height: float, heights: list[list[float]], places: list[float]) -> tuple[float, float]:
    """Where a line of this height crosses an edge."""
    i, j, upright = edge
    i2, j2 = (i, j + 1) if upright else (i + 1, j)
    one, two = heights[j][i], heights[j2][i2]
    t = 0.5 if math.isinf(one) or math.isinf(two) else (height - one) / (two - one)
    return places[i] + t * (places[i2] - places[i]), places[j] + t * (places[j2] - places[j])


def _x(x: float, view: float, by: float = 0) -> str:
    return coordinate((x + view) / (2 * view) * SIDE + by)


def _y(y: float, view: float, by: float = 0) -> str:
    return coordinate((view - y) / (2 * view) * SIDE + by)
