"""What a picture of the network shows, and the parts of it that a reader can take hold of."""

from dataclasses import dataclass

from lesson_core.markup.controls import event_attribute
from lesson_core.markup.numbers import fmt
from lesson_core.markup.svg import coordinate
from lesson_core.markup.tags import tag
from lesson_core.naming import Parameter

type Row = tuple[float, ...]


@dataclass(frozen=True)
class PathFactor:
    """A factor of the chain rule that is shown: the name it shares, how it is written, its number if it has one yet."""

    term: str
    text: str
    value: float | None


@dataclass(frozen=True)
class Picture:
    """What is drawn.

    `values` of each column: None where the move that works them out is not made. A value that overflowed may be nan.
    `pre_activations` and `deltas` per layer, None where the current move has not reached them; `gradients` by name.
    `loss` None while it is not worked out. `chosen`: the parameter whose chain rule is shown; `factors`: its factors,
    by the part of the picture they stand for: an edge, a bias, a unit, or "loss".
    `flow`: which way something moves ("forward", "backward" or ""), in the layers `flowing`.
    Whatever the move, the drawing has the same elements, some of them empty: so the page need only change what they
    hold, which takes a tenth of the time that it takes to find out what is new, and keeps what has the focus.
    """

    sizes: tuple[int, ...]
    values: tuple[Row | None, ...]
    targets: Row
    loss: float | None
    parameters: tuple[tuple[Parameter, float], ...]
    pre_activations: tuple[Row | None, ...]
    deltas: tuple[Row | None, ...]
    gradients: dict[str, float]
    factors: dict[str, tuple[PathFactor, ...]]
    chosen: Parameter
    flow: str
    flowing: tuple[int, ...]
    is_still: bool = False

    def sharing(self, part: str, markup: str, depth: int = 1) -> str:
        """A part's markup, in elements that bear the names of the factors it stands for: always as many elements."""
        terms = [factor.term for factor in self.factors.get(part, ())]
        for k in range(depth):
            markup = tag("g", markup, data_term=terms[k] if k < len(terms) else None)
        return markup


def handle(picture: Picture, name: str, label: str, value: float, markup: str) -> str:
    """A part of the picture that can be dragged, moved with the arrow keys, and typed on.

    A spin button: a slider needs ends. In a still picture it is only what is drawn.
    """
    if picture.is_still:
        return tag("g", markup)
    return tag(
        "g",
        markup,
        class_="handle chosen" if name == picture.chosen.name else "handle",
        tabindex="0",
        role="spinbutton",
        aria_label=label,
        aria_valuenow=repr(value),
        aria_valuetext=fmt(value, 4, trim=True),
        data_nudge=event_attribute({"type": "nudge", "name": name}),
        data_edit=event_attribute({"type": "set", "name": name}),
        data_event=event_attribute({"type": "choose", "name": name}),
    )


def grip(picture: Picture, x: float, y: float, half: float) -> str:
    """Two small arrows around a number, which say that it can be dragged; none in a still picture."""
    if picture.is_still:
        return ""
    left, right, top, bottom = (coordinate(v) for v in (x - half, x + half, y - 3.5, y + 3.5))
    inner = coordinate(x - half + 3.5), coordinate(x + half - 3.5)
    middle = coordinate(y)
    return tag(
        "path",
        class_="grip",
        d=f"M{inner[0]} {top}L{left} {middle}L{inner[0]} {bottom}M{inner[1]} {top}L{right} "
        f"{middle}L{inner[1]} {bottom}",
    )
