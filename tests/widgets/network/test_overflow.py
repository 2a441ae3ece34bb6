"""Numbers that are none: drawn without a coordinate that a browser cannot read, and told in words."""

import math
import re

import pytest

from lesson_core.valley import Walk
from lesson_core.widgets.depth.chart import NARROW_CHART, WIDE_CHART, LayerSizes, render_sizes
from lesson_core.widgets.depth.health import cell_of
from lesson_core.widgets.depth.strip import WIDE_STRIP, render_strip
from lesson_core.widgets.valley.picture import render_valley
from tests.core.test_api import ask, step

HUGE = {"inputs": [1e200, 1e200], "targets": [1]}
BLAME = {  # the loss can be held, the blame of the first layer cannot: ∞ · 0
    "layers": [
        {"weights": [[1e155]], "biases": [0], "activation": "identity"},
        {"weights": [[1e-5]], "biases": [0], "activation": "identity"},
        {"weights": [[1e200]], "biases": [0], "activation": "identity"},
    ],
    "inputs": [1e-200],
    "targets": [-1e150],
}


def unreadable(markup):
    """The attributes, but for the exact values of numbers, that hold a number which SVG and HTML have no word for."""
    attributes = re.findall(r' ([\w-]+)="([^"]*)"', markup)
    return [(name, value) for name, value in attributes if name != "data-exact" and re.search(r"\b(nan|inf)\b", value)]


def overflowing(activation, weight):
    rows = {"weights": [[weight, -weight], [weight, weight]], "biases": [0, 0], "activation": activation}
    return HUGE | {"layers": [rows, {"weights": [[weight, -weight]], "biases": [0], "activation": activation}]}


@pytest.mark.parametrize("weight", [1e300, -1e300, 1e160])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky_relu", "identity"])
def test_a_network_that_overflows_is_drawn_all_the_same(activation, weight):
    reply = ask({"type": "open", **overflowing(activation, weight)})
    for markup in reply["slots"].values():
        assert not unreadable(markup)


@pytest.mark.parametrize("moves", range(5))
def test_blame_that_overflows_is_drawn_all_the_same(moves):
    reply = ask(step(moves), ask({"type": "open", **BLAME})["state"])
    for markup in reply["slots"].values():
        assert not unreadable(markup)


def test_a_unit_without_a_number_is_neither_high_nor_low_and_says_overflow():
    state = ask({"type": "open", **overflowing("tanh", 1e300)})["state"]
    edited = {"type": "set", "name": "learning_rate", "text": "1"}
    picture = ask(edited, state)["slots"]["picture"]
    assert re.search(r'data-value="h1" data-exact="nan">overflow<', picture)
    assert picture.count('class="node unknown"') == 4  # h1 and ŷ, in two proportions


@pytest.mark.parametrize("frame", [WIDE_CHART, NARROW_CHART])
@pytest.mark.parametrize("gradients", [(1.7e308, 1.0), (5e-324, 1.7e308), (math.inf, math.nan, 0.0), (0.0, 5e-324)])
def test_the_largest_and_the_smallest_floats_have_their_place(gradients, frame):
    sizes = LayerSizes(gradients, gradients, gradients[::-1], gradients)
    cells = [cell_of(delta, gradients[-1]) for delta in gradients]
    drawn = render_sizes(sizes, frame) + render_strip(gradients, cells, None, WIDE_STRIP)
    assert not unreadable(drawn)
    assert ("∞" in drawn) == (math.inf in gradients)


def test_a_walk_that_begins_outside_the_picture_is_said_to():
    curve = tuple((w / 4, (w / 4) ** 2) for w in range(-8, 9))
    drawn = render_valley(curve, [Walk(0.5, ((9.0, 81.0), (1.0, 1.0), (8.0, 64.0)))], "w1")
    assert "Some steps lie outside the picture." in drawn and "…" not in drawn
    far = render_valley(curve, [Walk(2.0, ((9.0, 81.0), (-27.0, 729.0)))], "w1")
    assert 'class="valley-steps"' in far and 'd="M"' not in far


def test_steps_that_leave_the_picture_are_said_to():
    curve = tuple((w / 4, (w / 4) ** 2) for w in range(-8, 9))
    drawn = render_valley(curve, [Walk(2.0, ((1.0, 1.0), (-3.0, 9.0), (9.0, 81.0)))], "w1")
    assert "The next steps leave the picture." in drawn
