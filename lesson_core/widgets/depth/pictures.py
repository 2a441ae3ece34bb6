"""The depth lab's pictures of the layers: a strip in which blame fades or burns, and a chart of sizes on a log axis."""

import math
from dataclasses import dataclass

from lesson_core.markup.tags import tag

from .words import place_text, size

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
FADED = 6  # decades below the last layer's gradient at which a cell is drawn empty


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
    """Per layer, the output last: the size of the gradient and of the activation now, and of the gradient before any
    training. A size may be 0, inf or nan. `loud`: a gradient above it is drawn as burning. `broken`: the layer (counted
    from 0) in which a number overflowed first, or None."""

    gradients: tuple[float, ...]
    activations: tuple[float, ...]
    first_gradients: tuple[float, ...]
    is_trained: bool
    loud: float
    broken: int | None = None


HERE = 16.0  # half the room of the word "here"


def render_strip(sizes: LayerSizes, frame: Frame) -> str:
    """One cell a layer, filled as high as its gradient is large beside the one that the last layer had before training,
    on a log scale."""
    count = len(sizes.gradients)
    side, top, height = 8.0, 26.0, 40.0
    gap = 6.0 if count <= 12 else 2.0 if count <= 40 else 0.8
    width = (frame.width - 2 * side - (count - 1) * gap) / count
    reference = sizes.first_gradients[-1]
    cells = []
    for k, gradient in enumerate(sizes.gradients):
        x = side + k * (width + gap)
        level, kind = cell_look(gradient, reference, sizes.loud)
        ground = tag(
            "rect", class_="cell", x=_n(x), y=_n(top), width=_n(width), height=_n(height), rx=_n(min(6, width / 4))
        )
        fill = height * level
        filling = tag(
            "rect",
            class_=f"blame-fill {kind}",
            x=_n(x),
            y=_n(top + height - fill),
            width=_n(width),
            height=_n(fill),
            rx=_n(min(6, width / 4)),
            opacity=f"{0.3 + 0.7 * level:.2f}",
        )
        said = tag("title", f"{layer_name(k, count)}: gradient {size(gradient)}")
        label = _text(sign(gradient, size(gradient)), x + width / 2, top - 9, "size") if width >= 48 else ""
        if k == sizes.broken:
            middle = min(max(x + width / 2, HERE), frame.width - HERE)  # inside the drawing, however narrow the cell
            number = _text("first here" if width >= 60 else "here", middle, top + height + 12, "over")
        elif sizes.broken is not None and abs(k - sizes.broken) * (width + gap) < 2 * HERE:
            number = ""
        else:
            number = _layer_number(k, count, x + width / 2, top + height + 12, width)
        cells.append(tag("g", said, ground, filling, label, number))
    described = "One cell for each layer, filled as high as its gradient is large"
    if sizes.broken is not None:
        described += f". Numbers overflowed, first in {place_text(sizes.broken + 1, sizes.broken == count - 1)}"
    return tag(
        "svg",
        *cells,
        class_=f"depth-svg strip depth-{frame.name}",
        viewBox=f"0 0 {_n(frame.width)} {_n(frame.height)}",
        role="img",
        aria_label=described,
    )


def cell_look(gradient: float, reference: float, loud: float) -> tuple[float, str]:
    """How high a cell is filled, 0 to 1, and in which colour: blame, burning, or over (not a finite number)."""
    if not math.isfinite(gradient):
        return 1.0, "over"
    if gradient == 0 or not math.isfinite(reference):
        return 0.0, "blame"
    decades = math.log10(gradient) - math.log10(reference) if reference else 0.0  # a quotient could overflow
    kind = "burn" if gradient > loud or decades > 1 else "blame"
    return min(1.0, max(0.0, 1 + decades / FADED)), kind


def sign(value: float, finite: str) -> str:
    """∞ or NaN; `finite` for a finite number."""
    return "NaN" if math.isnan(value) else "∞" if math.isinf(value) else finite


def layer_name(k: int, count: int) -> str:
    return "output layer" if k == count - 1 else f"layer {k + 1}"


def _layer_number(k: int, count: int, x: float, y: float, width: float) -> str:
    every = 1 if width >= 20 else 5 if width >= 8 else 10
    if k == count - 1:
        return _text("out", x, y, "lab") if width >= 24 else ""
    return _text(str(k + 1), x, y, "lab") if k == 0 or (k + 1) % every == 0 else ""


