"""Numbers as a reader sees them: the one place where they are rounded, and the one form that they have.

The rule, told to authors in docs/contribute/style-of-text.md and held by tests/widgets/test_number_format.py:

* places: 3 for weights and biases, 6 for a loss, 4 for everything else; all numbers of one formula have the same
* zeros at the end stay, since they say how far a number was rounded; what somebody has set (inputs, targets, learning
  rate) has none
* minus is U+2212, thousands have a comma, no digit stands before a bare point
* where fewer than two digits would be left of a rounded number, and from ten thousand on, two digits and a power of
  ten: −4.3 × 10⁻⁵, 1.2 × 10⁴. Counts, such as epochs, never have a power of ten
* what does not exist yet is an en dash

A field holds what a reader would type, with the signs of a keyboard.
"""

import math
from functools import cache

from lesson_core.reading.numbers import WIDE

from .tags import Attribute, tag

DASH = "–"  # a number that does not exist yet
MINUS = "−"
TIMES = "\u202f×\u202f"  # narrow spaces at which no line breaks
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def fmt(value: float | None, decimals: int = 4, *, sign: bool = False, trim: bool = False) -> str:
    """A number as a reader sees it, to `decimals` places; an en dash for None.

    A half is rounded up, as in school and in JavaScript: `lossText` in browser/parts/numbers.js gives the same texts.
    `sign` shows a plus, `trim` drops zeros at the end.
    """
    if value is None:
        return DASH
    if math.isnan(value):
        return "not a number"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    digits, power = _rounded(abs(value), decimals)
    if power is not None:
        digits += TIMES + power_of_ten(power)
    elif trim and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    prefix = MINUS if value < 0 else "+" if sign and value > 0 else ""
    return prefix + digits


def as_shown(value: float, decimals: int) -> float:
    """The number that a reader takes from `fmt`."""
    if not math.isfinite(value):
        return value
    digits, power = _rounded(abs(value), decimals)
    return math.copysign(float(f"{digits.replace(',', '')}e{power or 0}"), value)


def count(number: int) -> str:
    """A whole number of things: 2,250 epochs."""
    return f"{number:,}".replace("-", MINUS)


def every_digit(value: float) -> str:
    """A number as exactly as a float holds it: 0.7362660250, 1.25 × 10⁻⁷."""
    digits, _, power = f"{value:,}".removesuffix(".0").partition("e")
    return digits.replace("-", MINUS) + (TIMES + power_of_ten(int(power)) if power else "")


def power_of_ten(power: int) -> str:
    """10⁻⁵."""
    return "10" + str(power).translate(RAISED)


def _rounded(size: float, decimals: int) -> tuple[str, int | None]:
    """The digits, and the power of ten where there is one."""
    # Halfway between two texts lie the odd multiples of 2^-(decimals + 1), and no other floats.
    is_half = size * 2.0 ** (decimals + 1) % 2 == 1
    text = f"{math.nextafter(size, math.inf) if is_half else size:,.{decimals}f}"
    shown = float(text.replace(",", ""))
    if shown < WIDE and (shown >= _fewest(decimals) or shown == size):
        return text, None
    return _with_power(size)


@cache
def _fewest(decimals: int) -> float:
    """The smallest number that keeps two digits; one digit where two places or fewer were asked for."""
    return 10.0 ** (1 - decimals if decimals > 2 else -decimals)


def _with_power(size: float) -> tuple[str, int]:
    unit = 10.0 ** (math.floor(math.log10(size)) - 1)  # of the second digit
    is_half = WIDE <= size < 1e23 and size % unit == unit / 2  # other floats are never halfway
    mantissa, exponent = f"{math.nextafter(size, math.inf) if is_half else size:.1e}".split("e")
    return mantissa, int(exponent)


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
