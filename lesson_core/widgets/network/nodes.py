"""The nodes of the picture: they fill with their value, and bear their bias, their sum and their blame."""

import math

from lesson_core.chain import pre_activation_name
from lesson_core.markup.numbers import number
from lesson_core.markup.svg import coordinate, fitted, text
from lesson_core.markup.tags import tag
from lesson_core.naming import Parameter, symbol, target_names, unit_names

from .layout import Layout, edge
from .picture import Picture, grip, handle
from .words import BLAME, DELTA, OVERFLOWED_VALUE, input_label, target_label

type Bias = tuple[Parameter, float]

BIAS_WIDTH = 98
NOTE = 12.5  # sizes of letters, as picture.css has them: of notes, and of values and long values
VALUES = {"wide": (15, 12), "narrow": (12.5, 11)}


def render_node(picture: Picture, place: Layout, column: int, j: int, bias: Bias | None, prefix: str) -> str:
    """One node of a column; `bias` is None for an input. `prefix` keeps ids apart where there are several pictures."""
    x, y = place.units[column][j]
    r = place.radius(column)
    name = unit_names(picture.sizes)[column][j]
    row = picture.values[column]
    value = row[j] if row else None
    letters = text(symbol(name), x, y - 0.3 * r, "sym") + _value(
        place, name, value, x, y + 0.32 * r, r, trim=bias is None
    )
    if bias is None:
        circle = tag("circle", class_="node input", cx=coordinate(x), cy=coordinate(y), r=r)
        held = handle(picture, name, input_label(name), value or 0.0, circle + grip(picture, x, y, r - 5) + letters)
        return tag("g", held, data_term=name)
    node = _filled(value, x, y, r, f"{prefix}-clip-{name}") + letters
    notes = _bias(picture, bias, x, y - r - 12, place.proportions.note) + _sum(picture, place, column, j)
    return picture.sharing(name, tag("g", node, data_term=name), 2) + notes + _blame(picture, place, column, j)


def _value(place: Layout, name: str, value: float | None, x: float, y: float, r: float, *, trim: bool = False) -> str:
    if value is not None and math.isnan(value):  # ∞ − ∞ and the like
        shown = tag("tspan", OVERFLOWED_VALUE, data_value=name, data_exact=repr(value))
    else:
        shown = number(name, value, 4, element="tspan", trim=trim)
    is_long = len(shown.partition(">")[2].partition("<")[0]) > 6
    size = VALUES[place.proportions.name][is_long]
    return fitted(shown, x, y, "val long" if is_long else "val", size=size, room=1.84 * r)


def fill_level(value: float | None) -> float:
    """How full a node is drawn, whatever its activation function: empty up to 0, full from 1 on."""
    return 0.0 if value is None or math.isnan(value) else min(max(value, 0.0), 1.0)


def _filled(value: float | None, x: float, y: float, r: float, clip_id: str) -> str:
    """A circle, full from below up to its level."""
    level = fill_level(value)
    look = "unknown" if value is None or math.isnan(value) else "high" if level >= 0.5 else "low"
    inner = r - 1
    depth = 2 * inner * level
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


def _bias(picture: Picture, bias: Bias, x: float, y: float, note: float) -> str:
    p, value = bias
    name = tag("tspan", symbol(p.name), class_="bias-name")
    sign = "pos" if value >= 0 else "neg"
    shown = number(p.name, value, 3, element="tspan", sign=True, class_=f"w {sign}")
    half = min(note, BIAS_WIDTH) / 2
    box = tag("rect", class_="hit", x=coordinate(x - half), y=coordinate(y - 12), width=2 * half, height=24, rx=12)
    inside = box + grip(picture, x, y, half - 2) + fitted(f"{name} {shown}", x, y, "lab", size=NOTE, room=2 * half - 14)
    held = handle(picture, p.name, p.label, value, inside)
    return picture.sharing(p.name, tag("g", held, data_term=p.name))


