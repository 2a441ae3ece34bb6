"""lesson_core.deep against the scalar engine, central differences and numpy alone."""

import numpy as np
import pytest

from lesson_core import Layer, Network, backpropagate, deep, deep_setup
from lesson_core.deep.layers import DeepLayer, as_layers
from lesson_core.deep.runs import begin, measure, train_deep
from lesson_core.deep_setup import DeepSetup

ACTIVATIONS = deep_setup.ACTIVATIONS


def some_parameters(setup, seed=3):
    """Layers with biases that are not 0, so that no term of a gradient is left out."""
    rng = np.random.default_rng(seed)
    return tuple(
        DeepLayer(layer.weights, 0.3 * rng.standard_normal(len(layer.biases))) for layer in begin(setup).layers
    )


def scalar_network(setup, layers):
    *hidden, output = layers
    as_tuples = [(layer.weights.tolist(), layer.biases.tolist()) for layer in hidden]
    built = [Layer(weights, biases, setup.activation) for weights, biases in as_tuples]
    return Network((*built, Layer(output.weights.tolist(), output.biases.tolist())), "binary_cross_entropy")


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_loss_and_gradients_are_those_of_the_scalar_engine(activation):
    setup = DeepSetup(depth=3, width=4, activation=activation, weights_seed=7)
    layers = some_parameters(setup)
    X, labels = deep.data_set("moons", 1, N=5)
    y = np.where(labels, 1.0, 0.0)
    one = deep.one_pass(setup, layers, X, y)
    network = scalar_network(setup, layers)
    traces = [backpropagate(network, x, [label]) for x, label in zip(X.T.tolist(), y.tolist(), strict=True)]
    assert one.loss == pytest.approx(np.mean([trace.loss for trace in traces]), rel=1e-12)
    for k, gradient in enumerate(as_layers(one.gradient, layers)):
        weights = np.mean([trace.gradients[k].weights for trace in traces], axis=0)
        biases = np.mean([trace.gradients[k].biases for trace in traces], axis=0)
        np.testing.assert_allclose(gradient.weights, weights, rtol=1e-9, atol=1e-15)
        np.testing.assert_allclose(gradient.biases, biases, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_layers_blame_is_the_scalar_engines_squared_averaged_and_rooted(activation):
    run = begin(DeepSetup(depth=3, width=4, activation=activation, weights_seed=7))
    X, y = deep.data_set("moons", 0)
    network = scalar_network(run.setup, run.layers)
    traces = [backpropagate(network, x, [label]) for x, label in zip(X.T.tolist(), y.tolist(), strict=True)]
    for k, blame in enumerate(measure(run).deltas):
        deltas = np.array([trace.deltas[k] for trace in traces])
        assert blame == pytest.approx(np.sqrt(np.mean(deltas**2)), rel=1e-9)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("residual", [False, True])
@pytest.mark.parametrize("normalisation", [False, True])
def test_every_gradient_is_the_slope_that_two_small_steps_measure(activation, residual, normalisation):
    setup = DeepSetup(depth=3, width=3, activation=activation, residual=residual, normalisation=normalisation)
    layers = some_parameters(setup)
    X, y = deep.data_set("spirals", 2, N=6)
    gradients = as_layers(deep.one_pass(setup, layers, X, y).gradient, layers)
    step = 1e-6
    for k, layer in enumerate(layers):
        for which in (0, 1):
            for place in np.ndindex(layer[which].shape):
                losses = []
                for change in (step, -step):
                    arrays = [np.array(part) for part in layer]
                    arrays[which][place] += change
                    changed = (*layers[:k], DeepLayer(*arrays), *layers[k + 1 :])
                    losses.append(deep.one_pass(setup, changed, X, y).loss)
                measured = (losses[0] - losses[1]) / (2 * step)
                assert gradients[k][which][place] == pytest.approx(measured, rel=1e-5, abs=1e-8)


def numpy_pass(setup, weights, biases, X, y):
    """The same network once more, written with numpy alone and nothing of deep.py: loss and weight gradients."""
    forward, slopes, spreads, inputs, x = [], [], [], [], X.T  # samples in rows here
    for k, (W, b) in enumerate(zip(weights, biases, strict=True)):
        s = None
        fed = x
        if setup.normalisation and k:
            s = np.sqrt(x.var(1, keepdims=True) + 1e-5)
            fed = (x - x.mean(1, keepdims=True)) / s
        z = np.einsum("ni,oi->no", fed, W) + b
        inputs.append(fed)
        spreads.append(s)
        if k == len(weights) - 1:
            break
        a = {"sigmoid": 1 / (1 + np.exp(-z)), "tanh": np.tanh(z), "relu": z * (z > 0)}[setup.activation]
        slopes.append({"sigmoid": a * (1 - a), "tanh": 1 / np.cosh(z) ** 2, "relu": 1.0 * (z > 0)}[setup.activation])
        forward.append(setup.residual and x.shape == a.shape)
        x = x + a if forward[-1] else a
    p = 1 / (1 + np.exp(-z[:, 0]))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    delta, gradients, d_out = (p - y)[:, None] / len(y), [], None
    for k in range(len(weights) - 1, -1, -1):
        if k < len(weights) - 1:
            delta = d_out * slopes[k]
        gradients.insert(0, (np.einsum("no,ni->oi", delta, inputs[k]), delta.sum(0)))
        down = np.einsum("no,oi->ni", delta, weights[k])
        if spreads[k] is not None:
            n = down.shape[1]
            # The whole matrix of slopes of x_hat by x, sample by sample: (I - 1/n - x_hat x_hat'/n) / s.
            slope = (np.eye(n) - 1 / n - inputs[k][:, :, None] * inputs[k][:, None, :] / n) / spreads[k][:, :, None]
            down = np.einsum("nij,nj->ni", slope, down)
        d_out = down + d_out if k < len(weights) - 1 and forward[k] else down
    return loss, gradients


def numpy_run(setup, steps):
    """Losses before each step and after the last, with numpy alone."""
    X, y = deep.data_set(setup.data, setup.data_seed)
    weights = [np.array(layer.weights) for layer in begin(setup).layers]
    biases = [np.zeros(len(W)) for W in weights]
    losses = []
    for _ in range(steps):
        loss, gradients = numpy_pass(setup, weights, biases, X, y)
        losses.append(loss)
        weights = [W - setup.learning_rate * d for W, (d, _) in zip(weights, gradients, strict=True)]
        biases = [b - setup.learning_rate * d for b, (_, d) in zip(biases, gradients, strict=True)]
    return [*losses, numpy_pass(setup, weights, biases, X, y)[0]]


@pytest.mark.parametrize(
    "setup",
    [
        DeepSetup(depth=4, width=8, activation="tanh", residual=True, normalisation=True),
        DeepSetup(depth=4, width=8, activation="sigmoid", normalisation=True, data="circles"),
        DeepSetup(depth=4, width=8, activation="relu", initial_weights="he", data="spirals"),
    ],
)
def test_twenty_steps_are_those_of_numpy_alone(setup):
    run = train_deep(begin(setup), 20)
    assert [*run.losses, measure(run).loss] == pytest.approx(numpy_run(setup, 20), rel=1e-9)


def numpy_ratio(setup):
    """First layer's gradient norm over the last one's, with numpy alone."""
    X, y = deep.data_set(setup.data, setup.data_seed)
    weights = [layer.weights for layer in begin(setup).layers]
    _, gradients = numpy_pass(setup, weights, [np.zeros(len(W)) for W in weights], X, y)
    norms = [np.sqrt(np.sum(d_W**2)) for d_W, _ in gradients]
    return norms[0] / norms[-1]


@pytest.mark.parametrize("data", deep_setup.DATA_SETS)
def test_in_ten_sigmoid_layers_the_first_gradient_is_less_than_a_thousandth_of_the_last(data):
    setup = DeepSetup(depth=10, activation="sigmoid", initial_weights="xavier", data=data)
    gradients = measure(begin(setup)).gradients
    assert gradients[0] / gradients[-1] <= 1e-3
    assert gradients[0] / gradients[-2] <= 1e-3
    assert gradients[0] / gradients[-1] == pytest.approx(numpy_ratio(setup), rel=1e-9)


def test_with_relu_and_he_the_first_gradient_is_within_a_factor_of_ten_of_the_last():
    setup = DeepSetup(depth=10, activation="relu", initial_weights="he")
    gradients = measure(begin(setup)).gradients
    assert 0.1 <= gradients[0] / gradients[-1] <= 10
    assert gradients[0] / gradients[-1] == pytest.approx(numpy_ratio(setup), rel=1e-9)


def test_fifty_plain_tanh_layers_learn_far_less_in_300_steps_than_fifty_residual_ones():
    plain = DeepSetup(depth=50, width=16, activation="tanh", learning_rate=0.03)
    residual = DeepSetup(depth=50, width=16, activation="tanh", learning_rate=0.03, residual=True)
    losses = {setup: measure(train_deep(begin(setup), 300)).loss for setup in (plain, residual)}
    assert losses[plain] > 0.3
    assert losses[residual] < 0.05
