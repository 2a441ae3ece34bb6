"""lesson_core.deep.runs: runs, what breaks them, what keeps them, and setups that are refused."""

import math

import numpy as np
import pytest

from lesson_core import LessonError, deep, deep_setup
from lesson_core.deep import layers as deep_layers
from lesson_core.deep import start
from lesson_core.deep.runs import begin, guess_grid, measure, train_deep
from lesson_core.deep_setup import DeepSetup

SMALL = DeepSetup(depth=3, width=6, activation="tanh")


def test_equal_setups_give_equal_runs():
    assert train_deep(begin(SMALL), 10).losses == train_deep(begin(SMALL), 10).losses


@pytest.mark.parametrize("seed", ["data_seed", "weights_seed"])
def test_another_seed_gives_another_run(seed):
    other = DeepSetup(**{**vars(SMALL), seed: 5})
    assert measure(begin(other)).loss != measure(begin(SMALL)).loss


def test_new_weights_leave_the_data_as_they_are():
    other = DeepSetup(**{**vars(SMALL), "weights_seed": 5})
    assert deep.data_points(other) == deep.data_points(SMALL)


def test_a_resumed_run_gives_the_same_floats_as_one_that_never_stopped():
    resumed, whole = train_deep(train_deep(begin(SMALL), 7), 13), train_deep(begin(SMALL), 20)
    assert resumed.losses == whole.losses
    assert measure(resumed) == measure(whole)


def test_training_leaves_the_run_it_starts_from_as_it_was():
    first = begin(SMALL)
    before = [layer.weights.copy() for layer in first.layers]
    train_deep(first, 5)
    assert all(np.array_equal(layer.weights, kept) for layer, kept in zip(first.layers, before, strict=True))


@pytest.mark.parametrize("name", deep_setup.DATA_SETS)
def test_a_data_set_has_as_many_points_of_each_label_and_lies_in_view(name):
    X, y = start.data_set(name, 0)
    assert X.shape == (2, deep_setup.SAMPLES)
    assert y.sum() == deep_setup.SAMPLES / 2
    assert np.abs(X).max() <= deep_setup.VIEW


@pytest.mark.parametrize("name", deep_setup.DATA_SETS)
def test_no_straight_line_parts_a_data_set_but_a_deep_network_does(name):
    X, y = start.data_set(name, 0)
    line = np.linalg.lstsq(np.column_stack([X.T, np.ones(len(y))]), 2 * y - 1, rcond=None)[0]
    assert np.mean((np.column_stack([X.T, np.ones(len(y))]) @ line > 0) == (y > 0.5)) < 0.95
    setup = DeepSetup(depth=4, width=24, activation="tanh", normalisation=True, residual=True, data=name)
    assert measure(train_deep(begin(setup), 150)).accuracy > 0.97


@pytest.mark.parametrize(("n_out", "n_in"), [(5, 5), (7, 3), (3, 7), (1, 4)])
def test_orthogonal_weights_keep_lengths(n_out, n_in):
    W = start.orthogonal(np.random.default_rng(0), n_out, n_in)
    assert W.shape == (n_out, n_in)
    product = W.T @ W if n_out >= n_in else W @ W.T
    np.testing.assert_allclose(product, np.eye(min(n_out, n_in)), atol=1e-12)


@pytest.mark.parametrize(
    ("name", "spread"), [("small", 0.01), ("large", 1.0), ("xavier", math.sqrt(1 / 100)), ("he", math.sqrt(2 / 100))]
)
def test_initial_weights_have_the_spread_their_name_promises(name, spread):
    W = begin(DeepSetup(depth=2, width=100, initial_weights=name)).layers[1].weights
    assert W.std() == pytest.approx(spread, rel=0.02)


def test_sigmoid_is_exact_for_numbers_of_any_size():
    z = np.array([-1e308, -40.0, 0.0, 40.0, 1e308])
    with np.errstate(all="raise", under="ignore"):
        assert deep_layers.sigmoid(z).tolist() == pytest.approx([0.0, math.exp(-40), 0.5, 1.0, 1.0], rel=1e-12, abs=0)


@pytest.mark.parametrize(("first", "others"), [(1e-12, 1e-12), (1e-3, 1e-3), (1, 1), (30, 30), (1, 1e-9), (1e-9, 1)])
def test_tanh_keeps_its_digits_beside_the_largest_of_the_layer(first, others):
    z = np.array([[first], [others], [others]]) * np.linspace(-1, 1, 41)
    exact = np.vectorize(math.tanh)(z)
    assert np.max(np.abs(deep_layers.tanh(z) - exact)) <= 1e-12 * np.max(np.abs(exact))


def test_tanh_of_what_is_not_finite_is_1_or_nan():
    with np.errstate(all="ignore"):
        assert deep_layers.tanh(np.array([[-math.inf, math.inf, 1e308]])).tolist() == [[-1.0, 1.0, 1.0]]
        assert math.isnan(deep_layers.tanh(np.array([[math.nan, 1.0]]))[0, 0])


