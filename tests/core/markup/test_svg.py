"""What drawings share."""

import pytest

from lesson_core.markup import svg


@pytest.mark.parametrize(
    ("value", "shown"), [(12.0, "12"), (12.34, "12.3"), (0.06, "0.1"), (100.0, "100"), (-7.5, "-7.5")]
)
def test_a_coordinate_has_one_decimal_and_no_zero_at_the_end(value, shown):
    assert svg.coordinate(value) == shown


def test_text_stands_around_its_point_and_may_hold_markup():
    assert svg.text("<tspan>w</tspan>", 10.0, 20.25, "lab end") == (
        '<text class="lab end" x="10" y="20.2" dy="0.35em"><tspan>w</tspan></text>'
    )
