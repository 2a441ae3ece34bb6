"""The depth lab's pictures: where things are drawn, and what becomes of numbers that have no place on an axis."""

import itertools
import math
import random
import re

import pytest

from lesson_core.widgets.depth.boundary import SIDE, lines_of, render_boundary
from lesson_core.widgets.depth.chart import NARROW_CHART, WIDE_CHART, LayerSizes, LogAxis, render_sizes
from lesson_core.widgets.depth.health import Cell, cell_of
from lesson_core.widgets.depth.strip import LETTER, NARROW_STRIP, WIDE_STRIP, render_strip
from lesson_core.widgets.depth.words import numbers_text, size_text


def layer_sizes(deltas):
    same = tuple(deltas)
    return LayerSizes(same, same, tuple(1.0 for _ in same), None)


def strip(deltas, frame=WIDE_STRIP, broken=None):
    return render_strip(deltas, [cell_of(delta, deltas[-1]) for delta in deltas], broken, frame)


def test_a_cell_is_full_at_the_outputs_blame_and_empty_a_thousand_times_below():
    assert cell_of(0.5, 0.5) == Cell(1.0, "blame")
    assert cell_of(0.5e-1, 0.5).level == pytest.approx(2 / 3)
    assert cell_of(0.49e-3, 0.5) == cell_of(0.0, 0.5) == Cell(0.0, "blame")
    assert cell_of(0.5e-300, 1e-300).is_empty is False


@pytest.mark.parametrize(
    ("delta", "look"), [(99.0, "blame"), (101.0, "burns"), (1e308, "burns"), (math.inf, "over"), (math.nan, "over")]
)
def test_a_cell_burns_above_a_hundred_times_the_outputs_blame_and_is_marked_when_it_is_no_number(delta, look):
    assert cell_of(delta, 1.0) == Cell(1.0, look)
    assert cell_of(1e308, 1e-5).look == "burns"


def test_what_burns_stands_out_of_its_cell():
    heights = re.findall(r'blame-fill \w+" x="[\d.]+" y="([\d.]+)"', strip([1e5, 1.0]))
    assert float(heights[0]) < float(heights[1])


def test_the_strip_says_in_words_which_cells_are_empty_and_which_burn():
    said = re.search(r'aria-label="([^"]*)"', strip([1e-9, 1e-8, 500.0, 1e-5, 1.0])).group(1)
    assert "Empty: layers 1 to 2, 4." in said and "Burning: layer 3." in said
    assert numbers_text([7]) == "layer 7"


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


def test_words_for_what_is_no_number_stand_above_every_mark_and_not_upon_each_other():
    drawn = render_sizes(LayerSizes((math.nan,) * 3, (math.inf, 1e150, 1.0), (1e180, math.nan, 0.5), None), WIDE_CHART)
    places = re.findall(r'class="over \w+" x="([\d.]+)" y="([\d.]+)"', drawn)
    marks = [float(y) for y in re.findall(r'activation mark"[^>]* y="([\d.]+)"', drawn)]
    marks += [float(y) for y in re.findall(r'gradient mark" d="M[\d.]+ ([\d.]+)', drawn)]
    marks = [y for y in marks if y > 25]  # those of the legend stand at the top
    assert len(places) == len(set(places)) == 5 and len(marks) == 3
    assert max(float(y) for _, y in places) + 6 < min(marks)  # half the height of the letters


def test_each_mark_of_the_chart_names_its_own_layer():
    """The activation drawn last is the last hidden layer's, not the output's."""
    titles = re.findall(r"<title>([^<]*)</title>", render_sizes(layer_sizes([0.1, 0.2, 0.3]), WIDE_CHART))
    assert [title for title in titles if "activation" in title] == [
        "layer 1: activation 1.00",
        "layer 2: activation 1.00",
    ]
    assert "output layer: blame 0.300" in titles and "output layer: weight gradient 0.300" in titles


@pytest.mark.parametrize("count", [2, 11, 51, 101])
def test_the_strip_has_a_cell_for_every_layer(count):
    assert strip([0.5] * count).count('class="cell"') == count


