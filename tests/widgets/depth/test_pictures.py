"""The depth lab's pictures: where things are drawn, and what becomes of numbers that have no place on an axis."""

import math
import re

import pytest

from lesson_core.widgets.depth.boundary import SIDE, render_boundary
from lesson_core.widgets.depth.pictures import (
    NARROW_CHART,
    NARROW_STRIP,
    WIDE_CHART,
    WIDE_STRIP,
    LayerSizes,
    LogAxis,
    cell_look,
    render_sizes,
    render_strip,
)
from lesson_core.widgets.depth.words import size_text


def layer_sizes(gradients, **more):
    same = tuple(gradients)
    return LayerSizes(same, tuple(1.0 for _ in same), same, is_trained=False, loud=1e3, **more)


def test_a_cell_is_full_at_the_reference_and_empty_a_million_times_below():
    assert cell_look(0.5, 0.5, 1e3) == (1.0, "blame")
    assert cell_look(0.5e-3, 0.5, 1e3)[0] == pytest.approx(0.5)
    assert cell_look(0.5e-7, 0.5, 1e3) == (0.0, "blame")
    assert cell_look(0.0, 0.5, 1e3) == (0.0, "blame")


@pytest.mark.parametrize(("gradient", "kind"), [(20.0, "burn"), (2e3, "burn"), (math.inf, "over"), (math.nan, "over")])
def test_a_cell_burns_when_its_gradient_is_long_and_is_marked_when_it_is_no_number(gradient, kind):
    assert cell_look(gradient, 1.0, 1e3) == (1.0, kind)


def test_the_axis_holds_every_positive_size_and_three_decades_at_least():
    axis = LogAxis.over((3e-12, 0.5, 0.0, math.inf))
    assert axis.low <= -12
    assert axis.high == 0
    assert LogAxis.over((0.5,)).high - LogAxis.over((0.5,)).low >= 3
    assert LogAxis.over((0.0,)).powers


def test_larger_sizes_stand_higher_and_what_has_no_place_stands_at_the_rim():
    axis = LogAxis.over((1e-4, 1.0))
    assert axis.place(1.0, 10, 100) == 10
    assert axis.place(1e-4, 10, 100) == 100
    assert axis.place(1e-2, 10, 100) == pytest.approx(55)
    assert axis.place(0.0, 10, 100) > 100
    assert axis.place(math.inf, 10, 100) < 10


@pytest.mark.parametrize("frame", [WIDE_CHART, NARROW_CHART])
@pytest.mark.parametrize("count", [2, 11, 51, 101])
def test_every_mark_and_word_of_the_chart_lies_inside_the_drawing(frame, count):
    drawn = render_sizes(layer_sizes([10.0 ** (-k / 3) for k in range(count)]), frame)
    for x, y in re.findall(r'[ c]x="([\d.]+)" (?:c?y)="([\d.]+)"', drawn):
        assert 0 <= float(x) <= frame.width
        assert 0 <= float(y) <= frame.height


def test_words_for_what_is_no_number_stand_above_every_mark():
    sizes = LayerSizes((math.nan, 1e150, 1.0), (1e180, math.nan, 0.5), (1.0,) * 3, is_trained=True, loud=1e3)
    drawn = render_sizes(sizes, WIDE_CHART)
    words = [float(y) for y in re.findall(r'class="over" x="[\d.]+" y="([\d.]+)"', drawn)]
    marks = [float(y) for y in re.findall(r'(?:activation mark"[^>]* y|gradient mark"[^>]* cy)="([\d.]+)"', drawn)]
    marks = [y for y in marks if y > 20]  # those of the legend stand at the top
    assert len(words) == 2 and len(marks) == 3
    assert max(words) + 6 < min(marks)  # half the height of the letters


@pytest.mark.parametrize("count", [2, 11, 51, 101])
def test_the_strip_has_a_cell_for_every_layer(count):
    drawn = render_strip(layer_sizes([0.5] * count), WIDE_STRIP)
    assert drawn.count('class="cell"') == count


@pytest.mark.parametrize("broken", [0, 1, 20])
def test_the_mark_of_the_layer_that_broke_lies_inside_and_no_number_runs_into_it(broken):
    drawn = render_strip(layer_sizes([1.0] * 21, broken=broken), NARROW_STRIP)
    (here,) = map(float, re.findall(r'class="over" x="([\d.]+)"', drawn))
    numbers = [float(x) for x in re.findall(r'class="lab" x="([\d.]+)"', drawn)]
    assert 16 <= here <= NARROW_STRIP.width - 16
    assert len(numbers) >= 3 and min(abs(x - here) for x in numbers) >= 24


def test_the_layer_that_broke_first_is_marked():
    drawn = render_strip(layer_sizes([math.nan] * 4, broken=2), WIDE_STRIP)
    assert drawn.count("first here") == 1
    assert "NaN" in drawn


def test_the_boundary_lies_where_the_guess_is_one_half():
    grid = tuple(tuple((i + 0.5) / 8 for i in range(8)) for _ in range(8))  # rises from left to right
    line = re.search(r'class="edge-line" d="([^"]*)"', render_boundary(grid, (), 1.0)).group(1)
    assert {float(x) for x, _ in re.findall(r"[ML]([\d.]+) ([\d.]+)", line)} == {SIDE / 2}


def test_fields_of_one_side_cover_half_the_plane():
    grid = ((0.9, 0.1), (0.9, 0.1))
    drawn = render_boundary(grid, (), 1.0)
    assert re.search(r'class="band high s4" d="M0 0h1v1H0zM0 1h1v1H0z"', drawn)
    assert re.search(r'class="band low s4" d="M1 0h1v1H1zM1 1h1v1H1z"', drawn)


def test_a_point_is_drawn_at_its_place_with_the_mark_of_its_label():
    drawn = render_boundary(((0.5,),), ((0.0, 1.0, 0), (1.0, 0.0, 1)), 1.0)
    assert 'class="ring inner" d="M160 0h0"' in drawn
    assert 'class="cross" d="M317 157l6 6m0 -6l-6 6"' in drawn


def test_guesses_that_are_no_numbers_are_not_drawn_but_said():
    drawn = render_boundary(((math.nan,),), (), 1.0)
    assert "band" not in drawn
    assert "no guess: numbers overflowed" in drawn


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.2299, "0.230"),
        (14.04, "14.0"),
        (3.456, "3.46"),
        (250.4, "250"),
        (5.83e-7, "5.8\u202f×\u202f10⁻⁷"),
        (4e89, "4.0\u202f×\u202f10⁸⁹"),
        (0.0, "0"),
        (None, "–"),
    ],
)
def test_a_size_is_written_in_two_or_three_digits(value, text):
    assert size_text(value) == text