def render_sizes(sizes: LayerSizes, frame: Frame) -> str:
    """Gradient of each layer and activation of each hidden one, on a log axis. (What leaves the output layer is a guess
    between 0 and 1: it tells nothing of the layers' health.)"""
    axis = LogAxis.over((*sizes.gradients, *sizes.activations[:-1], *sizes.first_gradients))
    left, right, top, bottom = 50.0, frame.width - 14, 34.0, frame.height - 36
    count = len(sizes.gradients)
    xs = [left + 14 + (right - left - 28) * (k / max(count - 1, 1)) for k in range(count)]

    # Above the highest mark, two rows of words for what is no number.
    words = 0 if all(map(math.isfinite, (*sizes.gradients, *sizes.activations))) else 24

    def place(value: float) -> float:
        return axis.place(value, top + 8 + (words if math.isfinite(value) else 0), bottom - 8)

    grid = "".join(
        tag("path", class_="grid", d=f"M{_n(left)} {_n(y)}H{_n(right)}")
        + _text(f"10{str(power).translate(SUPERSCRIPTS)}", left - 8, y, "lab end")
        for power, y in ((power, axis.place_power(power, top + 8 + words, bottom - 8)) for power in axis.powers)
    )
    every = next(step for step in (1, 2, 5, 10, 20) if count / step <= (16 if frame.name == "wide" else 10))
    numbers = "".join(
        _text(str(k + 1), xs[k], bottom + 13, "lab")
        for k in range(count - 1)
        if (k == 0 or (k + 1) % every == 0) and xs[-1] - xs[k] >= 24
    )
    numbers += _text("out", xs[-1], bottom + 13, "lab")
    first = _series(sizes.first_gradients, xs, place, "first", marks=False) if sizes.is_trained else ""
    drawn = (
        first
        + _series(sizes.activations[:-1], xs[:-1], place, "activation", marks=count <= 40)
        + _series(sizes.gradients, xs, place, "gradient", marks=count <= 40)
    )
    legend = tag("path", class_="gradient line", d="M50 15h22") + tag(
        "circle", class_="gradient mark", cx=61, cy=15, r=4
    )
    legend += _text("gradient", 78, 15, "lab start")
    legend += tag("path", class_="activation line", d="M148 15h22") + tag(
        "rect", class_="activation mark", x=155.5, y=11.5, width=7, height=7
    )
    legend += _text("activation", 176, 15, "lab start")
    if sizes.is_trained:
        legend += tag("path", class_="first line", d="M250 15h22") + _text(
            "before training" if frame.name == "wide" else "before", 278, 15, "lab start"
        )
    return tag(
        "svg",
        grid + _text("layer", (left + right) / 2, frame.height - 8, "lab") + numbers + drawn + legend,
        class_=f"depth-svg sizes depth-{frame.name}",
        viewBox=f"0 0 {_n(frame.width)} {_n(frame.height)}",
        role="img",
        aria_label="Size of the gradient and of the activation of each layer, on a log axis",
    )


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


def _series(values: tuple[float, ...], xs: list[float], place, name: str, *, marks: bool) -> str:
    points = [(x, place(value), value) for x, value in zip(xs, values, strict=True)]
    apart = xs[1] - xs[0] if len(xs) > 1 else 100.0
    every = math.ceil(30 / apart)  # words such as NaN need room
    path, pen_down = "", False
    for x, y, value in points:
        drawable = math.isfinite(value) and value > 0
        path += f"{'L' if pen_down else 'M'}{_n(x)} {_n(y)}" if drawable else ""
        pen_down = drawable
    line = tag("path", class_=f"{name} line", d=path) if path else ""
    shown = ""
    for k, (x, y, value) in enumerate(points):
        said = tag("title", f"{layer_name(k, len(points))}: {name} {size(value)}")
        if not math.isfinite(value):
            below = 14 if name == "activation" else 0
            shown += tag("g", said, _text(sign(value, ""), x, y + below, "over")) if k % every == 0 else ""
        elif value == 0:
            shown += tag("g", said, _text("0", x, y, "lab")) if marks else ""
        elif marks and name == "activation":
            shown += tag("rect", said, class_=f"{name} mark", x=_n(x - 3.5), y=_n(y - 3.5), width=7, height=7)
        elif marks:
            shown += tag("circle", said, class_=f"{name} mark", cx=_n(x), cy=_n(y), r=4)
    return line + shown


def _text(content: str, x: float, y: float, class_: str) -> str:
    return tag("text", content, class_=class_, x=_n(x), y=_n(y), dy="0.35em")


def _n(value: float) -> str:
    """A coordinate: one decimal, no zero at the end."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