def test_cross_entropy_keeps_the_digits_of_a_tiny_loss():
    assert deep_layers.cross_entropy(np.array([40.0]), np.array([1.0])) == pytest.approx(
        math.exp(-40), rel=1e-12, abs=0
    )


def test_cross_entropy_is_finite_where_the_guess_is_rounded_to_0_or_1():
    assert deep_layers.cross_entropy(np.array([800.0, -800.0]), np.array([0.0, 0.0])) == 400.0


def test_a_norm_neither_overflows_nor_loses_tiny_numbers():
    assert deep.norm(np.array([3e200, 4e200])) == pytest.approx(5e200)
    assert deep.norm(np.array([[3e-200], [4e-200]])) == pytest.approx(5e-200)
    assert deep.norm(np.zeros(3)) == 0.0
    assert deep.norm(np.array([math.nan, math.inf])) == math.inf
    assert math.isnan(deep.norm(np.array([math.nan, 1.0])))


def test_clipping_shortens_a_long_gradient_and_keeps_its_direction():
    long = np.array([3.0, 4.0])
    assert deep.clipped(long, 1.0).tolist() == pytest.approx([0.6, 0.8])
    assert deep.clipped(long, 5.0) is long


def test_parameters_go_into_one_vector_and_come_back_in_their_shapes():
    layers = begin(DeepSetup(depth=2, width=3)).layers
    vector = deep_layers.as_vector(layers)
    back = deep_layers.as_layers(vector, layers)
    assert all(
        np.array_equal(part, kept)
        for new, old in zip(back, layers, strict=True)
        for part, kept in zip(new, old, strict=True)
    )
    vector += 1.0
    assert back[2].biases.tolist() == [1.0]  # a view of the vector
    assert layers[2].biases.tolist() == [0.0]  # not of the layers it was made from


def test_clipping_saves_a_run_that_breaks_without_it():
    broken = DeepSetup(depth=10, activation="relu", initial_weights="he", residual=True)
    saved = DeepSetup(**{**vars(broken), "clip": 1.0})
    assert train_deep(begin(broken), 20).divergence is not None
    assert train_deep(begin(saved), 20).divergence is None


def test_a_run_that_overflows_stops_and_names_epoch_layer_and_number():
    run = train_deep(begin(DeepSetup(activation="leaky_relu", initial_weights="large")), 50)
    found = run.divergence
    assert run.step == found.step == len(run.losses) > 0
    assert found.quantity == "activations"
    assert 1 <= found.layer <= 11
    assert math.isinf(found.value)
    assert all(map(math.isfinite, run.losses))
    sizes = measure(run).activations
    assert all(map(math.isfinite, sizes[: found.layer - 1]))
    assert not math.isfinite(sizes[found.layer - 1])


def test_a_run_that_has_stopped_stays_where_it_is():
    run = train_deep(begin(DeepSetup(activation="leaky_relu", initial_weights="large")), 50)
    after = train_deep(run, 5)
    assert (after.step, after.losses, after.divergence) == (run.step, run.losses, run.divergence)


def faulty(place):
    """Traces and gradients of a healthy pass with one number spoiled."""
    setup = DeepSetup(depth=2, width=2, activation="tanh")
    layers = begin(setup).layers
    one = deep.one_pass(setup, layers, *start.data_set("moons", 0, N=4))
    gradients = deep_layers.as_layers(one.gradient, layers)
    if place == "gradient":
        gradients[1].weights[0, 1] = math.nan
    elif place == "activations":
        one.traces[1].z[0, 3] = math.inf
    return deep.first_fault(9, one.traces, math.inf if place == "loss" else one.loss, gradients)


@pytest.mark.parametrize(("place", "layer"), [("activations", 2), ("loss", 3), ("gradient", 2)])
def test_a_fault_is_found_where_it_is(place, layer):
    found = faulty(place)
    assert (found.step, found.layer, found.quantity) == (9, layer, place)


def spoiled_layer(setup, k, weights, bias):
    """The divergence of one pass whose layer k (from 0) has only these weights and biases."""
    layers = list(begin(setup).layers)
    shape = layers[k].weights.shape
    layers[k] = deep_layers.DeepLayer(np.full(shape, weights), np.full(shape[0], bias))
    return deep.one_pass(setup, tuple(layers), *start.data_set("moons", 0)).divergence


@pytest.mark.parametrize(("weights", "bias", "quantity"), [(1.7e308, 0.0, "activations"), (1.0, 1e308, "loss")])
def test_an_overflow_in_the_output_layer_alone_is_named(weights, bias, quantity):
    found = spoiled_layer(DeepSetup(depth=2, width=8, activation="relu"), 2, weights, bias)
    assert (found.layer, found.is_output, found.quantity) == (3, True, quantity)


