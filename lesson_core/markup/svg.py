"""What drawings share: coordinates as short as the eye allows, and text around a point."""

from functools import lru_cache

from .tags import tag


@lru_cache(maxsize=4096)
def coordinate(value: float) -> str:
    """A coordinate: one decimal, no zero at the end, so that the page stays small."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def text(markup: str, x: float, y: float, class_: str) -> str:
    """Text whose middle height is at y; the class says whether it starts, ends or has its middle at x."""
    return tag("text", markup, class_=class_, x=coordinate(x), y=coordinate(y), dy="0.35em")
