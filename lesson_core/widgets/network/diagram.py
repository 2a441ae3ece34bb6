"""The picture of the network: nodes that fill, edges with sign and width, values and blame where they belong."""

import math
from dataclasses import dataclass
from functools import lru_cache

from lesson_core.chain import pre_activation_name
from lesson_core.markup.numbers import fmt, number
from lesson_core.markup.tags import tag, term
from lesson_core.naming import Parameter, symbol, target_names, unit_names

from .layout import Layout, Proportions, edge, label_point, layout

CROWDED = 12  # with more edges between two columns their numbers would cover each other: only the chosen one is shown


@dataclass(frozen=True)
class Picture:
    """What is drawn. Per column of units: `values`, and `levels` from 0 (low) to 1 (high), None for the inputs; a value
    that overflowed may be nan, and so may its level.

    `pre_activations` and `deltas` per layer, None where the current move has not reached them; `gradients` by name;
    `flow`: which way something moves ("forward", "backward" or ""), in the layers `flowing`.
    Whatever the move, the drawing has the same elements, some of them empty: so the page need only change what they
    hold, which takes a tenth of the time that it takes to find out what is new.
    """

    sizes: tuple[int, ...]
    values: tuple[tuple[float, ...], ...]
    levels: tuple[tuple[float, ...] | None, ...]
    targets: tuple[float, ...]
    loss: float
    parameters: tuple[tuple[Parameter, float], ...]
    pre_activations: tuple[tuple[float, ...] | None, ...]
    deltas: tuple[tuple[float, ...] | None, ...]
    gradients: dict[str, float]
    factor_terms: dict[str, tuple[str, ...]]
    loss_terms: tuple[str, ...]
    chosen: str
    flow: str
    flowing: tuple[int, ...]


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
        _node(picture, place, column, j, biases.get((column - 1, j)), prefix)
        for column, size in enumerate(picture.sizes)
        for j in range(size)
    )
    targets = "".join(_target(picture, place, k) for k in range(picture.sizes[-1]))
    return tag(
        "svg",
        lines + targets + nodes + labels,
        class_=f"net net-{proportions.name}",
        viewBox=f"0 0 {_n(proportions.width)} {_n(place.height)}",
        role="group",
        aria_label="The network: its units, their values, its weights",
    )


def edge_width(weight: float) -> float:
    """Thicker for larger weights, without end but never out of bounds."""
    size = abs(weight)
    return round(1.2 + 8 * (size / (0.5 + size) if size < 1e300 else 1), 2)


def _edge(picture: Picture, place: Layout, p: Parameter, weight: float) -> str:
    start, end = place.units[p.layer][p.column], place.units[p.layer + 1][p.unit]
    (x1, y1), (x2, y2) = edge(start, end, place.radius(p.layer), place.radius(p.layer + 1))
    path = f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}"
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


def _flow_width(picture: Picture, p: Parameter) -> float:
    """What runs back is as wide as the blame it carries."""
    gradient = picture.gradients.get(p.name)
    if picture.flow != "backward" or gradient is None:
        return 5.0
    if not math.isfinite(gradient):
        return 9.0
    largest = max(abs(value) for value in picture.gradients.values() if math.isfinite(value)) or 1.0
    return round(3 + 6 * abs(gradient) / largest, 2)


def _edge_label(picture: Picture, place: Layout, p: Parameter, weight: float) -> str:
    start, end = place.units[p.layer][p.column], place.units[p.layer + 1][p.unit]
    x, y = label_point(start, end, crossing=min(picture.sizes[p.layer : p.layer + 2]) > 1)
    w, h = place.proportions.pill
    box = tag("rect", class_="pill", x=_n(x - w / 2), y=_n(y - h / 2), width=w, height=h, rx=h / 2)
    sign = "pos" if weight >= 0 else "neg"
    decimals = 3 if abs(weight) < 100 else 1  # more would not fit the label
    text = _text(number(p.name, weight, decimals, element="tspan", sign=True), x, y, f"w {sign}")
    gradient = picture.gradients.get(p.name)
    shown = "" if gradient is None else number(f"d_{p.name}", gradient, 4, element="tspan")
    blame = _text(shown, x, y + h / 2 + 9, "blame")
    handle = _handle(p.name, p.label, weight, box + text + blame, chosen=p.name == picture.chosen)
    return term((p.name, *picture.factor_terms.get(p.name, ())), handle, "g")


