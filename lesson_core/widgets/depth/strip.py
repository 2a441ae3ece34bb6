"""The strip of the layers: one cell each, in which blame fades or burns."""

from collections.abc import Sequence

from lesson_core.markup.svg import coordinate, text
from lesson_core.markup.tags import tag

from . import words
from .drawing import Frame, drawing, layers_with_room
from .health import Cell

WIDE_STRIP, NARROW_STRIP = Frame("wide", 1080, 92), Frame("narrow", 360, 92)
SIDE, TOP, HEIGHT = 8.0, 34.0, 40.0  # of the cells
OUT_OF_CELL = 8.0  # how far what burns stands out of its cell
LETTER = 7.0  # the width of a digit
HERE = 34.0  # the room of the word under the layer that broke


def render_strip(deltas: Sequence[float], cells: Sequence[Cell], broken: int | None, frame: Frame) -> str:
    """The cells, with the blame above and the layer's number below wherever these find room.

    `broken`: the layer (counted from 0) in which a number overflowed first, or None.
    """
    count = len(cells)
    gap = 6.0 if count <= 12 else 2.0 if count <= 40 else 0.8
    width = (frame.width - 2 * SIDE - (count - 1) * gap) / count
    xs = [SIDE + k * (width + gap) for k in range(count)]
    drawn = "".join(_cell(k, count, deltas[k], cells[k], xs[k], width) for k in range(count))
    middles = [x + width / 2 for x in xs]
    sizes = [words.short_size_text(delta) for delta in deltas]
    labels = _words(sizes, middles, TOP - OUT_OF_CELL - 9, "size", frame)
    return drawing("strip", frame, _label(cells, broken), drawn, labels, _numbers(middles, broken, frame))


def _label(cells: Sequence[Cell], broken: int | None) -> str:
    empty = [k + 1 for k, cell in enumerate(cells) if cell.is_empty]
    burning = [k + 1 for k, cell in enumerate(cells) if cell.look == "burns"]
    return words.strip_text(empty, burning, None if broken is None else broken + 1, len(cells))


def _cell(k: int, count: int, delta: float, cell: Cell, x: float, width: float) -> str:
    fill = HEIGHT * cell.level + (OUT_OF_CELL if cell.look == "burns" else 0)
    return tag(
        "g",
        tag("title", words.mark_text(k + 1, k == count - 1, "delta", delta)),
        _bar("cell", x, TOP, width, HEIGHT),
        _bar(f"blame-fill {cell.look}", x, TOP + HEIGHT - fill, width, fill, opacity=f"{0.3 + 0.7 * cell.level:.2f}")
        if fill
        else "",
    )


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


def _numbers(middles: list[float], broken: int | None, frame: Frame) -> str:
    """The layers' numbers under their cells; under the one that broke first, that it did."""
    y, count = TOP + HEIGHT + 12, len(middles)
    names = [*(str(k + 1) for k in range(count - 1)), words.OUTPUT]
    if broken is None:
        return _words(names, middles, y, "lab", frame)
    here = words.BROKEN if middles[1] - middles[0] >= 2 * HERE else words.BROKEN_NARROW
    place = _inside(middles[broken], here, frame)
    near = {k for k in range(count) if abs(middles[k] - place) < HERE}
    names = ["" if k in near else name for k, name in enumerate(names)]
    return text(here, place, y, "over") + _words(names, middles, y, "lab", frame)


def _words(each: Sequence[str], middles: list[float], y: float, class_: str, frame: Frame) -> str:
    """A word for every layer that has room for one; all have the room of the longest."""
    longest = max(each, key=len)
    places = [_inside(middle, longest, frame) for middle in middles]
    shown = layers_with_room(places, 8 + LETTER * len(longest))
    return "".join(text(each[k], places[k], y, class_) for k in shown if each[k])


def _inside(x: float, word: str, frame: Frame) -> float:
    """The middle of a word around x, so that it lies inside the drawing."""
    half = LETTER * len(word) / 2
    return min(max(x, half), frame.width - half)
