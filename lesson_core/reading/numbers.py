"""A number as a reader writes it, on whatever keyboard: 0.25, −0,25, ٠٫٢٥, 1/4, ¼, 25 %, 5.1·10^-3, 20 weights.

The fields of the widgets are stricter (`number_from_text`): what is typed there is shown again.
"""

import math
import re
import unicodedata
from dataclasses import dataclass

from lesson_core.checks import LessonError, as_float, as_text

PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
COUNTS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
)
VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8), "⅒": (1, 10)}
# Behind a number these change it, or leave open which number is meant: a unit is any other word.
NOT_UNITS = re.findall(
    r"\w+",
    "not no or and but than to k hundred thousand million billion dozen more less larger smaller bigger greater higher "
    "lower above below",
)
LONGEST_ANSWER = 500  # characters
WIDE = 1e4  # from here on a number is shown with a power of ten and two digits: 12000 is then one of two digits

_DECIMAL = r"(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:e[+-]?[0-9]{1,4})?"
_NUMBER = re.compile(
    rf"(?P<minus>-\s*|minus\s+|negative\s+)?\+?(?:an?\s+)?(?:"
    rf"(?P<whole>[0-9]*)\s*(?P<vulgar>[{''.join(VULGAR)}])"
    rf"|(?:(?P<mixed>[0-9]+)\s+)?(?P<top>{_DECIMAL})\s*/\s*(?P<bottom>{_DECIMAL})"
    rf"|(?P<decimal>{_DECIMAL})"
    rf"|(?P<count>{'|'.join(COUNTS)})\b"
    rf"|(?=(?:{'|'.join(PARTS)})\b)"
    rf")\s*(?P<percent>%|per\s?cent\b)?(?P<words>[^\W\d_\s]*(?:\s+[^\W\d_\s]+)*)"
)
_PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?")
_POWER = re.compile(r"(?P<times>\s*[·⋅∙*x×]\s*|(?<![0-9.,^*]))10\s*(?:\^|\*\*)\s*\(?(?P<power>[+-]?[0-9]{1,4})\)?")
# With a point behind them, or with another one, commas are no decimal point.
_THOUSANDS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+(?=\.[0-9])|(?:,[0-9]{3}){2,}(?![0-9,]))")
_TWO_WAYS = re.compile("[1-9][0-9]{0,2},[0-9]{3}")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SIGNS = str.maketrans(
    dict.fromkeys("−‐‑‒–—﹣", "-")
    | {"⁄": "/", "٪": "%", "٫": ".", "،": ",", "。": ".", "｡": "."}
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width forms of ASCII
)


@dataclass(frozen=True)
class Answer:
    """A number as the reader typed it: its value, and the size of its last decimal place (0.001 for 0.503).

    A fraction has no last place: its unit is 0.
    """

    value: float
    unit: float

    def fits(self, value: float, scale: float, tolerance: float) -> bool:
        """Within the part `tolerance` of `scale`, or rounded rightly to places that resolve a tenth of it.

        Never with the other sign, however wide the tolerance is. `scale` is in the unit of `value`.
        """
        near = abs(self.value - value) <= tolerance * scale
        fine = self.unit <= 0.1 * (scale or abs(value)) or value == 0
        return not self.has_other_sign(value) and (near or (fine and self.is_rounded(value)))

    def is_rounded(self, value: float) -> bool:
        """It is `value`, rounded to the places typed."""
        close = abs(self.value - value) <= 0.5000001 * self.unit + math.ulp(self.value)
        return close and not self.has_other_sign(value)

    def has_other_sign(self, value: float) -> bool:
        """It is on the other side of 0. A minus before a zero counts: −0.00 is not 0.002, rounded."""
        negative = math.copysign(1, self.value) < 0
        return value != 0 and negative != (value < 0) and (self.value != 0 or negative)


def as_answer(field: str, text: str) -> str:
    """What a reader wrote, without the space around it and marks that cannot be seen.

    Raises LessonError for `field` when it is no text or too long.

    The judges of answers take the time of the square of their length.
    """
    written = "".join(c for c in as_text(field, text) if unicodedata.category(c) != "Cf").strip()
    if len(written) > LONGEST_ANSWER:
        raise LessonError(field, f"This is {len(written)} characters long. An answer takes at most {LONGEST_ANSWER}.")
    return written


