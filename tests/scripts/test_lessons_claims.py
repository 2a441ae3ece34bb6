"""What the lessons say in words, or with numbers small enough to type, compared with lesson_core.

Each claim names the words it is about: a claim whose words are gone from the lesson has no place here.
"""

import math

import pytest

from lesson_core import (
    LESSON_INPUTS,
    LESSON_LEARNING_RATE,
    LESSON_TARGETS,
    Layer,
    Network,
    backpropagate,
    lesson_network,
    train,
)
from lesson_core.naming import find_parameter
from lesson_core.network import ACTIVATIONS, sigmoid
from lesson_core.valley import walk
from site_scripts import ROOT
from site_scripts.lesson_numbers import influence

VALLEY = Network((Layer(((0.0,),), (0.0,), "identity"),), "squared_error")


def said(lesson: str, *words: str) -> None:
    text = " ".join((ROOT / "docs" / "lessons" / f"{lesson}.md").read_text(encoding="utf-8").split())
    for one in words:
        assert one in text, f"{lesson} no longer says: {one}"


def valley_run(rate: float, epochs: int):
    return train(VALLEY, (1.0,), (3.0,), rate, epochs, train_biases=False)


def test_a_lazy_network_has_the_loss_that_the_prediction_says():
    said("backpropagation", "always says 0.5 would have the loss 0.125 when the target is 1")
    lazy = Network((Layer(((0.0,),), (0.0,)),))
    assert backpropagate(lazy, (1.0,), (1.0,)).loss == 0.125


def test_the_quizzes_numbers_are_right():
    said("backpropagation", "0.5 − 0.1 · 0.2 = 0.48", "answer: 0.48", "a(1 − a) = 0.5 · 0.5", "answer: 0.25")
    assert pytest.approx(0.48) == 0.5 - 0.1 * 0.2
    assert ACTIVATIONS["sigmoid"].slope(0.0, sigmoid(0.0)) == 0.25
    said("gradient-descent", "1 − 2 · 0.25 = 0.5")
    places = walk(VALLEY, (1.0,), (3.0,), find_parameter(VALLEY, "w1"), 0.25, 1).places
    assert (places[1][0] - 3) / (places[0][0] - 3) == 0.5
    said("forward-pass", "answer: 20", "reads 4 values and has 5 neurons", "answer: 0.5")
    layer = Layer(((0.0,) * 4,) * 5, (0.0,) * 5)
    assert sum(len(row) for row in layer.weights) == 20
    assert sigmoid(0.0) == 0.5


def test_twice_the_difference_is_four_times_the_loss():
    said("backpropagation", "twice the difference, four times the loss")
    far, near = (backpropagate(VALLEY, (1.0,), (y,)).loss for y in (6.0, 3.0))
    assert far == 4 * near


def test_the_product_after_ten_layers_is_a_millionth_or_has_fourteen_digits():
    said("backpropagation", "about a millionth of the blame is left", "the product has fourteen digits")
    assert influence(10, 1.0, "sigmoid") == pytest.approx(1e-6, rel=0.05)
    assert len(str(round(influence(10, 100.0, "sigmoid")))) == 14


def test_the_sigmoid_is_steepest_in_its_middle():
    said("backpropagation", "The sigmoid is steepest in its middle")
    slopes = [ACTIVATIONS["sigmoid"].slope(z, sigmoid(z)) for z in (-3.0, -0.1, 0.0, 0.1, 3.0)]
    assert max(slopes) == slopes[2]


def test_an_input_of_zero_silences_w1_and_w3_only():
    said("backpropagation", "Those of $w_1$ and $w_3$.")
    (first, second) = backpropagate(lesson_network(), (0.0, 0.8), LESSON_TARGETS).gradients[0].weights
    assert first[0] == second[0] == 0 and first[1] and second[1]


def test_with_target_zero_all_three_output_gradients_are_positive():
    said("backpropagation", "all three gradients are positive")
    gradient = backpropagate(lesson_network(), LESSON_INPUTS, (0.0,)).gradients[-1]
    assert min(*gradient.weights[0], *gradient.biases) > 0


def test_gradients_shrink_because_error_and_slope_both_get_smaller():
    said("backpropagation", "the error $\\hat y - y$ gets smaller, and a sigmoid near 1 is flatter")
    after = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, LESSON_LEARNING_RATE, 100).network
    start, end = (backpropagate(one, LESSON_INPUTS, LESSON_TARGETS) for one in (lesson_network(), after))
    assert abs(end.outputs[0] - 1) < abs(start.outputs[0] - 1)
    assert end.outputs[0] * (1 - end.outputs[0]) < start.outputs[0] * (1 - start.outputs[0])


def test_a_larger_rate_is_faster_here():
    said("backpropagation", "Here it is faster")
    slow, fast = (train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, rate, 100).losses[-1] for rate in (0.5, 5.0))
    assert fast < slow


def test_the_valleys_steps_creep_leap_and_diverge_as_the_table_says():
    said("gradient-descent", "They **creep**.", "**leaps** onto the target", "They jump for ever.", "They **diverge**.")
    assert valley_run(0.01, 1).losses[1] > 0.95 * 9
    assert valley_run(0.5, 1).losses[1] == 0
    assert valley_run(1.0, 50).losses[-1] == 9
    assert valley_run(1.1, 50).losses[-1] > valley_run(1.1, 1).losses[-1] > 9


def test_rates_on_both_sides_of_one_half_give_the_same_loss():
    said("gradient-descent", "1 − 2 · 0.1 = 0.8 and 1 − 2 · 0.9 = −0.8")
    assert valley_run(0.1, 10).losses[-1] == pytest.approx(valley_run(0.9, 10).losses[-1])


def test_with_rate_30_a_hundred_steps_overflow():
    said("gradient-descent", "set the rate to 30 and press 100 Steps")
    assert valley_run(30.0, 100).diverged_at is not None


def test_the_neuron_says_no_to_a_large_second_input():
    said("forward-pass", "Set $x_2$ to 3. Does the neuron still say yes?", "weights: [[0.6, -0.4]]", "biases: [0.1]")
    neuron = Network((Layer(((0.6, -0.4),), (0.1,)),))
    assert (
        backpropagate(neuron, (1.0, 0.5), (1.0,)).outputs[0]
        > 0.5
        > backpropagate(neuron, (1.0, 3.0), (1.0,)).outputs[0]
    )


def test_a_stack_of_layers_that_do_not_bend_is_one_such_layer():
    said("backpropagation", "a stack of straight-line rules is only one more straight-line rule")
    stack = Network((Layer(((2.0, -1.0),), (0.5,), "identity"), Layer(((3.0,),), (1.0,), "identity")))
    single = Network((Layer(((6.0, -3.0),), (2.5,), "identity"),))
    for inputs in ((1.0, 2.0), (-4.0, 0.3)):
        one, other = (backpropagate(network, inputs, (0.0,)).outputs[0] for network in (stack, single))
        assert math.isclose(one, other)
