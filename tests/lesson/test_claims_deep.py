"""What the backpropagation lesson says of deep networks and of the depth lab, compared with lesson_core."""

import math

import numpy as np
import pytest

from lesson_core.deep.layers import cross_entropy
from lesson_core.deep.runs import begin, measure, one_pass
from lesson_core.deep.start import SCALES, data_set, orthogonal
from lesson_core.deep_setup import DeepSetup
from lesson_core.network import ACTIVATIONS, sigmoid
from lesson_core.widgets.depth.health import cell_of
from lesson_core.widgets.depth.words import NAMES
from site_scripts.lesson.numbers import influence
from tests.lesson.claims import said


def test_the_product_after_ten_layers_is_a_millionth_or_has_fourteen_digits():
    said("backpropagation", "about a millionth of the blame is left", "the product has fourteen digits")
    assert influence(10, 1.0, "sigmoid") == pytest.approx(1e-6, rel=0.05)
    assert len(str(round(influence(10, 100.0, "sigmoid")))) == 14


def test_the_sigmoid_is_steepest_in_its_middle():
    said("backpropagation", "The sigmoid is steepest in its middle")
    slopes = [ACTIVATIONS["sigmoid"].slope(z, sigmoid(z)) for z in (-3.0, -0.1, 0.0, 0.1, 3.0)]
    assert max(slopes) == slopes[2]


def test_relu_passes_the_blame_of_positive_sums_in_full_and_of_negative_ones_not_at_all():
    said("backpropagation", "so the blame passes in full. For a negative sum its slope is 0, and no blame passes.")
    relu = ACTIVATIONS["relu"]
    assert [relu.slope(z, relu.function(z)) for z in (2.0, 0.1, -0.1, -2.0)] == [1, 1, 0, 0]


def test_with_relu_the_initial_weights_must_fit():
    said("backpropagation", "With ReLU the initial weights must fit, or the blame fades or explodes all the same.")
    said("backpropagation", "Made for ReLU")
    first = {
        name: measure(begin(DeepSetup(activation="relu", initial_weights=name))).deltas[0]
        for name in ("small", "he", "large")
    }
    assert first["small"] < 1e-12 and 0.01 < first["he"] < 1 and first["large"] > 1e4


def test_the_labs_first_weights_are_as_large_as_its_list_of_words_says():
    said("backpropagation", "at random, about 0.01 or about 1 in size", "smaller the more units the layer joins")
    said("backpropagation", "smaller the more values come in", "turned, but neither stretched nor shrunk")
    assert (SCALES["small"](32, 32), SCALES["large"](32, 32)) == (0.01, 1.0)
    assert SCALES["xavier"](32, 32) > SCALES["xavier"](64, 32) > SCALES["xavier"](64, 64)
    assert SCALES["he"](32, 32) == SCALES["he"](64, 32) > SCALES["he"](32, 64)
    values = np.arange(32.0)
    turned = orthogonal(np.random.Generator(np.random.PCG64(0)), 32, 32) @ values
    assert np.linalg.norm(turned) == pytest.approx(np.linalg.norm(values))


def test_the_labs_list_of_words_has_every_choice_of_the_lab():
    said("backpropagation", *(f"| {NAMES[name]} |" for name in ("xavier", "he", "orthogonal")), "| gradient clipping |")
    said(
        "backpropagation",
        "| blame of a layer |",
        "| weight gradient |",
        "| activation |",
        "| log axis |",
        "**Small** and **large**",
    )


def test_the_labs_points_and_its_loss_are_as_the_lesson_says():
    said("backpropagation", "200 points in a plane, half of them rings, half of them crosses")
    said("backpropagation", "says 0.9 of a cross pays 0.11", "says 0.1 pays 2.3, and ½ costs 0.69")
    said("backpropagation", "the mean over all 200 points", "the blame of the output is simply")
    X, y = data_set("moons", 0)
    assert X.shape == (2, 200) and y.sum() == 100
    pays = [cross_entropy(np.array([math.log(p / (1 - p))]), np.array([1.0])) for p in (0.9, 0.1, 0.5)]
    assert [f"{paid:.2g}" for paid in pays] == ["0.11", "2.3", "0.69"]
    z = np.array([2.0, -1.0])
    assert cross_entropy(z, y[:2]) == pytest.approx(
        np.mean([cross_entropy(z[k : k + 1], y[k : k + 1]) for k in (0, 1)])
    )
    run = begin(DeepSetup(depth=2))
    guesses = one_pass(run.setup, run.layers, X, y).traces[-1].out
    assert measure(run).deltas[-1] == pytest.approx(np.sqrt(np.mean((guesses - y) ** 2)))


def test_the_strips_cells_are_empty_full_and_red_where_the_lesson_says():
    said("backpropagation", "A full cell has at least as much. An empty one has less than a thousandth")
    said("backpropagation", "more than a hundred times as much")
    assert cell_of(0.5, 0.5).level == cell_of(40.0, 0.5).level == 1
    assert cell_of(0.00049, 0.5).is_empty and not cell_of(0.00051, 0.5).is_empty
    assert [cell_of(delta, 1.0).look for delta in (99.0, 101.0)] == ["blame", "burns"]
