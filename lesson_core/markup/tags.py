"""The one place where markup is escaped and where numbers are rounded."""

import math
from functools import lru_cache

from lesson_core.reading.numbers import WIDE

DASH = "–"  # a number that does not exist yet
MINUS = "−"

_VOID = {"input", "br", "hr", "img"}


def escape(text: str) -> str:
    """Text as it may stand in markup and in attribute values."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def tag(name: str, /, *children: str, **attributes) -> str:
    """An element. Children are markup already; attribute values are escaped here.

    `class_` and `for_` lose their underscore, other underscores become hyphens (data_term -> data-term). None or
    False leaves an attribute out, True writes it without a value.
    """
    opening = f"<{name}"
    for key, value in attributes.items():
        if value is True:
            opening += _attribute(key, None)
        elif value is not None and value is not False:
            opening += _attribute(key, str(value))
    return f"{opening}>" if name in _VOID else f"{opening}>{''.join(children)}</{name}>"


@lru_cache(maxsize=8192)
def _attribute(key: str, value: str | None) -> str:
    # Kept for a while: a view writes a thousand attributes, most of them the same as in the view before.
    name = key if key == "viewBox" else key.rstrip("_").replace("_", "-")
    return f" {name}" if value is None else f' {name}="{escape(value)}"'


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
    name: str, value: float | None, decimals: int = 4, *, element: str = "span", sign=False, trim=False, **attributes
):
    """A number that can be found: data-value holds its name, data-exact the float unrounded (left out for a dash)."""
    exact = None if value is None else repr(value)
    return tag(element, fmt(value, decimals, sign=sign, trim=trim), data_value=name, data_exact=exact, **attributes)


def term(names, markup: str, element: str = "span") -> str:
    """Markup wrapped in one element per name, so that each `data-term` holds a single name."""
    for name in names:
        markup = tag(element, markup, data_term=name)
    return markup


def symbol_html(name: str, element: str = "var") -> str:
    """A name as it is set everywhere: italic letter, upright subscript (ŷ, h₁, w₁, wₒᵤₜ₁)."""
    letters = name.rstrip("0123456789_")
    index = name[len(letters) :].strip("_").replace("_", ",")
    if letters.endswith("Out"):
        letters, index = letters[:-3], "out" + (f",{index}" if index else "")
    letters = {"y_hat": "ŷ", "learning_rate": "η", "loss": "L"}.get(letters, letters)
    return tag(element, escape(letters) + (tag("sub", index) if index else ""), class_="sym")


def spoken(name: str) -> str:
    """A name as it is read out: y hat, h 1, w out 1, h 2 1. Screen readers stumble over y_hat and over subscripts."""
    letters = name.rstrip("0123456789_")
    words = {"y_hat": "y hat", "learning_rate": "learning rate"}.get(letters, letters.replace("Out", " out"))
    return " ".join([words, *name[len(letters) :].split("_")]).strip()
