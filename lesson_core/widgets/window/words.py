"""What a window says under its picture."""

from lesson_core.widgets.network.words import MOVE_NAMES


def caption(move: int) -> str:
    """Which move the picture shows, in one line."""
    return f"Move {move} of {len(MOVE_NAMES) - 1}: {MOVE_NAMES[move].lower()}" if move else "Before the first move"
