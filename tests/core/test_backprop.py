"""Backpropagation: published numbers, two independent oracles, and what must hold for any network."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given

from lesson_core import (
    LESSON_INPUTS,
    LESSON_TARGETS,
    Layer,
    Network,
    backpropagate,
    check_gradients,
    lesson_network,
    train,
    update,
)
from lesson_core.checks import DivergenceError
from lesson_core.markup.source import source_of
from tests.core.examples import EXAMPLES, PUBLISHED, networks


def close(expected, places=9):
    return pytest.approx(expected, abs=0.51 * 10**-places, rel=1e-7)


@pytest.mark.parametrize("name", PUBLISHED)
def test_forward_pass_gives_the_published_numbers(name):
    example, expected = EXAMPLES[name].problem, PUBLISHED[name]
    trace = backpropagate(example.network, example.inputs, example.targets)
    if "hidden" in expected:
        assert trace.activations[1] == close(expected["hidden"])
    if "outputs" in expected:
        assert trace.outputs == close(expected["outputs"])
    if "loss" in expected:
        assert trace.loss == close(expected["loss"])


@pytest.mark.parametrize("name", [name for name in PUBLISHED if "weights" in PUBLISHED[name]])
def test_one_update_gives_the_published_weights(name):
    example, expected = EXAMPLES[name].problem, PUBLISHED[name]
    run = train(
        example.network, example.inputs, example.targets, example.learning_rate, 1, train_biases=example.train_biases
    )
    for layer, weights in zip(run.network.layers, expected["weights"], strict=True):
        for row, expected_row in zip(layer.weights, weights, strict=True):
            assert row == close(expected_row)
    for layer, biases in zip(run.network.layers, expected.get("biases", ()), strict=False):
        assert layer.biases == close(biases)
    if "loss_after" in expected:
        assert run.losses[1] == close(expected["loss_after"])


def test_mazur_reaches_his_loss_after_10000_epochs():
    example = EXAMPLES["mazur"].problem
    run = train(example.network, example.inputs, example.targets, 0.5, 10_000, train_biases=False)
    assert run.losses[-1] == pytest.approx(3.510188e-05, rel=1e-6)


def test_hidden_errors_use_the_weights_before_the_update():
    """MacLeod's printed hidden weights come from the new output weights: ours must differ in the fifth place."""
    example = EXAMPLES["macleod"].problem
    run = train(example.network, example.inputs, example.targets, 1.0, 1, train_biases=False)
    assert run.network.layers[0].weights[0][0] != pytest.approx(0.09916, abs=5e-6)


def test_lesson_gradients_are_those_of_the_lesson():
    hidden, output = backpropagate(lesson_network(), LESSON_INPUTS, LESSON_TARGETS).gradients
    assert (*output.weights[0], *output.biases) == close((-0.0280309675, -0.0331819764, -0.0512114322), 10)
    assert (*hidden.weights[0], hidden.biases[0]) == close((-0.0050752016, -0.0081203225, -0.0101504031), 10)
    assert (*hidden.weights[1], hidden.biases[1]) == close((-0.0035046060, -0.0056073696, -0.0070092120), 10)


@given(networks(activations=("sigmoid", "tanh", "identity")))
def test_gradients_agree_with_central_differences(case):
    network, inputs, targets = case
    check = check_gradients(network, inputs, targets)
    largest = max(abs(entry.backpropagated) for entry in check.entries)
    for entry in check.entries:
        assert entry.backpropagated == pytest.approx(entry.measured, rel=1e-4, abs=1e-6 * (1 + largest)), entry.name


@given(networks(activations=("relu", "leaky_relu")))
def test_gradients_agree_with_central_differences_away_from_kinks(case):
    network, inputs, targets = case
    check = check_gradients(network, inputs, targets)
    largest = max(abs(entry.backpropagated) for entry in check.entries)
    for entry in check.entries:
        if not entry.at_kink:
            assert entry.backpropagated == pytest.approx(entry.measured, rel=1e-4, abs=1e-6 * (1 + largest)), entry.name