def _plain(written: str) -> str:
    """The number in the signs of an English keyboard: small letters, ASCII digits, one minus, e for powers of ten."""
    plain = re.sub(r"10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: "10^" + power[1].translate(_RAISED), written)
    plain = "".join(_plain_sign(c) for c in plain.translate(_SIGNS)).casefold()
    plain = re.sub(r"(?<=[0-9])٬(?=[0-9]{3}(?![0-9]))", "", plain)  # of thousands
    plain = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), plain)
    return _POWER.sub(lambda found: f"{'' if found['times'] else '1'}e{found['power']}", plain)


def _plain_sign(sign: str) -> str:
    """Any alphabet's decimal digit as 0 to 9, any space as a space."""
    digit = unicodedata.decimal(sign, None)
    return " " if sign.isspace() else sign if digit is None else str(digit)


def number_from_text(field: str, text: str | float) -> float:
    """A number as a reader types it into a field, or as a slider sends it.

    0.5, −0.2 with any minus, 1e-3, 10^-3, a comma for the point, the digits of any alphabet. Raises LessonError for
    `field` for anything else, and for what a float cannot hold.
    """
    if not isinstance(text, str):
        return as_float(field, text)
    written = as_answer(field, text)
    plain = _plain(written)
    _refuse_two_ways(field, written, plain.lstrip("+-"))
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not _PLAIN_NUMBER.fullmatch(plain):
        raise LessonError(field, f"“{written}” is not a number. Type one such as 0.5 or −1.2.")
    number = float(plain)
    if not math.isfinite(number):
        raise _too_large(field, written)
    return number


def _too_large(field: str, written: str) -> LessonError:
    return LessonError(
        field, f"“{written}” is too large for the numbers of this page, which end at 1.8\u202f×\u202f10³⁰⁸."
    )


def read_number(field: str, text: str) -> Answer:
    """What the reader wrote, as a number. Raises LessonError for `field` when it is none, or could be two."""
    text = as_answer(field, text)
    plain = re.split("[=≈~]", _plain(text))[-1].strip().rstrip(" .!?")
    found = _NUMBER.fullmatch(plain)
    words = found["words"].split() if found else []
    part = PARTS.get(words[0].removesuffix("s"), PARTS.get(words[0])) if words else None
    if not found or set(NOT_UNITS) & set(words) or len(words) > 4:
        raise LessonError(field, f"“{text}” is not a number. Type one such as 0.5, −1.2 or 1/4.")
    value, unit = _amount(field, text, found)
    if part:
        value, unit = value / part, 0.0
    if found["percent"]:
        value, unit = value / 100, unit / 100
    if not math.isfinite(value):
        raise _too_large(field, text)
    return Answer(-value if found["minus"] else value, unit)


def _amount(field: str, text: str, found: re.Match[str]) -> tuple[float, float]:
    """The number without its sign, and the size of its last place."""
    if found["vulgar"]:
        top, bottom = VULGAR[found["vulgar"]]
        return float(found["whole"] or 0) + top / bottom, 0.0
    if found["top"]:
        divisor = _value(found["bottom"])
        if divisor == 0:
            raise LessonError(field, f"“{text}” is not a number: nothing can be divided by 0.")
        return float(found["mixed"] or 0) + _value(found["top"]) / divisor, 0.0
    if found["count"]:
        return float(COUNTS.index(found["count"])), 1.0
    if not found["decimal"]:
        return 1.0, 0.0  # “half”, “a quarter”
    _refuse_two_ways(field, text, found["decimal"])
    return _value(found["decimal"]), _last_place(found["decimal"])


def _refuse_two_ways(field: str, written: str, decimal: str) -> None:
    """1,234 is a little more than 1, or than a thousand."""
    if _TWO_WAYS.fullmatch(decimal):
        point, none = decimal.replace(",", "."), decimal.replace(",", "")
        raise LessonError(field, f"“{written}” can be read in two ways. Write {point} or {none}.")


def _value(decimal: str) -> float:
    return float(decimal.replace(",", "."))


def _last_place(decimal: str) -> float:
    """0.001 for 0.503, 1 for 12, 0.0001 for 5.1e-3."""
    mantissa, _, exponent = decimal.replace(",", ".").partition("e")
    whole, point, places = mantissa.partition(".")
    left_out = len(whole) - len(whole.rstrip("0")) if not point and _value(decimal) >= WIDE else 0
    power = int(exponent or 0) - len(places) + left_out
    return 10.0 ** max(min(power, 308), -323)
