"""Numbers as readers write them."""

import math
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_core import LessonError
from lesson_core.reading.numbers import number_from_text, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.25", 0.25),
        (" −0,25 ", -0.25),
        ("1/4", 0.25),
        ("1 / 4", 0.25),
        ("1⁄4", 0.25),
        ("¼", 0.25),
        ("½", 0.5),
        ("¾", 0.75),
        ("1½", 1.5),
        ("-1 1/2", -1.5),
        ("25%", 0.25),
        ("25 %", 0.25),
        ("25 per cent", 0.25),
        ("12.5 percent", 0.125),
        ("half", 0.5),
        ("A half.", 0.5),
        ("half of it", 0.5),
        ("three quarters", 0.75),
        ("20 weights", 20),
        ("20weights", 20),
        ("twenty", 20),
        ("minus 0.3", -0.3),
        ("+0.3", 0.3),
        (".5", 0.5),
        ("0.25.", 0.25),
        ("≈ 0.25", 0.25),
        ("0.5 − 0.1 · 0.2 = 0.48", 0.48),
        ("5.1e-3", 0.0051),
        ("5.1 * 10^-3", 0.0051),
        ("5,1·10⁻³", 0.0051),
        ("5.1 × 10^(−3)", 0.0051),
    ],
)
def test_a_number_is_read_however_it_is_written(text, value):
    assert math.isclose(read_number("", text).value, value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a lot", "not half", "half or less", "20 or 30", "0.5 less", "5 million", "5k", "1_000", "nan", "inf"),
        *("2x2", "two and a half", "1/4/4", "a", "25%%", "1e" + "9" * 400),
    ],
)
def test_what_is_no_number_or_more_than_one_is_told(text):
    with pytest.raises(LessonError, match="is not a number"):
        read_number("your answer", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [("1/0", "divided by 0"), ("1,000", "Write 1.000 or 1000"), ("1e400", "too large"), ("9" * 400, "too large")],
)
def test_a_number_that_cannot_be_taken_is_told_with_the_remedy(text, said):
    with pytest.raises(LessonError, match=said):
        read_number("your answer", text)


def test_an_answer_is_not_endless():
    with pytest.raises(LessonError, match=r"501 characters long\. An answer takes at most 500"):
        read_number("your answer", "9" * 501)


@pytest.mark.parametrize(
    ("text", "value"), [("0.5", 0.5), (" −0,25 ", -0.25), ("1e-3", 0.001), ("+.5", 0.5), ("2.", 2.0), (3, 3.0)]
)
def test_a_field_takes_a_number_typed_or_sent_by_a_slider(text, value):
    assert number_from_text("w1", text) == value


OTHER_KEYBOARDS = [
    *(
        ("０．５", 0.5),
        ("－０，５", -0.5),
        ("１ｅ－３", 0.001),
        ("0。5", 0.5),
        ("٠٫٥", 0.5),
        ("−۰٫۲۵", -0.25),
        ("०.५", 0.5),
    ),
    *(("١٬٠٠٠٫٥", 1000.5), ("٠،٥", 0.5), ("\u200e0.5", 0.5), ("\u200f0.5\u200e", 0.5), ("\ufeff0.5", 0.5)),
    *(("0.\u200b5", 0.5), ("-\u20600.5", -0.5), ("\u2066−0.5\u2069", -0.5), ("\u061c-0.5", -0.5), ("\u30000.5", 0.5)),
    *(("–0.5", -0.5), ("‒0.5", -0.5), ("‑0.5", -0.5), ("—0.5", -0.5), ("﹣0.5", -0.5)),
    *(("10^-6", 1e-6), ("10**-6", 1e-6), ("10⁻⁶", 1e-6), ("-10^-6", -1e-6), ("1·10^-6", 1e-6), ("1*10**-6", 1e-6)),
    *(("2 × 10^(−3)", 0.002), ("1⋅10^–6", 1e-6), ("１０＾－６", 1e-6), ("10^2", 100.0), ("1E-6", 1e-6)),
]


@pytest.mark.parametrize(("text", "value"), OTHER_KEYBOARDS)
def test_the_numbers_of_other_keyboards_are_read_in_fields_and_answers_alike(text, value):
    assert number_from_text("w1", text) == value
    assert read_number("", text).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    [
        "110^-6",
        "1.10^-6",
        "10^",
        "10^-6^2",
        "2^10",
        "20–30",
        "５５.５.５",
        "ｎａｎ",
        "ＮａＮ",
        "ｉｎｆ",
        "∞",
        "\u200e",
        "²",
        "①",
    ],
)
def test_what_looks_like_a_number_of_another_keyboard_and_is_none_is_told(text):
    for read in (number_from_text, read_number):
        with pytest.raises(LessonError, match="is not a number"):
            read("your answer", text)


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from("٠۰०０৭"))
def test_a_number_is_the_same_in_the_digits_of_any_alphabet(value, digit):
    zero = ord(digit) - unicodedata.decimal(digit)
    typed = re.sub("[0-9]", lambda d: chr(zero + int(d[0])), repr(value))
    assert number_from_text("w1", typed) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((text, "is not a number") for text in ("", "1_0", "nan", "inf", "half", "1/2", "0.5.5", "1,0,0", "½")),
        ("1e999", "too large"),
        (True, "takes a number"),
        (None, "takes a number"),
        ([1], "takes a number"),
        (math.inf, "takes a finite number"),
        (10**400, "takes a finite number"),
    ],
)
def test_a_field_says_what_it_cannot_take(text, said):
    with pytest.raises(LessonError, match=said) as caught:
        number_from_text("w1", text)
    assert caught.value.argument == "w1"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("0.503", 0.001),
        ("12", 1),
        ("5.1e-3", 0.0001),
        ("25%", 0.01),
        ("1/3", 0),
        ("half", 0),
        ("12000", 1000),
        ("12000.0", 0.1),
        ("9000", 1),
    ],
)
def test_the_last_place_is_that_of_the_digits_typed(text, unit):
    assert math.isclose(read_number("", text).unit, unit)


def test_a_zero_is_rounded_from_either_side_but_a_minus_before_it_counts():
    assert read_number("", "0.00").is_rounded(0.001) and read_number("", "0.00").is_rounded(-0.001)
    assert read_number("", "-0.00").is_rounded(-0.001) and not read_number("", "-0.00").is_rounded(0.001)
    assert read_number("", "-0").fits(0.0, 0.0, 0.01)
