"""Numbers as a reader sees them: the one place where they are rounded."""

import math

from lesson_core.reading.numbers import WIDE

from .tags import Attribute, tag

DASH = "–"  # a number that does not exist yet
MINUS = "−"


def fmt(value: float | None, decimals: int = 4, *, sign: bool = False, trim: bool = False) -> str:
    """A number as a reader sees it: `decimals` places, minus as U+2212, an en dash for None.

    What would round to nothing or run too wide is written with a power of ten (1.0e−9). A half is rounded up, as in
    school and in JavaScript: `lossText` in browser/parts/curve.js gives the same texts. `sign` shows a plus,
    `trim` drops zeros at the end.
    """
    if value is None:
        return DASH
    if math.isnan(value):
        return "not a number"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    size = abs(value)
    text = _with_places(size, decimals)
    if size and not 0 < float(text) < WIDE:
        text = _with_power(size)
    elif trim and "." in text:
        text = text.rstrip("0").rstrip(".")
    prefix = MINUS if value < 0 else "+" if sign and value > 0 else ""
    return prefix + text.replace("-", MINUS)


def _with_places(size: float, decimals: int) -> str:
    # Halfway between two texts lie the odd multiples of 2^-(decimals + 1), and no other floats.
    is_half = size * 2.0 ** (decimals + 1) % 2 == 1
    return f"{math.nextafter(size, math.inf) if is_half else size:.{decimals}f}"


def _with_power(size: float) -> str:
    """Two digits and the power of ten: 1.2e5."""
    unit = 10.0 ** (math.floor(math.log10(size)) - 1)  # of the second digit
    is_half = WIDE <= size < 1e23 and size % unit == unit / 2  # other floats are never halfway
    mantissa, exponent = f"{math.nextafter(size, math.inf) if is_half else size:.1e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def number(
    name: str,
    value: float | None,
    decimals: int = 4,
    *,
    element: str = "span",
    sign: bool = False,
    trim: bool = False,
    **attributes: Attribute,
) -> str:
    """A number that can be found: data-value holds its name, data-exact the float unrounded (left out for a dash)."""
    exact = None if value is None else repr(value)
    return tag(element, fmt(value, decimals, sign=sign, trim=trim), data_value=name, data_exact=exact, **attributes)
