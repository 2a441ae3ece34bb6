"""Training runs and divergence."""

import math
from itertools import pairwise

import pytest

from lesson_core import (
    LESSON_INPUTS,
    LESSON_TARGETS,
    Layer,
    LessonError,
    Network,
    backpropagate,
    lesson_network,
    train,
    update,
)
from lesson_core.backprop import LayerGradient
from lesson_core.network import ACTIVATIONS, DivergenceError
from lesson_core.presets import chain_network

PARABOLA = Network((Layer(((1.0,),), (0.0,), "identity"),), "squared_error")  # L = (4 − w)² with input 1


def test_a_run_keeps_one_loss_more_than_epochs():
    run = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 100)
    assert len(run.losses) == 101
    assert run.losses[0] == backpropagate(lesson_network(), LESSON_INPUTS, LESSON_TARGETS).loss
    assert run.losses[-1] == backpropagate(run.network, LESSON_INPUTS, LESSON_TARGETS).loss
    assert run.diverged_at is None


def test_a_run_is_the_same_in_one_piece_or_in_two():
    whole = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 30)
    half = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 12)
    rest = train(half.network, LESSON_INPUTS, LESSON_TARGETS, 0.5, 18)
    assert rest.network == whole.network
    assert half.losses + rest.losses[1:] == whole.losses


def test_frozen_biases_stay_as_they_are():
    run = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 5, train_biases=False)
    assert [layer.biases for layer in run.network.layers] == [layer.biases for layer in lesson_network().layers]
    assert run.network.layers[0].weights != lesson_network().layers[0].weights


def test_biases_are_trained_unless_told_otherwise():
    """L = (4 − w − b)² with w = 1, b = 0: both gradients are −2 · 3 = −6, and a step with η = 0.1 adds 0.6 to both."""
    gradients = backpropagate(PARABOLA, (1.0,), (4.0,)).gradients
    for after in (update(PARABOLA, gradients, 0.1), train(PARABOLA, (1.0,), (4.0,), 0.1, 1).network):
        assert after.layers[0].weights[0] == pytest.approx([1.6])
        assert after.layers[0].biases == pytest.approx([0.6])


def test_no_epochs_changes_nothing():
    run = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 0)
    assert run.network == lesson_network()
    assert len(run.losses) == 1


def test_a_run_that_diverges_stops_says_when_and_keeps_its_history():
    """On a parabola with η = 50 every step multiplies the error by −99, so the loss passes 1e308 after some steps."""
    run = train(PARABOLA, (1.0,), (4.0,), 50.0, 1000, train_biases=False)
    assert run.diverged_at == len(run.losses) < 1000
    assert run.losses[-1] / run.losses[-2] == pytest.approx(99**2, rel=1e-9)
    assert backpropagate(run.network, (1.0,), (4.0,)).loss == run.losses[-1]


def test_a_loss_that_is_not_finite_at_the_start_is_epoch_zero():
    run = train(PARABOLA, (1e200,), (4.0,), 0.1, 3)
    assert (run.diverged_at, run.losses, run.network) == (0, (), PARABOLA)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_no_activation_makes_a_number_of_nan(name):
    g = ACTIVATIONS[name]
    assert math.isnan(g.function(math.nan))
    assert name == "identity" or math.isnan(g.slope(math.nan, math.nan))


@pytest.mark.parametrize("kinked", ["relu", "leaky_relu"])
def test_a_nan_that_meets_relu_is_seen_as_divergence(kinked):
    """∞ − ∞: the first layer overflows both ways, the second adds the two up."""
    first = Layer(((1e308,), (-1e308,)), (0.0, 0.0), "identity")
    last = Layer(((1.0,),), (0.0,), "identity")
    network = Network((first, Layer(((1.0, 1.0),), (0.0,), kinked), last))
    run = train(network, (1e10,), (1.0,), 0.5, 3)
    assert (run.diverged_at, run.losses) == (0, ())


def test_an_output_that_leaves_the_range_of_cross_entropy_ends_the_run_and_keeps_its_history():
    """ŷ = w, y = 0.999: near ŷ = 1 the slope is steep, and a step overshoots it."""
    network = Network((Layer(((0.5,),), (0.0,), "identity"),), "binary_cross_entropy")
    run = train(network, (1.0,), (0.999,), 0.1, 1000, train_biases=False)
    assert run.diverged_at == len(run.losses) < 1000
    assert run.losses[0] > run.losses[1]
    assert 0 < run.network.layers[0].weights[0][0] < 1


def test_an_update_that_overflows_says_so():
    huge = (LayerGradient(((1e308,),), (0.0,)),)
    with pytest.raises(DivergenceError, match="layer 0 overflowed; a smaller learning rate") as caught:
        update(PARABOLA, huge, 1e10)
    assert caught.value.argument == "gradients"


@pytest.mark.parametrize(
    ("weights", "biases", "part"),
    [
        (((1.0,),), (0.0, 0.0), "shape of layer 0"),
        (((1.0, 1.0), (1.0,)), (0.0, 0.0), "shape of layer 0"),
        (((1.0, 1.0), (1.0, 1.0)), (0.0,), "weights 2 x 2, biases 2"),
        (((1.0, 1.0), (1.0, "1")), (0.0, 0.0), "takes a number"),
        (None, (0.0, 0.0), "takes a list"),
        ((1.0, 2.0), (0.0, 0.0), "got 1.0; it takes a list"),
    ],
)
def test_a_gradient_that_does_not_fit_its_layer_is_refused(weights, biases, part):
    gradients = backpropagate(lesson_network(), LESSON_INPUTS, LESSON_TARGETS).gradients
    with pytest.raises(LessonError, match=part) as caught:
        update(lesson_network(), (LayerGradient(weights, biases), gradients[1]), 0.5)
    assert caught.value.argument.startswith("gradients[0]")


@pytest.mark.parametrize(("weight", "factor"), [(1.0, 0.25), (100.0, 25.0)])
def test_a_chain_of_single_units_multiplies_the_blame_by_the_same_factor_in_every_layer(weight, factor):
    """Nielsen, chapter 5: with z = 0 the factor is weight / 4."""
    trace = backpropagate(chain_network(weight, 6), (0.5,), (1.0,))
    deltas = [delta[0] for delta in trace.deltas]
    assert [before / after for before, after in pairwise(deltas)] == pytest.approx([factor] * 5)