@pytest.mark.parametrize("frame", [WIDE_STRIP, NARROW_STRIP])
@pytest.mark.parametrize("count", [2, 3, 11, 20, 21, 22, 51, 100, 101])
@pytest.mark.parametrize("size", [0.5, 3.2e-105, 8.5e11])
def test_no_two_words_of_the_strip_run_together(frame, count, size):
    drawn = strip([size] * (count - 1) + [0.5], frame)
    for row in ("size", "lab"):
        words = re.findall(rf'class="{row}" x="([\d.]+)"[^>]*>([^<]*)<', drawn)
        spans = [(float(x) - LETTER * len(word) / 2, float(x) + LETTER * len(word) / 2) for x, word in words]
        assert len(spans) >= min(count, 2)
        assert spans[0][0] >= -0.1 and spans[-1][1] <= frame.width + 0.1
        assert all(one[1] < other[0] for one, other in itertools.pairwise(spans)), words


@pytest.mark.parametrize("broken", [0, 1, 20])
def test_the_mark_of_the_layer_that_broke_lies_inside_and_no_number_runs_into_it(broken):
    drawn = strip([1.0] * 21, NARROW_STRIP, broken)
    (here,) = map(float, re.findall(r'class="over" x="([\d.]+)"', drawn))
    numbers = [float(x) for x in re.findall(r'class="lab" x="([\d.]+)"', drawn)]
    assert 14 <= here <= NARROW_STRIP.width - 14
    assert len(numbers) >= 3 and min(abs(x - here) for x in numbers) >= 24


def test_the_layer_that_broke_first_is_marked():
    drawn = strip([math.nan] * 4, broken=2)
    assert drawn.count("first here") == 1
    assert "NaN" in drawn


def points_of(path):
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", path)]


def test_the_boundary_lies_where_the_guess_is_one_half():
    grid = tuple(tuple((i + 0.5) / 8 for i in range(8)) for _ in range(8))  # rises from left to right
    line = points_of(re.search(r'class="edge-line" d="([^"]*)"', render_boundary(grid, (), 1.0)).group(1))
    assert {x for x, _ in line} == {SIDE / 2}
    assert {min(y for _, y in line), max(y for _, y in line)} == {0, SIDE}


def test_around_a_peak_the_lines_are_closed_and_lie_inside_each_other():
    def guess(i, j):
        return 1 / (1 + math.exp(((i - 7.5) ** 2 + (j - 7.5) ** 2) / 6 - 4))

    lines = lines_of(tuple(tuple(guess(i, j) for i in range(16)) for j in range(16)))
    radii = []
    for level, (line,) in sorted(lines.items()):
        distances = [math.dist(point, (SIDE / 2, SIDE / 2)) / SIDE * 16 for point in line]
        wanted = math.sqrt(6 * (4 - math.log(level / (1 - level))))
        assert distances == pytest.approx([wanted] * len(line), abs=0.1)
        radii.append(wanted)
    assert radii == sorted(radii, reverse=True)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_the_guesses_a_line_parts_those_above_a_level_from_those_below(seed):
    chance = random.Random(seed)
    size = 9
    grid = tuple(tuple(chance.choice((0.0, 1.0, chance.random())) for _ in range(size)) for _ in range(size))
    for level, lines in lines_of(grid).items():
        for j, i in itertools.product(range(size), range(size)):
            if abs(grid[j][i] - level) > 0.01:
                x, y = ((i + 0.5) * SIDE / size, (j + 0.5) * SIDE / size + 1e-6)
                assert is_inside(x, y, lines) == (grid[j][i] > level), (level, i, j)


def is_inside(x, y, lines):
    """Whether a ray to the right crosses the lines an odd number of times."""
    crossed = 0
    for line in lines:
        for (x1, y1), (x2, y2) in itertools.pairwise([*line, line[0]]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossed += 1
    return crossed % 2 == 1


def test_a_point_is_drawn_at_its_place_with_the_mark_of_its_label():
    drawn = render_boundary(((0.5,),), ((0.0, 1.0, 0), (1.0, 0.0, 1)), 1.0)
    assert 'class="ring inner" d="M160 0h0"' in drawn
    assert 'class="cross" d="M317 157l6 6m0 -6l-6 6"' in drawn


def test_guesses_that_are_no_numbers_are_not_drawn_but_said():
    drawn = render_boundary(((math.nan,),), (), 1.0)
    assert "shade" not in drawn
    assert "no guess: numbers overflowed" in drawn


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.2299, "0.230"),
        (14.04, "14.0"),
        (3.456, "3.46"),
        (250.4, "250"),
        (0.0084, "0.0084"),
        (5.83e-7, "5.8\u202f×\u202f10⁻⁷"),
        (4e89, "4.0\u202f×\u202f10⁸⁹"),
        (0.0, "0"),
        (None, "–"),
    ],
)
def test_a_size_is_written_in_two_or_three_digits(value, text):
    assert size_text(value) == text
