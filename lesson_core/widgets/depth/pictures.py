"""The depth lab's pictures of the layers: a strip in which blame fades or burns, and a chart of sizes on a log axis."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from lesson_core.markup.svg import coordinate, text
from lesson_core.markup.tags import tag

from . import words

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
FADED = 6  # decades below the last layer's gradient at which a cell is drawn empty
HERE = 16.0  # half the room of the word under the layer that broke


@dataclass(frozen=True)
class Frame:
    """The measures of one drawing; `name` goes into classes. A phone gets its own, so that text keeps its size."""

    name: str
    width: float
    height: float


WIDE_STRIP, NARROW_STRIP = Frame("wide", 1080, 84), Frame("narrow", 360, 84)
WIDE_CHART, NARROW_CHART = Frame("wide", 700, 262), Frame("narrow", 360, 220)


@dataclass(frozen=True)
class LayerSizes:
    """Per layer, the output last: the size of its gradient and of its activation now, of its gradient before training.

    A size may be 0, inf or nan. `loud`: a gradient above it is drawn as burning. `broken`: the layer (counted from 0)
    in which a number overflowed first, or None.
    """

    gradients: tuple[float, ...]
    activations: tuple[float, ...]
    first_gradients: tuple[float, ...]
    is_trained: bool
    loud: float
    broken: int | None = None


def render_strip(sizes: LayerSizes, frame: Frame) -> str:
    """One cell a layer, the fuller the larger its gradient is, on a log scale.

    Full is what the last layer had before training.
    """
    count = len(sizes.gradients)
    side, top, height = 8.0, 26.0, 40.0
    gap = 6.0 if count <= 12 else 2.0 if count <= 40 else 0.8
    width = (frame.width - 2 * side - (count - 1) * gap) / count
    cells = []
    for k, gradient in enumerate(sizes.gradients):
        x = side + k * (width + gap)
        level, kind = cell_look(gradient, sizes.first_gradients[-1], sizes.loud)
        fill = height * level
        title = tag("title", words.mark_text(k + 1, k == count - 1, "gradient", gradient))
        ground = _bar("cell", x, top, width, height)
        filling = _bar(f"blame-fill {kind}", x, top + height - fill, width, fill, opacity=f"{0.3 + 0.7 * level:.2f}")
        label = text(words.short_size_text(gradient), x + width / 2, top - 9, "size") if width >= 48 else ""
        below = top + height + 12
        if k == sizes.broken:
            middle = min(max(x + width / 2, HERE), frame.width - HERE)  # inside the drawing, however narrow the cell
            number = text(words.BROKEN if width >= 60 else words.BROKEN_NARROW, middle, below, "over")
        elif sizes.broken is not None and abs(k - sizes.broken) * (width + gap) < 2 * HERE:
            number = ""
        else:
            number = _layer_number(k, count, x + width / 2, below, width)
        cells.append(tag("g", title, ground, filling, label, number))
    broken = None if sizes.broken is None else sizes.broken + 1
    return _drawing("strip", frame, words.strip_text(broken, broken == count), *cells)


def cell_look(gradient: float, reference: float, loud: float) -> tuple[float, str]:
    """How high a cell is filled, 0 to 1, and in which colour: blame, burning, or over (not a finite number)."""
    if not math.isfinite(gradient):
        return 1.0, "over"
    if gradient == 0 or not math.isfinite(reference):
        return 0.0, "blame"
    decades = math.log10(gradient) - math.log10(reference) if reference else 0.0  # a quotient could overflow
    kind = "burn" if gradient > loud or decades > 1 else "blame"
    return min(1.0, max(0.0, 1 + decades / FADED)), kind


def _bar(class_: str, x: float, y: float, width: float, height: float, **attributes: str) -> str:
    return tag(
        "rect",
        class_=class_,
        x=coordinate(x),
        y=coordinate(y),
        width=coordinate(width),
        height=coordinate(height),
        rx=coordinate(min(6, width / 4)),
        **attributes,
    )


def _layer_number(k: int, count: int, x: float, y: float, width: float) -> str:
    every = 1 if width >= 20 else 5 if width >= 8 else 10
    if k == count - 1:
        return text(words.OUTPUT, x, y, "lab") if width >= 24 else ""
    return text(str(k + 1), x, y, "lab") if k == 0 or (k + 1) % every == 0 else ""


def render_sizes(sizes: LayerSizes, frame: Frame) -> str:
    """Gradient of each layer and activation of each hidden one, on a log axis.

    What leaves the output layer is a guess between 0 and 1: it tells nothing of the layers' health.
    """
    axis = LogAxis.over((*sizes.gradients, *sizes.activations[:-1], *sizes.first_gradients))
    left, right, top, bottom = 50.0, frame.width - 14, 42.0, frame.height - 44
    count = len(sizes.gradients)
    xs = [left + 14 + (right - left - 28) * (k / max(count - 1, 1)) for k in range(count)]
    # Above the highest mark, two rows of words for what is no number.
    highest = top if all(map(math.isfinite, (*sizes.gradients, *sizes.activations))) else top + 24

    def place(value: float) -> float:
        return axis.place(value, highest if math.isfinite(value) else top, bottom)

    series = [
        _series("activation", sizes.activations[:-1], xs[:-1], place, has_marks=count <= 40),
        _series("gradient", sizes.gradients, xs, place, has_marks=count <= 40),
    ]
    if sizes.is_trained:
        series.insert(0, _series("first", sizes.first_gradients, xs, place, has_marks=False))
    return _drawing(
        "sizes",
        frame,
        words.SIZES_LABEL,
        *(_grid_line(power, axis.place_power(power, highest, bottom), left, right) for power in axis.powers),
        text(words.AXIS, (left + right) / 2, frame.height - 8, "lab"),
        _layer_numbers(xs, bottom + 21, most=16 if frame.name == "wide" else 10),
        *series,
        _legend(frame, has_first=sizes.is_trained),
    )


def _grid_line(power: int, y: float, left: float, right: float) -> str:
    line = tag("path", class_="grid", d=f"M{coordinate(left)} {coordinate(y)}H{coordinate(right)}")
    return line + text(f"10{str(power).translate(SUPERSCRIPTS)}", left - 8, y, "lab end")


def _layer_numbers(xs: list[float], y: float, *, most: int) -> str:
    """Numbers under the chart: at most so many of them, none that runs into the last one."""
    every = next(step for step in (1, 2, 5, 10, 20) if len(xs) / step <= most)
    numbers = [
        text(str(k + 1), x, y, "lab")
        for k, x in enumerate(xs[:-1])
        if (k == 0 or (k + 1) % every == 0) and xs[-1] - x >= 24
    ]
    return "".join(numbers) + text(words.OUTPUT, xs[-1], y, "lab")


def _legend(frame: Frame, *, has_first: bool) -> str:
    legend = (
        tag("path", class_="gradient line", d="M50 15h22")
        + tag("circle", class_="gradient mark", cx=61, cy=15, r=4)
        + text(words.QUANTITIES["gradient"], 78, 15, "lab start")
        + tag("path", class_="activation line", d="M148 15h22")
        + tag("rect", class_="activation mark", x=155.5, y=11.5, width=7, height=7)
        + text(words.QUANTITIES["activation"], 176, 15, "lab start")
    )
    if has_first:
        first = words.QUANTITIES["first"] if frame.name == "wide" else words.FIRST_NARROW
        legend += tag("path", class_="first line", d="M250 15h22") + text(first, 278, 15, "lab start")
    return legend


@dataclass(frozen=True)
class LogAxis:
    """From 10^low to 10^high, with a line at each of `powers`."""

    low: int
    high: int
    powers: tuple[int, ...]

    @classmethod
    def over(cls, values: tuple[float, ...]) -> "LogAxis":
        """An axis on which every positive finite value has its place, three decades at least."""
        logs = [math.log10(value) for value in values if value > 0 and math.isfinite(value)] or [0.0]
        high = math.ceil(max(logs))
        low = min(math.floor(min(logs)), high - 3)
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (high - low) / step <= 6 or step == 100)
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
    for x, y, value in zip(xs, ys, values, strict=True):
        has_place = math.isfinite(value) and value > 0
        path += f"{'L' if is_drawing else 'M'}{coordinate(x)} {coordinate(y)}" if has_place else ""
        is_drawing = has_place
    line = tag("path", class_=f"{name} line", d=path) if path else ""
    every = math.ceil(30 / (xs[1] - xs[0] if len(xs) > 1 else 100.0))  # words such as NaN need room
    marks = []
    for k, (x, y, value) in enumerate(zip(xs, ys, values, strict=True)):
        title = tag("title", words.mark_text(k + 1, k == len(values) - 1, name, value))
        if not math.isfinite(value):
            below = 14 if name == "activation" else 0
            shown = tag("g", title, text(words.short_size_text(value), x, y + below, "over"))
            marks.append(shown if k % every == 0 else "")
        elif has_marks:
            marks.append(_mark(name, value, x, y, title))
    return line + "".join(marks)


def _mark(name: str, value: float, x: float, y: float, title: str) -> str:
    if value == 0:
        return tag("g", title, text("0", x, y, "lab"))
    if name == "activation":
        left, top = coordinate(x - 3.5), coordinate(y - 3.5)
        return tag("rect", title, class_="activation mark", x=left, y=top, width=7, height=7)
    return tag("circle", title, class_=f"{name} mark", cx=coordinate(x), cy=coordinate(y), r=4)


def _drawing(name: str, frame: Frame, label: str, *content: str) -> str:
    return tag(
        "svg",
        *content,
        class_=f"depth-svg {name} depth-{frame.name}",
        viewBox=f"0 0 {coordinate(frame.width)} {coordinate(frame.height)}",
        role="img",
        aria_label=label,
    )
