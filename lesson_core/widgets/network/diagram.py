"""The picture of the network: edges with sign and width, and the number of each weight where it belongs."""

import math

from lesson_core.markup.numbers import number
from lesson_core.markup.svg import coordinate, text
from lesson_core.markup.tags import tag, term
from lesson_core.naming import Parameter

from .layout import Layout, Point, Proportions, edge, label_point, layout
from .nodes import render_node, render_target
from .picture import Picture, handle
from .words import PICTURE_LABEL

CROWDED = 12  # with more edges between two columns their numbers would cover each other: only the chosen one is shown


def render_picture(picture: Picture, proportions: Proportions, *, id_prefix: str) -> str:
    """One SVG of the given proportions."""
    place = layout(picture.sizes, proportions)
    prefix = f"{id_prefix}-{proportions.name}"
    biases = {(p.layer, p.unit): (p, value) for p, value in picture.parameters if p.is_bias}
    edges = [(p, value) for p, value in picture.parameters if not p.is_bias]
    lines = "".join(_edge(picture, place, p, value) for p, value in edges)
    labels = "".join(
        _edge_label(picture, place, p, value)
        for p, value in edges
        if picture.sizes[p.layer] * picture.sizes[p.layer + 1] <= CROWDED or p.name == picture.chosen
    )
    nodes = "".join(
        render_node(picture, place, column, j, biases.get((column - 1, j)), prefix)
        for column, size in enumerate(picture.sizes)
        for j in range(size)
    )
    targets = "".join(render_target(picture, place, k) for k in range(picture.sizes[-1]))
    return tag(
        "svg",
        lines + targets + nodes + labels,
        class_=f"net net-{proportions.name}",
        viewBox=f"0 0 {coordinate(proportions.width)} {coordinate(place.height)}",
        role="group",
        aria_label=PICTURE_LABEL,
    )


def edge_width(weight: float) -> float:
    """Thicker for larger weights, without end but never out of bounds."""
    size = abs(weight)
    return round(1.2 + 8 * (size / (0.5 + size) if size < 1e300 else 1), 2)


def _edge(picture: Picture, place: Layout, p: Parameter, weight: float) -> str:
    start, end = _ends(place, p)
    (x1, y1), (x2, y2) = edge(start, end, place.radius(p.layer), place.radius(p.layer + 1))
    path = f"M{coordinate(x1)} {coordinate(y1)}L{coordinate(x2)} {coordinate(y2)}"
    sign = "pos" if weight >= 0 else "neg"
    line = tag("path", class_=f"edge {sign}", d=path, stroke_width=edge_width(weight))
    halo = tag("path", class_="edge-halo", d=path)
    flows = p.layer in picture.flowing
    flow = tag(
        "path",
        class_=f"flow {picture.flow}" if flows else "flow",
        d=path,
        pathLength="100",
        stroke_width=_flow_width(picture, p) if flows else None,
    )
    return term((p.name, *picture.factor_terms.get(p.name, ())), halo + line + flow, "g")


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


def _edge_label(picture: Picture, place: Layout, p: Parameter, weight: float) -> str:
    start, end = _ends(place, p)
    x, y = label_point(start, end, crossing=min(picture.sizes[p.layer : p.layer + 2]) > 1)
    w, h = place.proportions.pill
    box = tag("rect", class_="pill", x=coordinate(x - w / 2), y=coordinate(y - h / 2), width=w, height=h, rx=h / 2)
    sign = "pos" if weight >= 0 else "neg"
    decimals = 3 if abs(weight) < 100 else 1  # more would not fit the label
    shown = text(number(p.name, weight, decimals, element="tspan", sign=True), x, y, f"w {sign}")
    gradient = picture.gradients.get(p.name)
    slope = "" if gradient is None else number(f"d_{p.name}", gradient, 4, element="tspan")
    below = text(slope, x, y + h / 2 + 9, "blame")
    held = handle(picture, p.name, p.label, weight, box + shown + below)
    return term((p.name, *picture.factor_terms.get(p.name, ())), held, "g")
