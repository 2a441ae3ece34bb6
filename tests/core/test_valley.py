"""The loss over one parameter, and the steps that gradient descent takes on it."""

import re
from itertools import pairwise

import pytest

from lesson_core import Layer, LessonError, Network, lesson_network, train
from lesson_core.naming import find_parameter
from lesson_core.valley import valley, walk
from lesson_core.widgets.valley.picture import render_valley

PARABOLA = Network((Layer(((0.0,),), (0.0,), "identity"),), "squared_error")
WEIGHT = find_parameter(PARABOLA, "w1")


def test_one_weight_with_squared_error_makes_a_parabola():
    for w, loss in valley(PARABOLA, (1.0,), (3.0,), WEIGHT, -1.0, 7.0, count=9):
        assert loss == pytest.approx((3 - w) ** 2)


@pytest.mark.parametrize(("rate", "factor"), [(0.1, 0.8), (0.5, 0.0), (0.9, -0.8), (1.0, -1.0), (1.1, -1.2)])
def test_each_step_multiplies_the_distance_by_one_minus_twice_the_rate(rate, factor):
    places = walk(PARABOLA, (1.0,), (3.0,), WEIGHT, rate, 5).places
    for (before, _), (after, _) in pairwise(places):
        assert after - 3 == pytest.approx(factor * (before - 3), abs=1e-12)


def test_the_steps_are_those_of_training_when_nothing_else_is_trained():
    run = train(PARABOLA, (1.0,), (3.0,), 0.1, 6, train_biases=False)
    assert [loss for _, loss in walk(PARABOLA, (1.0,), (3.0,), WEIGHT, 0.1, 6).places] == pytest.approx(
        list(run.losses)
    )


def test_other_parameters_are_held_still():
    network = lesson_network()
    parameter = find_parameter(network, "w3")
    first, second = walk(network, (0.5, 0.8), (1.0,), parameter, 0.5, 1).places
    assert first[0] == 0.3 and second[0] > 0.3 and second[1] < first[1]


def test_a_walk_that_diverges_keeps_its_places_and_says_at_which_step():
    """With η = 50 every step multiplies the distance by −99."""
    one = walk(PARABOLA, (1.0,), (3.0,), WEIGHT, 50.0, 1000)
    assert one.diverged_at == len(one.places) < 1000
    run = train(PARABOLA, (1.0,), (3.0,), 50.0, 1000, train_biases=False)
    assert (one.diverged_at, [loss for _, loss in one.places]) == (run.diverged_at, list(run.losses))
    html = render_valley(valley(PARABOLA, (1.0,), (3.0,), WEIGHT, -1.5, 7.5), [one], "w1")
    assert f"Step {one.diverged_at} leads to where the loss has no number." in html


def test_a_walk_ends_where_cross_entropy_is_no_longer_defined():
    network = Network((Layer(((0.5,),), (0.0,), "identity"),), "binary_cross_entropy")
    one = walk(network, (1.0,), (0.999,), find_parameter(network, "w1"), 10.0, 5)
    assert (one.diverged_at, len(one.places)) == (1, 1)


@pytest.mark.parametrize(
    ("low", "high", "count", "argument"),
    [
        (1.0, 1.0, 9, "high"),
        (2.0, 1.0, 9, "high"),
        ("0", 1.0, 9, "low"),
        (0.0, 1.0, 1, "count"),
        (0.0, 1e200, 9, "low"),
    ],
)
def test_a_curve_without_two_ends_is_refused(low, high, count, argument):
    with pytest.raises(LessonError) as caught:
        valley(PARABOLA, (1.0,), (3.0,), WEIGHT, low, high, count)
    assert caught.value.argument.startswith(argument)


def test_a_step_that_leaves_the_picture_is_told_and_not_drawn():
    curve = valley(PARABOLA, (1.0,), (3.0,), WEIGHT, -1.5, 7.5)
    html = render_valley(curve, [walk(PARABOLA, (1.0,), (3.0,), WEIGHT, 1.1, 7)], "w1")
    assert "The next steps leave the picture." in html and html.count("<circle") == 3
    for x in re.findall(r'cx="([-\d.]+)"', html):
        assert 0 <= float(x) <= 240


def test_the_picture_says_its_steps_to_a_screen_reader():
    curve = valley(PARABOLA, (1.0,), (3.0,), WEIGHT, -1.5, 7.5)
    html = render_valley(curve, [walk(PARABOLA, (1.0,), (3.0,), WEIGHT, 0.1, 2)], "w1")
    assert 'aria-label="The loss over w 1, and the steps with learning rate 0.1: 0.00, 0.60, 1.08."' in html
