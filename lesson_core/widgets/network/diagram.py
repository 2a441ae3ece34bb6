"""The picture of the network: edges with sign and width, and the number of each weight where it belongs."""

import math

from lesson_core.markup.numbers import number
from lesson_core.markup.svg import coordinate, fitted
from lesson_core.markup.tags import tag
from lesson_core.naming import Parameter, unit_names

from .labels import FACTOR_WIDTH, Arrangement, Box, arranged
from .layout import Layout, Point, Proportions, edge
from .nodes import render_node, render_target
from .picture import PathFactor, Picture, grip, handle
from .words import PICTURE_LABEL


def render_picture(picture: Picture, proportions: Proportions, *, id_prefix: str) -> str:
    """One SVG of the given proportions."""
    arrangement = arranged(picture.sizes, proportions, _position(picture.chosen))
    place = arrangement.layout
    prefix = f"{id_prefix}-{proportions.name}"
    biases = {(p.layer, p.unit): (p, value) for p, value in picture.parameters if p.is_bias}
    edges = [(p, value) for p, value in picture.parameters if not p.is_bias]
    lines = "".join(_edge(picture, place, p, value) for p, value in edges)
    labels = "".join(
        _edge_label(picture, proportions, p, value, arrangement.labels[position])
        for p, value in edges
        if (position := _position(p)) in arrangement.labels
    )
    nodes = "".join(
        render_node(picture, place, column, j, biases.get((column - 1, j)), prefix)
        for column, size in enumerate(picture.sizes)
        for j in range(size)
    )
    targets = "".join(render_target(picture, place, k) for k in range(picture.sizes[-1]))
    size = {"width": coordinate(place.width), "height": coordinate(place.height)} if place.is_large else {}
    return tag(
        "svg",
        lines + targets + nodes + labels + tag("g", _factors(picture, arrangement), class_="factors"),
        class_=f"net net-{proportions.name}{' net-large' if place.is_large else ''}",
        viewBox=f"0 0 {coordinate(place.width)} {coordinate(place.height)}",
        role="group",
        translate="no",
        aria_label=PICTURE_LABEL,
        **size,
    )


def edge_width(weight: float) -> float:
    """Thicker for larger weights, without end but never out of bounds."""
    size = abs(weight)
    return round(1.2 + 8 * (size / (0.5 + size) if size < 1e300 else 1), 2)


def _position(p: Parameter) -> tuple[int, int, int] | None:
    return None if p.column is None else (p.layer, p.unit, p.column)


def _edge(picture: Picture, place: Layout, p: Parameter, weight: float) -> str:
    start, end = _ends(place, p)
    (x1, y1), (x2, y2) = edge(start, end, place.radius(p.layer), place.radius(p.layer + 1))
    path = f"M{coordinate(x1)} {coordinate(y1)}L{coordinate(x2)} {coordinate(y2)}"
    sign = "pos" if weight >= 0 else "neg"
    line = tag("path", class_=f"edge {sign}", d=path, stroke_width=edge_width(weight))
    halo = tag("path", class_="edge-halo on-path" if p.name in picture.factors else "edge-halo", d=path)
    flows = p.layer in picture.flowing
    flow = tag(
        "path",
        class_=f"flow {picture.flow}" if flows else "flow",
        d=path,
        pathLength="100",
        stroke_width=_flow_width(picture, p) if flows else None,
    )
    return picture.sharing(p.name, tag("g", halo + line + flow, data_term=p.name))


def _ends(place: Layout, p: Parameter) -> tuple[Point, Point]:
    """The centres of the two units that a weight connects."""
    return place.units[p.layer][p.column or 0], place.units[p.layer + 1][p.unit]


def _flow_width(picture: Picture, p: Parameter) -> float:
    """What runs back along a weight is as wide as its gradient is large."""
    gradient = picture.gradients.get(p.name)
    if picture.flow != "backward" or gradient is None:
        return 5.0
    if not math.isfinite(gradient):
        return 9.0
    largest = max(abs(value) for value in picture.gradients.values() if math.isfinite(value)) or 1.0
    return round(3 + 6 * abs(gradient) / largest, 2)


def _edge_label(picture: Picture, proportions: Proportions, p: Parameter, weight: float, at: Point) -> str:
    (x, y), (w, h) = at, proportions.pill
    box = tag("rect", class_="pill", x=coordinate(x - w / 2), y=coordinate(y - h / 2), width=w, height=h, rx=h / 2)
    sign = "pos" if weight >= 0 else "neg"
    decimals = 3 if abs(weight) < 100 else 1
    shown = number(p.name, weight, decimals, element="tspan", sign=True)
    value = fitted(shown, x, y, f"w {sign}", size=12.5, room=w - 16)
    gradient = picture.gradients.get(p.name)
    slope = "" if gradient is None else number(f"d_{p.name}", gradient, 4, element="tspan")
    below = fitted(slope, x, y + h / 2 + 8, "blame", size=12.5, room=w)
    held = handle(picture, p.name, p.label, weight, box + grip(picture, x, y, w / 2 - 4) + value + below)
    return picture.sharing(p.name, tag("g", held, data_term=p.name))


def _factors(picture: Picture, arrangement: Arrangement) -> str:
    """The factors of the chosen parameter's chain rule, beside the parts they stand for, where there is room."""
    place = arrangement.layout
    named = {p.name: p for p, _ in picture.parameters}
    units = {name: (k, j) for k, names in enumerate(unit_names(picture.sizes)) for j, name in enumerate(names)}
    taken: list[Box] = []
    shown = []
    for part, factor in ((part, factor) for part, factors in picture.factors.items() for factor in factors):
        if part == "loss":
            (x, y), r = place.units[-1][picture.chosen.unit if len(place.targets) > 1 else 0], place.radius(len(units))
            ends = (x + 75, y + r), (x + 75, y + place.proportions.target - r)
        elif part in units:
            k, j = units[part]
            x, y = place.units[k][j]
            ends = (x - 90, y), (x + 90, y)
        elif (p := named[part]).is_bias:
            x, y = place.units[p.layer + 1][p.unit]
            ends = (x - 90, y - place.radius(p.layer + 1)), (x + 90, y - place.radius(p.layer + 1))
        else:
            ends = _ends(place, p)
        at = arrangement.factor_place(taken, *ends)
        if at:
            shown.append(_factor(factor, at))
    return "".join(shown)


def _factor(factor: PathFactor, at: Point) -> str:
    markup = f"{factor.text} = {number(factor.term, factor.value, element='tspan')}"
    return tag("g", fitted(markup, *at, "factor", size=12, room=FACTOR_WIDTH - 4), data_term=factor.term)
