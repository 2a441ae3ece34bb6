"""The small picture on a lesson's card: the lesson's own network, computed by lesson_core, in one proportion, no text.

forward: how far its first values fill each node; blame: what each node has of it; valley: the loss over its first
parameter, and where its first updates lead.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from lesson_core import backpropagate
from lesson_core.backprop import Trace
from lesson_core.markup.svg import coordinate
from lesson_core.markup.tags import tag
from lesson_core.naming import parameters
from lesson_core.problem import Problem
from lesson_core.valley import valley, walk

WIDTH, HEIGHT = 240, 112
EDGE = 26  # from the middle of the first and last column to the picture's edge
GAP, RADIUS = 46, 15  # between nodes of a column, and of a node, where there is room for both
STEPS = 24  # of gradient descent, to find where the bottom is
BALLS = 4  # of these steps are drawn

type Place = tuple[float, float]


def card_picture(kind: str, problem: Problem) -> str:
    """The picture: for the eye alone, since the card's words say what the lesson is about."""
    if kind == "valley":
        inside = _valley(problem)
    else:
        inside = _network(problem, backpropagate(problem.network, problem.inputs, problem.targets), kind == "blame")
    return tag("svg", inside, viewBox=f"0 0 {WIDTH} {HEIGHT}", class_="lesson-card__picture", aria_hidden="true")


def _network(problem: Problem, trace: Trace, shows_blame: bool) -> str:
    columns = [_column(k, size, len(problem.network.sizes)) for k, size in enumerate(problem.network.sizes)]
    radius = min(RADIUS, 0.36 * _gap(max(problem.network.sizes)))
    edges = [
        _edge(columns[k][source], columns[k + 1][target], weight)
        for k, layer in enumerate(problem.network.layers)
        for target, row in enumerate(layer.weights)
        for source, weight in enumerate(row)
    ]
    most = max((abs(delta) for layer in trace.deltas for delta in layer), default=0.0) or 1.0
    nodes = [tag("circle", "", class_="card-node", **_round(place, radius)) for place in columns[0]]
    for places, values, deltas in zip(columns[1:], trace.activations[1:], trace.deltas, strict=True):
        for place, value, delta in zip(places, values, deltas, strict=True):
            part = abs(delta) / most if shows_blame else value
            nodes.append(_node(place, radius, part, "card-blame" if shows_blame else "card-value"))
    return "".join((*edges, *nodes))


def _column(k: int, size: int, columns: int) -> list[Place]:
    x = EDGE + (WIDTH - 2 * EDGE) * k / (columns - 1)
    return [(x, HEIGHT / 2 + _gap(size) * (row - (size - 1) / 2)) for row in range(size)]


def _gap(size: int) -> float:
    return min(GAP, (HEIGHT - 8) / size)


def _edge(start: Place, end: Place, weight: float) -> str:
    return tag(
        "path",
        "",
        class_="card-edge card-edge--negative" if weight < 0 else "card-edge",
        d=f"M{_at(*start)}L{_at(*end)}",
        stroke_width=coordinate(min(5.0, 1 + 3 * abs(weight))),
    )


def _node(place: Place, radius: float, part: float, class_: str) -> str:
    """A circle, filled from its bottom: all of it for 1."""
    x, y = place
    level = min(max(part, 0.0), 1.0)
    height = radius * (1 - 2 * level)
    half = math.sqrt(max(radius * radius - height * height, 0.0))
    arc = f"A{coordinate(radius)},{coordinate(radius)} 0 {int(level > 0.5)} 0 {_at(x + half, y + height)}Z"
    fill = tag("path", "", class_=class_, d=f"M{_at(x - half, y + height)}{arc}") if 0 < level < 1 else ""
    if level == 1:
        fill = tag("circle", "", class_=class_, **_round(place, radius))
    return tag("circle", "", class_="card-node", **_round(place, radius)) + fill


def _valley(problem: Problem) -> str:
    about = (problem.network, problem.inputs, problem.targets, parameters(problem.network)[0])
    places = walk(*about, problem.learning_rate, STEPS).places
    start, bottom = places[0][0], places[-1][0]
    reach = 1.3 * abs(start - bottom) or 1.0
    curve = valley(*about, bottom - reach, bottom + reach)
    low, high = min(loss for _, loss in curve), max(loss for _, loss in curve)

    def at(place: Place) -> Place:
        w, loss = place
        x = EDGE + (WIDTH - 2 * EDGE) * (w - bottom + reach) / (2 * reach)
        return x, HEIGHT - 14 - (HEIGHT - 28) * (loss - low) / ((high - low) or 1.0)

    balls = [at(place) for place in places[:BALLS]]
    return (
        tag("path", "", class_="card-curve", d=_line([at(place) for place in curve]))
        + tag("path", "", class_="card-way", d=_line(balls))
        + "".join(tag("circle", "", class_="card-ball", **_round(place, 3.5)) for place in balls[1:])
        + tag("circle", "", class_="card-ball card-ball--first", **_round(balls[0], 7))
    )


def _line(places: Sequence[Place]) -> str:
    return "M" + "L".join(_at(*place) for place in places)


def _at(x: float, y: float) -> str:
    return f"{coordinate(x)},{coordinate(y)}"


def _round(place: Place, radius: float) -> dict[str, str]:
    return {"cx": coordinate(place[0]), "cy": coordinate(place[1]), "r": coordinate(radius)}