def _sum(picture: Picture, place: Layout, column: int, j: int) -> str:
    """The pre-activation: below the node, or beside the way down to the target that hangs under a single output."""
    x, y = place.units[column][j]
    r = place.radius(column)
    beside = column == len(picture.sizes) - 1 and place.has_target_below
    if not place.proportions.sums_shown:
        return ""
    z, z_name = picture.pre_activations[column - 1], pre_activation_name(unit_names(picture.sizes)[column][j])
    shown = f"{symbol(z_name)} {number(z_name, z[j], element='tspan')}" if z else ""
    # Left of the dotted line, and lower than an edge's number.
    at, look, room = (
        ((x - 8, y + place.proportions.target / 2 + 8), "lab end", 84.0)
        if beside
        else ((x, y + r + 15), "lab", place.proportions.note)
    )
    return tag("g", fitted(shown, *at, look, size=NOTE, room=room), data_term=z_name)


def _blame(picture: Picture, place: Layout, column: int, j: int) -> str:
    """The unit's share of the error, ∂L/∂z, beside the node: an arrow enters the output from the right."""
    name, deltas = unit_names(picture.sizes)[column][j], picture.deltas[column - 1]
    shown = ""
    if deltas:
        x, y = place.units[column][j]
        r = place.radius(column)
        value = number(f"delta_{name}", deltas[j], element="tspan")
        if column == len(picture.sizes) - 1:
            shown = _blame_of_output(value, place, x, y, r)
        else:
            shown = _note(_said(value, place), place, x, y - r - 28)
    return tag("g", shown, data_term=f"dL_d{pre_activation_name(name)}")


def _said(value: str, place: Layout) -> str:
    """Where there is little room, blame is written with its letter."""
    return f"{BLAME if place.proportions.sums_shown else DELTA} {value}"


def _note(markup: str, place: Layout, x: float, y: float) -> str:
    return fitted(markup, x, y, "blame", size=NOTE, room=place.proportions.note)


def _blame_of_output(value: str, place: Layout, x: float, y: float, r: float) -> str:
    tip = x + r + 4
    arrow = tag("path", class_="blame-arrow", d=f"M{coordinate(tip + 30)} {coordinate(y)}H{coordinate(tip + 8)}")
    head = tag("path", class_="blame-head", d=f"M{coordinate(tip)} {coordinate(y)}l10 -6v12z")
    if place.proportions.sums_shown:
        words = text(BLAME, tip + 4, y - 14, "blame start")
        return arrow + head + words + fitted(value, tip - 2, y + 20, "blame start", size=NOTE, room=86)
    if not place.has_target_below:
        return arrow + head + _note(_said(value, place), place, x, y + r + 15)
    # No room at the right: the number stands beside the way down to the target.
    words = text(BLAME, x + 8, y + r + 14, "blame start")
    return arrow + head + words + fitted(value, x + 8, y + r + 31, "blame start", size=NOTE, room=62)


def render_target(picture: Picture, place: Layout, k: int) -> str:
    """The target of one output, tied to it; the first bears the loss."""
    x, y = place.targets[k]
    r = place.proportions.output_radius
    name, value = target_names(picture.sizes)[k], picture.targets[k]
    (x1, y1), (x2, y2) = edge(place.units[-1][k], (x, y), r, r)
    link = tag("path", class_="label-link", d=f"M{coordinate(x1)} {coordinate(y1)}L{coordinate(x2)} {coordinate(y2)}")
    loss = ""
    if k == 0:
        shown = "L = " + number("loss", picture.loss, 6, element="tspan")
        below = not (place.proportions.sums_shown and place.has_target_below)
        at, look = ((x, y + r + 12), "lab") if below else ((x + 10, (y1 + y2) / 2), "lab start")
        loss = picture.sharing(
            "loss", tag("g", fitted(shown, *at, look, size=NOTE, room=100 if below else 112), data_term="L")
        )
    circle = tag("circle", class_="node label", cx=coordinate(x), cy=coordinate(y), r=r)
    letters = text(symbol(name), x, y - 0.3 * r, "sym") + _value(place, name, value, x, y + 0.32 * r, r, trim=True)
    held = handle(picture, name, target_label(name), value, circle + grip(picture, x, y, r - 5) + letters)
    return link + loss + tag("g", held, data_term=name)
