"""Layers, networks and their errors."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lesson_core
from lesson_core import Layer, LessonError, Network, backpropagate, lesson_network, train, update
from lesson_core.network import ACTIVATIONS, sigmoid


@pytest.mark.parametrize(("z", "a"), [(0.0, 0.5), (1e308, 1.0), (-1e308, 0.0), (710.0, 1.0), (-745.0, 5e-324)])
def test_sigmoid_is_exact_far_out(z, a):
    assert sigmoid(z) == a


@given(st.floats(-700, 700))
def test_sigmoid_is_symmetric(z):
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("z", [-1.3, -0.2, 0.4, 2.0])
def test_slope_of_each_activation_is_its_derivative(name, z):
    g, slope = ACTIVATIONS[name].function, ACTIVATIONS[name].slope
    assert slope(z, g(z)) == pytest.approx((g(z + 1e-6) - g(z - 1e-6)) / 2e-6, rel=1e-6)


@pytest.mark.parametrize(("name", "slope"), [("relu", 0.0), ("leaky_relu", 0.01)])
def test_at_its_kink_an_activation_has_the_slope_of_the_left_side(name, slope):
    assert ACTIVATIONS[name].slope(0.0, 0.0) == slope


def test_numbers_of_any_kind_become_floats():
    layer = Layer([[1, 2]], [3])
    assert layer.weights == ((1.0, 2.0),)
    assert {type(value) for value in (*layer.weights[0], *layer.biases)} == {float}


@pytest.mark.parametrize("weights", [((1.0,),), [(1.0,)], ([1.0],), [[1.0]]])
@pytest.mark.parametrize("biases", [(0.0,), [0.0]])
def test_lists_of_floats_become_tuples(weights, biases):
    layer = Layer(weights, biases)
    assert (layer.weights, layer.biases) == (((1.0,),), (0.0,))


def test_layers_of_a_list_become_a_tuple():
    assert Network(list(lesson_network().layers)) == lesson_network()


LESSON = lesson_network()
GRADIENTS = backpropagate(LESSON, (0.5, 0.8), (1.0,)).gradients
WRONG = [
    (lambda: Layer((), ()), "weights", "no rows"),
    (lambda: Layer(((),), (0.0,)), "weights[0]", "empty row"),
    (lambda: Layer(((1.0, 2.0), (1.0,)), (0.0, 0.0)), "weights[1]", "it takes 2"),
    (lambda: Layer(((1.0,),), (0.0, 1.0)), "biases", "got 2 numbers; it takes 1"),
    (lambda: Layer(((math.nan,),), (0.0,)), "weights[0][0]", "finite"),
    (lambda: Layer(((1.0,),), (math.inf,)), "biases[0]", "finite"),
    (lambda: Layer(((10**400,),), (0.0,)), "weights[0][0]", "finite"),
    (lambda: Layer((("x",),), (0.0,)), "weights[0][0]", "takes a number"),
    (lambda: Layer(((True,),), (0.0,)), "weights[0][0]", "takes a number"),
    (lambda: Layer("ab", (0.0,)), "weights", "takes a list"),
    (lambda: Layer(((1.0,),), (0.0,), "softplus"), "activation", "it takes one of: sigmoid, tanh, relu"),
    (lambda: Network(()), "layers", "at least one Layer"),
    (lambda: Network(5), "layers", "takes a list"),
    (
        lambda: Network(
            (Layer(((1.0,),) * 2, (0.0,) * 2), Layer(((1.0, 1.0),) * 3, (0.0,) * 3), Layer(((1.0,),), (0.0,)))
        ),
        "layers[2]",
        "takes 1 inputs but the layer before gives 3",
    ),
    (lambda: Network((LESSON.layers[0], LESSON.layers[0], Layer(((1.0,),), (0.0,)))), "layers[2]", "must be equal"),
    (lambda: Network(("layer",)), "layers[0]", "takes a Layer"),
    (lambda: Network(LESSON.layers, "hinge"), "loss", "half_squared_error"),
    (lambda: backpropagate(LESSON, (0.5,), (1.0,)), "inputs", "got 1 numbers; this network takes 2"),
    (lambda: backpropagate(LESSON, (0.5, 0.8), (1.0, 0.0)), "targets", "takes 1"),
    (lambda: backpropagate(LESSON, (0.5, math.inf), (1.0,)), "inputs[1]", "finite"),
    (lambda: backpropagate(LESSON, 0.5, (1.0,)), "inputs", "takes a list"),
    (lambda: backpropagate(LESSON, (0.5, 0.8), 1.0), "targets", "takes a list"),
    (
        lambda: backpropagate(Network(LESSON.layers, "binary_cross_entropy"), (0.5, 0.8), (1.5,)),
        "targets[0]",
        "from 0 to 1",
    ),
    (
        lambda: backpropagate(Network(LESSON.layers, "binary_cross_entropy"), (0.5, 0.8), (-0.1,)),
        "targets[0]",
        "from 0 to 1",
    ),
    (
        lambda: backpropagate(Network((Layer(((2.0,),), (0.0,), "identity"),), "binary_cross_entropy"), (1.0,), (0.5,)),
        "loss",
        "use sigmoid last",
    ),
    (lambda: train(LESSON, (0.5, 0.8), (1.0,), 0, 1), "learning_rate", "above 0"),
    (lambda: train(LESSON, (0.5, 0.8), (1.0,), -1.0, 1), "learning_rate", "above 0"),
    (lambda: train(LESSON, (0.5, 0.8), (1.0,), math.nan, 1), "learning_rate", "finite"),
    (lambda: train(LESSON, (0.5, 0.8), (1.0,), "fast", 1), "learning_rate", "takes a number"),
    (lambda: train(LESSON, (0.5, 0.8), (1.0,), 0.5, -1), "epochs", "whole number"),
    (lambda: train(LESSON, (0.5, 0.8), (1.0,), 0.5, 1.5), "epochs", "whole number"),
    (lambda: train(LESSON, (0.5, 0.8), (1.0,), 0.5, True), "epochs", "whole number"),
    (lambda: train(LESSON, (0.5, 0.8), (1.0,), 0.5, 1, train_biases=1), "train_biases", "true or false"),
    (lambda: train(None, (0.5, 0.8), (1.0,), 0.5, 1), "network", "takes a Network"),
    (lambda: update(LESSON, GRADIENTS, 0.5, train_biases=0), "train_biases", "true or false"),
    (lambda: update(None, GRADIENTS, 0.5), "network", "takes a Network"),
    (lambda: update(LESSON, GRADIENTS, 0.0), "learning_rate", "above 0"),
    (lambda: update(LESSON, None, 0.5), "gradients", "takes a list"),
    (lambda: update(LESSON, ("a", "b"), 0.5), "gradients[0]", "takes a LayerGradient"),
    (lambda: update(LESSON, (), 0.5), "gradients", "one per layer"),
    (
        lambda: update(LESSON, GRADIENTS[::-1], 0.5),
        "gradients[0]",
        "shape of layer 0",
    ),
]


@pytest.mark.parametrize(("call", "argument", "part"), WRONG, ids=[f"{w[1]}-{w[2][:14]}" for w in WRONG])
def test_bad_input_raises_an_error_that_names_the_argument(call, argument, part):
    with pytest.raises(LessonError) as caught:
        call()
    assert caught.value.argument == argument
    assert re.match(rf"{re.escape(argument)}: (\w+ )?(got|takes|does not have) ", str(caught.value))
    assert part in str(caught.value)


def test_public_names_are_those_of_the_design():
    expected = {"Layer", "Network", "backpropagate", "update", "train", "check_gradients", "lesson_network"}
    expected |= {"LESSON_INPUTS", "LESSON_TARGETS", "LESSON_LEARNING_RATE", "LessonError"}
    assert expected <= set(lesson_core.__all__)
    assert all(hasattr(lesson_core, name) for name in lesson_core.__all__)


def test_the_legend_stands_in_the_package_docstring():
    assert all(meaning in lesson_core.__doc__ for _, _, meaning in lesson_core.LEGEND)