def numpy_gradients(network, inputs, targets):
    """The same gradients in matrix form, written from the textbook and not from lesson_core."""
    g = {
        "sigmoid": (lambda z: 0.5 * (1 + np.tanh(z / 2)), lambda a: a * (1 - a)),
        "tanh": (np.tanh, lambda a: 1 - a**2),
        "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0).astype(float)),
        "leaky_relu": (lambda z: np.where(z > 0, z, 0.01 * z), lambda a: np.where(a > 0, 1, 0.01)),
        "identity": (lambda z: z, np.ones_like),
    }
    a = [np.array(inputs)]
    for layer in network.layers:
        a.append(g[layer.activation][0](np.array(layer.weights) @ a[-1] + np.array(layer.biases)))
    factor = {"half_squared_error": 1, "squared_error": 2}.get(network.loss)
    error = a[-1] - np.array(targets)
    dL_da = error * factor if factor else error / (a[-1] * (1 - a[-1]))
    gradients = []
    for k in reversed(range(len(network.layers))):
        delta = dL_da * g[network.layers[k].activation][1](a[k + 1])
        gradients.append((np.outer(delta, a[k]), delta))
        dL_da = np.array(network.layers[k].weights).T @ delta
    return gradients[::-1]


@given(networks())
def test_gradients_agree_with_numpy(case):
    network, inputs, targets = case
    for ours, (weights, biases) in zip(
        backpropagate(network, inputs, targets).gradients, numpy_gradients(network, inputs, targets), strict=True
    ):
        np.testing.assert_allclose(ours.weights, weights, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(ours.biases, biases, rtol=1e-9, atol=1e-12)


def test_cross_entropy_agrees_with_numpy():
    network = dataclasses.replace(lesson_network(), loss="binary_cross_entropy")
    ours = backpropagate(network, LESSON_INPUTS, (0.3,))
    weights, _ = numpy_gradients(network, LESSON_INPUTS, (0.3,))[0]
    np.testing.assert_allclose(ours.gradients[0].weights, weights, rtol=1e-12)
    y_hat = ours.outputs[0]
    assert ours.loss == pytest.approx(-0.3 * np.log(y_hat) - 0.7 * np.log(1 - y_hat), rel=1e-12)


@pytest.mark.parametrize("weight", [1e3, -1e3, 1e307])
def test_cross_entropy_stays_finite_where_the_sigmoid_is_flat(weight):
    network = Network((Layer(((weight,),), (0.0,)),), "binary_cross_entropy")
    trace = backpropagate(network, (1.0,), (0.5,))
    assert trace.loss == pytest.approx(abs(weight) / 2)
    assert trace.deltas[0][0] == (0.5 if weight > 0 else -0.5)


@pytest.mark.parametrize("y", [0.0, 1.0])
@pytest.mark.parametrize("z", [0.0, 1e-300, 0.5, 36.0, 40.0, 800.0, 1e308, -0.5, -36.0, -40.0, -800.0, -1e308])
def test_cross_entropy_takes_the_targets_0_and_1_for_a_sum_of_any_size(z, y):
    """L = ln(1 + e^m), ∂L/∂z = ±1 / (1 + e^-m), m the margin by which the sum lies on the wrong side."""
    trace = backpropagate(Network((Layer(((z,),), (0.0,)),), "binary_cross_entropy"), (1.0,), (y,))
    margin = z if y == 0 else -z
    assert trace.loss == pytest.approx(np.logaddexp(0, margin), rel=1e-12, abs=0)
    assert trace.deltas[0][0] == pytest.approx((1 if y == 0 else -1) * np.exp(-np.logaddexp(0, -margin)), abs=2e-16)


@pytest.mark.parametrize("y_hat", [1e-300, 1e-20, 0.25, 1 - 1e-15])
def test_cross_entropy_takes_the_targets_0_and_1_of_a_guess_that_is_no_sigmoid(y_hat):
    """The slopes are −1/ŷ for y = 1 and 1 / (1 − ŷ) for y = 0."""
    one, zero = (backpropagate(CROSS_ENTROPY, (y_hat,), (y,)) for y in (1.0, 0.0))
    assert (one.loss, zero.loss) == pytest.approx((-np.log(y_hat), -np.log1p(-y_hat)), rel=1e-12, abs=0)
    assert (one.deltas[0][0], zero.deltas[0][0]) == pytest.approx((-1 / y_hat, 1 / (1 - y_hat)), rel=1e-12)


@given(networks(activations=("sigmoid", "tanh")))
def test_a_small_enough_step_never_raises_the_loss(case):
    network, inputs, targets = case
    trace = backpropagate(network, inputs, targets)
    after = update(network, trace.gradients, 1e-6)
    assert backpropagate(after, inputs, targets).loss <= trace.loss * (1 + 1e-12)


@given(networks())
def test_shapes_of_a_trace_are_those_of_the_network(case):
    network, inputs, targets = case
    trace = backpropagate(network, inputs, targets)
    assert tuple(map(len, trace.activations)) == network.sizes
    assert tuple(map(len, trace.pre_activations)) == tuple(map(len, trace.deltas)) == network.sizes[1:]
    for layer, gradient in zip(network.layers, trace.gradients, strict=True):
        assert (len(gradient.weights), len(gradient.weights[0])) == (layer.n_out, layer.n_in)
        assert len(gradient.biases) == layer.n_out


def test_permuting_hidden_units_changes_nothing_outside():
    hidden, output = lesson_network().layers
    swapped = Network(
        (
            Layer(hidden.weights[::-1], hidden.biases[::-1]),
            Layer((output.weights[0][::-1],), output.biases),
        )
    )
    ours = backpropagate(lesson_network(), LESSON_INPUTS, LESSON_TARGETS)
    theirs = backpropagate(swapped, LESSON_INPUTS, LESSON_TARGETS)
    assert theirs.loss == pytest.approx(ours.loss, rel=1e-14)
    np.testing.assert_allclose(theirs.gradients[0].weights, ours.gradients[0].weights[::-1], rtol=1e-12)


def test_nothing_that_comes_back_can_be_changed():
    trace = backpropagate(lesson_network(), LESSON_INPUTS, LESSON_TARGETS)
    for thing, field in ((trace, "loss"), (trace.gradients[0], "biases"), (lesson_network(), "loss")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(thing, field, 1)
    assert isinstance(lesson_network().layers[0].weights[0], tuple)


CROSS_ENTROPY = Network((Layer(((1.0,),), (0.0,), "identity"),), "binary_cross_entropy")  # ŷ is the input


def test_cross_entropy_of_a_guess_that_is_no_sigmoid():
    """−0.8 ln 0.25 − 0.2 ln 0.75 = 0.8 · 1.386294361 + 0.2 · 0.287682072 = 1.109035489 + 0.057536414."""
    assert backpropagate(CROSS_ENTROPY, (0.25,), (0.8,)).loss == close(1.166571903)


@pytest.mark.parametrize("y_hat", [0.0, 1.0])
def test_cross_entropy_is_not_defined_at_the_ends(y_hat):
    with pytest.raises(DivergenceError, match="takes outputs between 0 and 1"):
        backpropagate(CROSS_ENTROPY, (y_hat,), (0.8,))


def test_only_the_slope_by_a_sum_is_called_blame():
    """What is shown of backprop.py names each slope by what it is of: ∂L/∂ŷ and ∂L/∂a are no blame, δ = ∂L/∂z is."""
    lines = [line for line in source_of("lesson_core.backprop").splitlines() if "blame" in line]
    assert lines and all("∂z" in line or "δ" in line for line in lines), lines
