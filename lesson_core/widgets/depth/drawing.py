"""What strip and chart share: the measures of a drawing, its element, and which layers find room for words."""

from collections.abc import Sequence
from dataclasses import dataclass

from lesson_core.markup.svg import coordinate
from lesson_core.markup.tags import tag


@dataclass(frozen=True)
class Frame:
    """The measures of one drawing; `name` goes into classes. A phone gets its own, so that text keeps its size."""

    name: str
    width: float
    height: float


def drawing(name: str, frame: Frame, label: str, *content: str) -> str:
    """The drawing with its name for styles, and a label for readers who cannot see it."""
    return tag(
        "svg",
        *content,
        class_=f"depth-svg {name} depth-{frame.name}",
        viewBox=f"0 0 {coordinate(frame.width)} {coordinate(frame.height)}",
        role="img",
        aria_label=label,
    )


def layers_with_room(places: Sequence[float], room: float) -> list[int]:
    """Which layers, counted from 0, get words that are `room` wide around their places.

    The first and the last, and of the others those with a round number that run into neither.
    """
    last = len(places) - 1
    pitch = (places[last] - places[0]) / last
    every = next((step for step in (1, 2, 5, 10, 20, 50) if step * pitch >= room), len(places))
    round_ones = (k for k in range(1, last) if (k + 1) % every == 0)
    between = [k for k in round_ones if min(places[k] - places[0], places[last] - places[k]) >= room]
    return [0, *between, last] if places[last] - places[0] >= room else [last]
