"""The nodes of the picture: they fill with their value, and bear their bias, their sum and their blame."""

import math

from lesson_core.chain import pre_activation_name
from lesson_core.markup.numbers import fmt, number
from lesson_core.markup.svg import coordinate, text
from lesson_core.markup.tags import tag, term
from lesson_core.naming import Parameter, symbol, target_names, unit_names

from .layout import Layout, edge
from .picture import Picture, handle
from .words import BLAME, OVERFLOWED_VALUE, input_label, target_label

type Bias = tuple[Parameter, float]

FITS = 6  # letters of a number that a node holds in full size


def render_node(picture: Picture, place: Layout, column: int, j: int, bias: Bias | None, prefix: str) -> str:
    """One node of a column; `bias` is None for an input. `prefix` keeps ids apart where there are several pictures."""
    x, y = place.units[column][j]
    r = place.radius(column)
    name = unit_names(picture.sizes)[column][j]
    letters = text(symbol(name), x, y - 0.3 * r, "sym") + _value(picture, column, j, x, y + 0.32 * r)
    levels = picture.levels[column]
    if levels is None or bias is None:
        circle = tag("circle", class_="node input", cx=coordinate(x), cy=coordinate(y), r=r)
        return term((name,), handle(picture, name, input_label(name), picture.values[column][j], circle + letters), "g")
    node = _filled(levels[j], x, y, r, f"{prefix}-clip-{name}") + letters
    terms = (name, *picture.factor_terms.get(name, ()))
    notes = _bias(picture, bias, x, y - r - 12) + _sum(picture, place, column, j)
    return term(terms, node, "g") + notes + _blame(picture, place, column, j)


def _value(picture: Picture, column: int, j: int, x: float, y: float) -> str:
    name, value = unit_names(picture.sizes)[column][j], picture.values[column][j]
    if math.isnan(value):  # ∞ − ∞ and the like
        return text(tag("tspan", OVERFLOWED_VALUE, data_value=name, data_exact=repr(value)), x, y, "val long")
    is_input = column == 0
    size = "val" if len(fmt(value, 4, trim=is_input)) <= FITS else "val long"
    return text(number(name, value, 4, element="tspan", trim=is_input), x, y, size)


def _filled(level: float, x: float, y: float, r: float, clip_id: str) -> str:
    """A circle, full from below up to its level."""
    look = "unknown" if math.isnan(level) else "high" if level >= 0.5 else "low"
    inner = r - 1
    depth = 0.0 if math.isnan(level) else 2 * inner * min(max(level, 0.0), 1.0)
    centre = {"cx": coordinate(x), "cy": coordinate(y)}
    return (
        tag("circle", class_="node-ground", **centre, r=r)
        + tag("clipPath", tag("circle", **centre, r=inner), id=clip_id)
        + tag(
            "rect",
            class_=f"fill {look}",
            x=coordinate(x - inner),
            y=coordinate(y + inner - depth),
            width=coordinate(2 * inner),
            height=coordinate(depth),
            clip_path=f"url(#{clip_id})",
        )
        + tag("circle", class_=f"node {look}", **centre, r=r)
    )


def _bias(picture: Picture, bias: Bias, x: float, y: float) -> str:
    p, value = bias
    name = tag("tspan", symbol(p.name), class_="bias-name")
    sign = "pos" if value >= 0 else "neg"
    shown = number(p.name, value, 3, element="tspan", sign=True, class_=f"w {sign}")
    box = tag("rect", class_="hit", x=coordinate(x - 44), y=coordinate(y - 12), width=88, height=24, rx=12)
    inside = box + text(f"{name} {shown}", x, y, "lab")
    held = handle(picture, p.name, p.label, value, inside)
    return term((p.name, *picture.factor_terms.get(p.name, ())), held, "g")


def _sum(picture: Picture, place: Layout, column: int, j: int) -> str:
    """The pre-activation: below the node, or beside the way down to the target that hangs under a single output."""
    x, y = place.units[column][j]
    r = place.radius(column)
    beside = column == len(picture.sizes) - 1 and picture.sizes[-1] == 1
    if beside and place.proportions.name == "narrow":  # there the number of an edge stands in its place
        return ""
    z, z_name = picture.pre_activations[column - 1], pre_activation_name(unit_names(picture.sizes)[column][j])
    shown = f"{symbol(z_name)} {number(z_name, z[j], element='tspan')}" if z else ""
    # Left of the dotted line, and lower than an edge's number.
    at, look = ((x - 8, y + r + 47), "lab end") if beside else ((x, y + r + 15), "lab")
    return term((z_name,), text(shown, *at, look), "g")


def _blame(picture: Picture, place: Layout, column: int, j: int) -> str:
    """The unit's share of the error, ∂L/∂z, beside the node: an arrow enters the output from the right."""
    name, deltas = unit_names(picture.sizes)[column][j], picture.deltas[column - 1]
    shown = ""
    if deltas:
        x, y = place.units[column][j]
        r = place.radius(column)
        value = number(f"delta_{name}", deltas[j], element="tspan")
        if column == len(picture.sizes) - 1:
            shown = _blame_of_output(value, x, y, r, is_narrow=place.proportions.name == "narrow")
        else:
            shown = text(f"{BLAME} {value}", x, y - r - 28, "blame")
    return term((f"dL_d{pre_activation_name(name)}",), shown, "g")


def _blame_of_output(value: str, x: float, y: float, r: float, *, is_narrow: bool) -> str:
    tip = x + r + 4
    arrow = tag("path", class_="blame-arrow", d=f"M{coordinate(tip + 30)} {coordinate(y)}H{coordinate(tip + 8)}")
    head = tag("path", class_="blame-head", d=f"M{coordinate(tip)} {coordinate(y)}l10 -6v12z")
    if is_narrow:  # no room at the right: the number stands beside the way down to the label
        words = text(BLAME, x + 8, y + r + 14, "blame start") + text(value, x + 8, y + r + 31, "blame start")
    else:
        words = text(BLAME, tip + 4, y - 14, "blame start") + text(value, tip - 4, y + 20, "blame start")
    return arrow + head + words


def render_target(picture: Picture, place: Layout, k: int) -> str:
    """The true label of one output, tied to it; the first bears the loss."""
    x, y = place.targets[k]
    r = place.proportions.output_radius
    name, value = target_names(picture.sizes)[k], picture.targets[k]
    (x1, y1), (x2, y2) = edge(place.units[-1][k], (x, y), r, r)
    link = tag("path", class_="label-link", d=f"M{coordinate(x1)} {coordinate(y1)}L{coordinate(x2)} {coordinate(y2)}")
    loss = ""
    if k == 0:
        shown = "L = " + number("loss", picture.loss, 6, element="tspan")
        below = place.proportions.name == "narrow" or x != place.units[-1][k][0]
        at, look = ((x, y + r + 12), "lab") if below else ((x + 10, (y1 + y2) / 2), "lab start")
        loss = term(picture.loss_terms, term(("L",), text(shown, *at, look), "g"), "g")
    circle = tag("circle", class_="node label", cx=coordinate(x), cy=coordinate(y), r=r)
    letters = text(symbol(name), x, y - 0.3 * r, "sym")
    size = "val" if len(fmt(value)) <= FITS else "val long"
    letters += text(number(name, value, 4, element="tspan"), x, y + 0.32 * r, size)
    return link + loss + term((name,), handle(picture, name, target_label(name), value, circle + letters), "g")
