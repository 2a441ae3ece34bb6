"""What drawings share: coordinates as short as the eye allows, and text around a point."""

import re
from functools import lru_cache

from .tags import Attribute, tag

# Widths in parts of the size, of the widest face that readers have (DejaVu Sans, bold for digits).
_WIDTHS = (("−+×=", 0.84), ("0123456789", 0.69), ("⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉ˏₒᵤₜ", 0.46), (".,; ", 0.36), ("\u202f", 0.2))
_WIDTH_OF = {sign: width for signs, width in _WIDTHS for sign in signs}
_LETTER = 0.66


@lru_cache(maxsize=4096)
def coordinate(value: float) -> str:
    """A coordinate: one decimal, no zero at the end, so that the page stays small."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def text(markup: str, x: float, y: float, class_: str, **attributes: Attribute) -> str:
    """Text whose middle height is at y; the class says whether it starts, ends or has its middle at x."""
    return tag("text", markup, class_=class_, x=coordinate(x), y=coordinate(y), dy="0.35em", **attributes)


def fitted(markup: str, x: float, y: float, class_: str, *, size: float, room: float) -> str:
    """Text that never takes more than `room`: where it would, its letters are drawn narrower."""
    if text_width(markup, size) <= room:
        return text(markup, x, y, class_)
    return text(markup, x, y, class_, textLength=coordinate(room), lengthAdjust="spacingAndGlyphs")


def text_width(markup: str, size: float) -> float:
    """About how wide the text is, rather too wide than too narrow."""
    return size * sum(_WIDTH_OF.get(sign, _LETTER) for sign in re.sub(r"<[^>]*>", "", markup))
