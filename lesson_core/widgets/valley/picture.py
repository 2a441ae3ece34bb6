"""The loss over one parameter as a curve, with the steps of gradient descent on it: one picture a learning rate."""

import math
from collections.abc import Iterable, Sequence

from lesson_core.markup.numbers import fmt
from lesson_core.markup.svg import coordinate
from lesson_core.markup.tags import tag
from lesson_core.valley import Walk

from .words import caption, sentence, title

WIDTH, HEIGHT = 240, 190
LEFT, RIGHT, TOP, BOTTOM = 14, 14, 12, 30  # the room around the curve, for words


def render_valley(curve: Sequence[tuple[float, float]], walks: Sequence[Walk], name: str) -> str:
    """`curve`: places (parameter, loss) in order. `walks`: each with learning_rate and places, the start first."""
    return tag("div", *(_picture(curve, one, name) for one in walks), class_="valley")


def _picture(curve: Sequence[tuple[float, float]], one: Walk, name: str) -> str:
    low, high = curve[0][0], curve[-1][0]
    top = max(loss for _, loss in curve) or 1.0

    def at(place: tuple[float, float]) -> tuple[float, float]:
        x = LEFT + (place[0] - low) / (high - low) * (WIDTH - LEFT - RIGHT)
        return x, HEIGHT - BOTTOM - place[1] / top * (HEIGHT - TOP - BOTTOM)

    seen = [place for place in one.places if low <= place[0] <= high and place[1] <= top]
    path = tag("path", d=_line(map(at, curve)), class_="valley-curve")
    floor = tag("path", d=f"M{LEFT} {HEIGHT - BOTTOM}H{WIDTH - RIGHT}", class_="valley-floor")
    steps = tag("path", d=_line(map(at, seen)) if seen else "", class_="valley-steps")
    dots = [
        tag(
            "circle",
            cx=coordinate(x),
            cy=coordinate(y),
            r=4.5 if k == 0 else 3.2,
            class_="valley-start" if k == 0 else "valley-dot",
        )
        for k, (x, y) in enumerate(map(at, seen))
    ]
    labels = [
        tag("text", fmt(tick, trim=True), x=coordinate(at((tick, 0))[0]), y=HEIGHT - 12, class_="valley-tick")
        for tick in _ticks(low, high)
    ]
    svg = tag(
        "svg",
        path,
        floor,
        steps,
        *dots,
        *labels,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=sentence(one, name),
    )
    return tag("figure", svg, tag("figcaption", tag("b", title(one)), caption(one, name, seen)))


def _ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers between the ends."""
    step = 10 ** math.floor(math.log10(high - low))
    while (high - low) / step < 3:
        step /= 2
    while (high - low) / step > 5:
        step *= 2
    return [k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _line(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
