"""The decision boundary: what a network of two inputs guesses all over the plane, with the points it learns."""

import math

from lesson_core.markup.svg import coordinate
from lesson_core.markup.tags import tag

from .words import NO_GUESS, boundary_text

type Grid = tuple[tuple[float, ...], ...]  # guesses in the middles of equal fields, rows from the top

SIDE = 320.0  # of the square drawing
BANDS = 5  # shades on each side of the boundary


def render_boundary(grid: Grid, points: tuple[tuple[float, float, int], ...], view: float) -> str:
    """Guesses and points (x1, x2, label), both in the square from -view to view.

    Label 0 is a ring on the low colour, label 1 a cross on the high colour.
    """
    is_drawn = all(math.isfinite(guess) for row in grid for guess in row)
    ground = _bands(grid) + tag("path", class_="edge-line", d=_boundary(grid)) if is_drawn else ""
    rings = "".join(f"M{_x(x, view)} {_y(y, view)}h0" for x, y, label in points if label == 0)
    crosses = "".join(f"M{_x(x, view, -3)} {_y(y, view, -3)}l6 6m0 -6l-6 6" for x, y, label in points if label == 1)
    return tag(
        "svg",
        ground,
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


def _bands(grid: Grid) -> str:
    """Fields of one shade, joined to bars along each row, as one path a shade. One unit is one field."""
    bars: dict[tuple[str, int], list[str]] = {}
    for j, row in enumerate(grid):
        start = 0
        shades = [_shade(guess) for guess in row]
        for i in range(1, len(row) + 1):
            if i == len(row) or shades[i] != shades[start]:
                bars.setdefault(shades[start], []).append(f"M{start} {j}h{i - start}v1H{start}z")
                start = i
    paths = (tag("path", class_=f"band {side} s{depth}", d="".join(d)) for (side, depth), d in sorted(bars.items()))
    return tag("g", *paths, transform=f"scale({SIDE / len(grid):g})")


def _shade(guess: float) -> tuple[str, int]:
    """The side of the boundary, and how far from it: 0 (unsure) to BANDS - 1."""
    return ("high" if guess > 0.5 else "low"), min(BANDS - 1, int(abs(guess - 0.5) * 2 * BANDS))


def _boundary(grid: Grid) -> str:
    """The line where the guess is one half: marching squares over the middles of the fields, ends by interpolation."""
    size = SIDE / len(grid)
    path = []
    for j in range(len(grid) - 1):
        for i in range(len(grid[0]) - 1):
            corners = ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))
            crossings = []
            for (i1, j1), (i2, j2) in zip(corners, (*corners[1:], corners[0]), strict=True):
                one, two = grid[j1][i1] - 0.5, grid[j2][i2] - 0.5
                if (one > 0) != (two > 0):
                    t = one / (one - two)
                    crossings.append(((i1 + t * (i2 - i1) + 0.5) * size, (j1 + t * (j2 - j1) + 0.5) * size))
            for (x1, y1), (x2, y2) in zip(crossings[::2], crossings[1::2], strict=True):
                path.append(f"M{coordinate(x1)} {coordinate(y1)}L{coordinate(x2)} {coordinate(y2)}")
    return "".join(path)


def _x(x: float, view: float, by: float = 0) -> str:
    return coordinate((x + view) / (2 * view) * SIDE + by)


def _y(y: float, view: float, by: float = 0) -> str:
    return coordinate((view - y) / (2 * view) * SIDE + by)
