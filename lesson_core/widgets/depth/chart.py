"""The chart of the layers: blame, weight gradient and activation of each, on a log axis."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from lesson_core.markup.svg import coordinate, text
from lesson_core.markup.tags import tag

from . import words
from .drawing import Frame, drawing, layers_with_room

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
WIDE_CHART, NARROW_CHART = Frame("wide", 700, 262), Frame("narrow", 360, 236)
ROWS = {"delta": 0, "first": 0, "gradient": 14, "activation": 28}  # of words for what is no number, one below the other


@dataclass(frozen=True)
class LayerSizes:
    """Per layer, the output last: what deep.Measurement has of it now, and its blame before training.

    A size may be 0, inf or nan. `first_deltas` is None where nothing is trained yet.
    """

    deltas: tuple[float, ...]
    gradients: tuple[float, ...]
    activations: tuple[float, ...]
    first_deltas: tuple[float, ...] | None


def render_sizes(sizes: LayerSizes, frame: Frame) -> str:
    """Blame and weight gradient of each layer, and the activation of each hidden one, on a log axis.

    What leaves the output layer is a guess between 0 and 1: it tells nothing of the layers' health.
    """
    series = {"activation": sizes.activations[:-1], "gradient": sizes.gradients, "delta": sizes.deltas}
    if sizes.first_deltas is not None:
        series = {"first": sizes.first_deltas, **series}
    are_finite = all(math.isfinite(size) for values in series.values() for size in values)
    axis = LogAxis.over(tuple(size for values in series.values() for size in values), most=6 if are_finite else 3)
    left, right, bottom = 50.0, frame.width - 14, frame.height - 44
    top = 42.0 if frame.name == "wide" else 58.0  # under the legend
    count = len(sizes.deltas)
    xs = [left + 14 + (right - left - 28) * (k / max(count - 1, 1)) for k in range(count)]
    highest = top if are_finite else top + ROWS["activation"] + 10  # of the marks

    def place(value: float) -> float:
        return axis.place(value, highest if math.isfinite(value) else top, bottom)

    return drawing(
        "sizes",
        frame,
        words.SIZES_LABEL,
        *(_grid_line(power, axis.place_power(power, highest, bottom), left, right) for power in axis.powers),
        text(words.AXIS, (left + right) / 2, frame.height - 8, "lab"),
        _layer_numbers(xs, bottom + 21),
        *(
            _series(name, values, xs, place, has_marks=count <= 40 and name != "first")
            for name, values in series.items()
        ),
        _legend(frame, has_first=sizes.first_deltas is not None),
    )


def _grid_line(power: int, y: float, left: float, right: float) -> str:
    line = tag("path", class_="grid", d=f"M{coordinate(left)} {coordinate(y)}H{coordinate(right)}")
    return line + text(f"10{str(power).translate(SUPERSCRIPTS)}", left - 8, y, "lab end")


def _layer_numbers(xs: list[float], y: float) -> str:
    last = len(xs) - 1
    return "".join(text(words.OUTPUT if k == last else str(k + 1), xs[k], y, "lab") for k in layers_with_room(xs, 26))


def _legend(frame: Frame, *, has_first: bool) -> str:
    """What each line and mark stands for: in one row, on a phone in two."""
    names = ("delta", "gradient", "activation", *(("first",) if has_first else ()))
    columns = ((50, 135, 290, 410) if frame.name == "wide" else (50, 150, 50, 150))[: len(names)]
    drawn = ""
    for k, (name, x) in enumerate(zip(names, columns, strict=True)):
        y = 15 if frame.name == "wide" or k < 2 else 35
        mark = "" if name == "first" else _mark(name, x + 11, y)
        drawn += tag("path", class_=f"{name} line", d=f"M{x} {y}h22") + mark
        drawn += text(words.QUANTITIES[name], x + 28, y, "lab start")
    return drawn


@dataclass(frozen=True)
class LogAxis:
    """From 10^low to 10^high, with a line at each of `powers`."""

    low: int
    high: int
    powers: tuple[int, ...]

    @classmethod
    def over(cls, values: tuple[float, ...], most: int = 6) -> "LogAxis":
        """An axis on which every positive finite value has its place: three decades at least, `most` steps."""
        logs = [math.log10(value) for value in values if value > 0 and math.isfinite(value)] or [0.0]
        high = math.ceil(max(logs))
        low = min(math.floor(min(logs)), high - 3)
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200) if (high - low) / step <= most or step == 200)
        low = step * math.floor(low / step)
        return cls(low, high, tuple(range(low, high + 1, step)))

    def place(self, value: float, top: float, bottom: float) -> float:
        """Where a value stands; 0 at the bottom, what is not finite at the top."""
        if not math.isfinite(value):
            return top - 4
        if value <= 0:
            return bottom + 4
        return self.place_power(math.log10(value), top, bottom)

    def place_power(self, power: float, top: float, bottom: float) -> float:
        """Where 10^power stands; that may be more than a float holds."""
        share = (power - self.low) / (self.high - self.low)
        return bottom - (bottom - top) * min(max(share, 0.0), 1.0)


def _series(
    name: str, values: tuple[float, ...], xs: list[float], place: Callable[[float], float], *, has_marks: bool
) -> str:
    """One of `words.QUANTITIES` over the layers: a line through what can be drawn, and a mark for each value."""
    ys = [place(value) for value in values]
    path, is_drawing = "", False
    for x, y, value in zip(xs, ys, values, strict=False):  # no activation of the output layer is drawn
        has_place = math.isfinite(value) and value > 0
        path += f"{'L' if is_drawing else 'M'}{coordinate(x)} {coordinate(y)}" if has_place else ""
        is_drawing = has_place
    line = tag("path", class_=f"{name} line", d=path) if path else ""
    every = math.ceil(30 / (xs[1] - xs[0]))  # words such as NaN need room
    marks = []
    for k, (x, y, value) in enumerate(zip(xs, ys, values, strict=False)):
        title = tag("title", words.mark_text(k + 1, k == len(xs) - 1, name, value))
        if not math.isfinite(value):
            word = text(words.short_size_text(value), x, y + ROWS[name], f"over {name}")
            marks.append(tag("g", title, word) if k % every == 0 else "")
        elif has_marks:
            marks.append(tag("g", title, text("0", x, y, "lab") if value == 0 else _mark(name, x, y)))
    return line + "".join(marks)


def _mark(name: str, x: float, y: float) -> str:
    """A disc for blame, a triangle for the weight gradient, a square for the activation."""
    if name == "delta":
        return tag("circle", class_="delta mark", cx=coordinate(x), cy=coordinate(y), r=4)
    left, top = coordinate(x - 3.5), coordinate(y - 3.5)
    if name == "activation":
        return tag("rect", class_="activation mark", x=left, y=top, width=7, height=7)
    return tag("path", class_=f"{name} mark", d=f"M{left} {coordinate(y + 3.5)}h7l-3.5 -7z")
