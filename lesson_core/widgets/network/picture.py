"""What a picture of the network shows, and the parts of it that a reader can take hold of."""

from dataclasses import dataclass

from lesson_core.markup.controls import event_attribute
from lesson_core.markup.numbers import fmt
from lesson_core.markup.tags import tag
from lesson_core.naming import Parameter


@dataclass(frozen=True)
class Picture:
    """What is drawn.

    Per column of units: `values`, and `levels` from 0 (low) to 1 (high), None for the inputs; a value that overflowed
    may be nan, and so may its level.
    `pre_activations` and `deltas` per layer, None where the current move has not reached them; `gradients` by name;
    `chosen`: the parameter whose chain rule is shown; `field`: the id of the field for what is typed on a handle.
    `flow`: which way something moves ("forward", "backward" or ""), in the layers `flowing`.
    Whatever the move, the drawing has the same elements, some of them empty: so the page need only change what they
    hold, which takes a tenth of the time that it takes to find out what is new.
    """

    sizes: tuple[int, ...]
    values: tuple[tuple[float, ...], ...]
    levels: tuple[tuple[float, ...] | None, ...]
    targets: tuple[float, ...]
    loss: float
    parameters: tuple[tuple[Parameter, float], ...]
    pre_activations: tuple[tuple[float, ...] | None, ...]
    deltas: tuple[tuple[float, ...] | None, ...]
    gradients: dict[str, float]
    factor_terms: dict[str, tuple[str, ...]]
    loss_terms: tuple[str, ...]
    chosen: str
    field: str
    flow: str
    flowing: tuple[int, ...]


def handle(picture: Picture, name: str, label: str, value: float, markup: str) -> str:
    """A part of the picture that can be dragged, moved with the arrow keys, and typed on.

    A spin button: a slider needs ends.
    """
    return tag(
        "g",
        markup,
        class_="handle chosen" if name == picture.chosen else "handle",
        tabindex="0",
        role="spinbutton",
        aria_label=label,
        aria_valuenow=repr(value),
        aria_valuetext=fmt(value, 4, trim=True),
        data_nudge=event_attribute({"type": "nudge", "name": name}),
        data_field=picture.field,
        data_event=event_attribute({"type": "choose", "name": name}),
    )