ONE_FAULT = {  # weights and biases of each layer, one unit wide: in each pass a single kind of number overflows
    "activations": ("tanh", [(1e308, 1e308), (1.0, 0.0)], 1),
    "loss": ("tanh", [(1e3, 0.0), (1.7e308, 0.0)], 2),
    "gradient": ("relu", [(1e200, 0.0), (1e-250, 0.0), (1e150, 0.0)], 2),
}


@pytest.mark.parametrize("quantity", ONE_FAULT)
def test_no_number_that_overflows_alone_is_overlooked(quantity):
    activation, parameters, layer = ONE_FAULT[quantity]
    setup = DeepSetup(depth=len(parameters) - 1, width=1, activation=activation)
    layers = tuple(
        deep_layers.DeepLayer(np.full_like(one.weights, weight), np.array([bias]))
        for one, (weight, bias) in zip(begin(setup).layers, parameters, strict=True)
    )
    found = deep.one_pass(setup, layers, np.array([[1.0, -1.0], [0.0, 0.0]]), np.array([0.0, 1.0])).divergence
    assert (found.layer, found.quantity) == (layer, quantity)


def test_an_overflow_where_a_residual_connection_adds_is_named_in_its_own_layer():
    """x = a = 1.2e308 fit a float, x + a does not. The output layer weighs it by 0: ∞ · 0 is what it gets."""
    setup = DeepSetup(depth=2, width=2, activation="relu", residual=True)
    layers = tuple(
        deep_layers.DeepLayer(0 * layer.weights, 0 * layer.biases + (1.2e308 if k < 2 else 0.0))
        for k, layer in enumerate(begin(setup).layers)
    )
    found = deep.one_pass(setup, layers, *start.data_set("moons", 0)).divergence
    assert (found.layer, found.is_output, found.quantity) == (2, False, "activations")


@pytest.mark.parametrize("call", [lambda: train_deep(3, 1), lambda: measure(None), lambda: begin({"depth": 3})])
def test_what_is_no_run_is_refused(call):
    with pytest.raises(LessonError, match="it takes a Deep"):
        call()


def test_normalised_activations_whose_variance_overflows_count_as_overflow():
    setup = DeepSetup(depth=2, width=2, activation="leaky_relu", normalisation=True)
    layers = tuple(deep_layers.DeepLayer(1e200 * layer.weights, layer.biases) for layer in begin(setup).layers)
    assert deep.one_pass(setup, layers, *start.data_set("moons", 0)).divergence.layer == 2


def test_the_grid_of_guesses_starts_at_the_top_left():
    run = train_deep(begin(DeepSetup(depth=2, width=16, activation="tanh", data="moons")), 300)
    grid = guess_grid(run, 16)
    # The moon of label 0 opens downwards and lies above, the moon of label 1 opens upwards and lies below.
    assert grid[6][5] < 0.5 < grid[10][10]


@pytest.mark.parametrize(("depth", "width"), [(1, 1), (1, 128), (100, 1)])
def test_the_smallest_and_largest_shapes_train(depth, width):
    setup = DeepSetup(depth=depth, width=width, activation="tanh", residual=True, normalisation=True)
    run = train_deep(begin(setup), 1)
    assert len(measure(run).gradients) == depth + 1
    assert math.isfinite(measure(run).loss)


@pytest.mark.parametrize(
    ("argument", "value", "says"),
    [
        ("depth", 0, "1 to 100"),
        ("depth", 101, "1 to 100"),
        ("depth", 2.0, "whole number"),
        ("width", 129, "1 to 128"),
        ("width", True, "whole number"),
        ("activation", "softplus", "sigmoid, tanh, relu, leaky_relu"),
        ("initial_weights", "zero", "small, large, xavier, he, orthogonal"),
        ("data", "iris", "moons, spirals, circles"),
        ("residual", 1, "true or false"),
        ("normalisation", "yes", "true or false"),
        ("clip", 0, "above 0"),
        ("clip", math.nan, "finite"),
        ("learning_rate", 0, "above 0"),
        ("learning_rate", math.inf, "finite"),
        ("data_seed", -1, "whole number"),
        ("weights_seed", 0.5, "whole number"),
    ],
)
def test_a_bad_choice_is_refused_with_its_name_and_what_it_takes(argument, value, says):
    with pytest.raises(LessonError, match=says) as error:
        DeepSetup(**{argument: value})
    assert error.value.argument == argument


@pytest.mark.parametrize("steps", [-1, 1.5, True])
def test_steps_that_are_no_whole_number_are_refused(steps):
    with pytest.raises(LessonError, match="steps"):
        train_deep(begin(SMALL), steps)


def test_every_name_of_a_choice_has_its_mathematics():
    assert tuple(deep_layers.FUNCTIONS) == tuple(deep_layers.SLOPES) == deep_setup.ACTIVATIONS
    assert (*start.SCALES, "orthogonal") == deep_setup.INITIAL_WEIGHTS
    assert set(start.CURVES) == set(deep_setup.DATA_SETS)