def _node(picture: Picture, place: Layout, column: int, j: int, bias, prefix: str) -> str:
    p = place.proportions
    x, y = place.units[column][j]
    r = place.radius(column)
    name = unit_names(picture.sizes)[column][j]
    value = picture.values[column][j]
    levels = picture.levels[column]
    symbol_text = _text(symbol(name), x, y - 0.3 * r, "sym")
    shown = fmt(value, 4, trim=column == 0)
    size = "val" if len(shown) <= 6 else "val long"
    if math.isnan(value):  # ∞ − ∞ and the like
        inside, size = tag("tspan", "overflow", data_value=name, data_exact=repr(value)), "val long"
    else:
        inside = number(name, value, 4, element="tspan", trim=column == 0)
    value_text = _text(inside, x, y + 0.32 * r, size)
    if levels is None:
        circle = tag("circle", class_="node input", cx=_n(x), cy=_n(y), r=r)
        return term((name,), _handle(name, f"{name} (input)", value, circle + symbol_text + value_text), "g")
    level = levels[j]
    look = "unknown" if math.isnan(level) else "high" if level >= 0.5 else "low"
    clip = f"{prefix}-clip-{name}"
    inner = r - 1
    depth = 0.0 if math.isnan(level) else 2 * inner * min(max(level, 0.0), 1.0)
    fill = tag("clipPath", tag("circle", cx=_n(x), cy=_n(y), r=inner), id=clip) + tag(
        "rect",
        class_=f"fill {look}",
        x=_n(x - inner),
        y=_n(y + inner - depth),
        width=_n(2 * inner),
        height=_n(depth),
        clip_path=f"url(#{clip})",
    )
    ground = tag("circle", class_="node-ground", cx=_n(x), cy=_n(y), r=r)
    circle = tag("circle", class_=f"node {look}", cx=_n(x), cy=_n(y), r=r)
    z = picture.pre_activations[column - 1]
    last = column == len(picture.sizes) - 1
    sum_text = ""
    beside = last and picture.sizes[-1] == 1
    if not (beside and p.name == "narrow"):  # there the number of an edge stands in its place
        z_name = pre_activation_name(name)
        shown = f"{symbol(z_name)} {number(z_name, z[j], element='tspan')}" if z else ""
        # Below the node; where the label hangs under a single output, left of the dotted line, lower than an edge's.
        at = (x - 8, y + r + 47) if beside else (x, y + r + 15)
        text = _text(shown, *at, "lab end" if beside else "lab")
        sum_text = term((z_name,), text, "g")
    deltas = picture.deltas[column - 1]
    blame = _blame(deltas[j], name, x, y, r, p, last=last) if deltas else ""
    blame = term((f"dL_d{pre_activation_name(name)}",), blame, "g")
    notes = _bias(picture, bias, x, y - r - 12) + sum_text
    terms = (name, *picture.factor_terms.get(name, ()))
    return term(terms, ground + fill + circle + symbol_text + value_text, "g") + notes + blame


def _bias(picture: Picture, bias, x: float, y: float) -> str:
    p, value = bias
    name = tag("tspan", symbol(p.name), class_="bias-name")
    sign = "pos" if value >= 0 else "neg"
    shown = number(p.name, value, 3, element="tspan", sign=True, class_=f"w {sign}")
    box = tag("rect", class_="hit", x=_n(x - 44), y=_n(y - 12), width=88, height=24, rx=12)
    handle = _handle(
        p.name, p.label, value, box + _text(f"{name} {shown}", x, y, "lab"), chosen=p.name == picture.chosen
    )
    return term((p.name, *picture.factor_terms.get(p.name, ())), handle, "g")


def _blame(delta: float, name: str, x: float, y: float, r: float, p: Proportions, *, last: bool) -> str:
    """The unit's share of the error, ∂L/∂z, beside the node: an arrow enters the output from the right."""
    value = number(f"delta_{name}", delta, element="tspan")
    if last:
        tip = x + r + 4
        arrow = tag("path", class_="blame-arrow", d=f"M{_n(tip + 30)} {_n(y)}H{_n(tip + 8)}")
        head = tag("path", class_="blame-head", d=f"M{_n(tip)} {_n(y)}l10 -6v12z")
        if p.name == "narrow":  # no room at the right: the number stands beside the way down to the label
            words = _text("blame", x + 8, y + r + 14, "blame start") + _text(value, x + 8, y + r + 31, "blame start")
        else:
            words = _text("blame", tip + 4, y - 14, "blame start") + _text(value, tip - 4, y + 20, "blame start")
        return arrow + head + words
    return _text("blame " + value, x, y - r - 28, "blame")


def _target(picture: Picture, place: Layout, k: int) -> str:
    x, y = place.targets[k]
    ux, uy = place.units[-1][k]
    r = place.proportions.output_radius
    name = target_names(picture.sizes)[k]
    (x1, y1), (x2, y2) = edge((ux, uy), (x, y), r, r)
    link = tag("path", class_="label-link", d=f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}")
    loss = ""
    if k == 0:
        value = "L = " + number("loss", picture.loss, 6, element="tspan")
        below = place.proportions.name == "narrow" or x != ux
        text = _text(value, x, y + r + 12, "lab") if below else _text(value, x + 10, (y1 + y2) / 2, "lab start")
        loss = term(picture.loss_terms, term(("L",), text, "g"), "g")
    circle = tag("circle", class_="node label", cx=_n(x), cy=_n(y), r=r)
    sign = _text(symbol(name), x, y - 0.3 * r, "sym")
    value = picture.targets[k]
    shown = _text(
        number(name, value, 4, element="tspan"), x, y + 0.32 * r, "val" if len(fmt(value)) <= 6 else "val long"
    )
    return link + loss + term((name,), _handle(name, f"{name} (true label)", value, circle + sign + shown), "g")


def _handle(name: str, label: str, value: float, markup: str, *, chosen: bool = False) -> str:
    """A part of the picture that can be dragged or moved with the arrow keys. A spin button: a slider needs ends."""
    return tag(
        "g",
        markup,
        class_="handle chosen" if chosen else "handle",
        tabindex="0",
        role="spinbutton",
        aria_label=label,
        aria_valuenow=repr(value),
        aria_valuetext=fmt(value, 4, trim=True),
        data_nudge=f'{{"type":"nudge","name":"{name}"}}',
        data_event=f'{{"type":"choose","name":"{name}"}}',
    )


def _text(markup: str, x: float, y: float, class_: str) -> str:
    return tag("text", markup, class_=class_, x=_n(x), y=_n(y), dy="0.35em")


@lru_cache(maxsize=4096)
def _n(value: float) -> str:
    """A coordinate: one decimal, no zero at the end, so that the page stays small."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
