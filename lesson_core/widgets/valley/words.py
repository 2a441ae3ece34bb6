"""What a valley says. Values in, text out."""

from collections.abc import Sequence

from lesson_core.markup.numbers import fmt
from lesson_core.markup.symbols import spoken
from lesson_core.naming import symbol
from lesson_core.valley import Walk

MOST_LISTED = 4  # places that a caption names


def sentence(walk: Walk, name: str) -> str:
    """The picture for who cannot see it: every place of the walk over the parameter `name`."""
    values = ", ".join(fmt(place[0], 2) for place in walk.places)
    rate = fmt(walk.learning_rate, trim=True)
    return f"The loss over {spoken(name)}, and the steps with learning rate {rate}: {values}."


def title(walk: Walk) -> str:
    """What sets the picture apart from those beside it."""
    return f"learning rate {fmt(walk.learning_rate, trim=True)}"


def caption(walk: Walk, name: str, seen: Sequence[tuple[float, float]]) -> str:
    """Where the walk leads, and whether it leaves the picture, in which its places `seen` lie."""
    left = ""
    if len(seen) < len(walk.places):
        leaves = tuple(seen) == walk.places[: len(seen)]
        left = " The next steps leave the picture." if leaves else " Some steps lie outside the picture."
    if walk.diverged_at is not None:
        left += f" Step {walk.diverged_at} leads to where the loss has no number."
    end = ", …" if len(walk.places) > MOST_LISTED else "."
    shown = ", ".join(fmt(place[0], 2) for place in walk.places[:MOST_LISTED]) + end
    return f"{symbol(name)}: {shown}{left}"
