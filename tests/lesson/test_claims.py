"""What the lessons say in words, or with numbers small enough to type, compared with lesson_core.

Each claim names the words it is about: a claim whose words are gone from the lesson has no place here. The claims about
deep networks, and those of the two shorter lessons, have files of their own.
"""

import math
from dataclasses import replace
from html import unescape

import pytest

from lesson_core import Layer, Network, backpropagate
from lesson_core.markup.numbers import fmt
from lesson_core.naming import find_parameter, parameters
from lesson_core.network import ACTIVATIONS, sigmoid
from lesson_core.valley import walk
from tests.lesson.claims import LESSON, VALLEY, ask, said


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


def test_an_input_of_zero_silences_w1_and_w3_only():
    said("backpropagation", "Those of $w_1$ and $w_3$.")
    (first, second) = backpropagate(LESSON.network, (0.0, *LESSON.inputs[1:]), LESSON.targets).gradients[0].weights
    assert first[0] == second[0] == 0 and first[1] and second[1]


def test_with_target_zero_all_three_output_gradients_are_positive():
    said("backpropagation", "all three gradients are positive")
    gradient = replace(LESSON, targets=(0.0,)).trace().gradients[-1]
    assert min(*gradient.weights[0], *gradient.biases) > 0


def test_a_sigmoid_near_0_or_1_is_flatter_than_one_in_the_middle():
    said("backpropagation", "a sigmoid near 0 or 1, which is flatter than one in the middle")
    ends, middle = [[a * (1 - a) for a in values] for values in ((0.01, 0.1, 0.9, 0.99), (0.4, 0.5, 0.6))]
    assert max(ends) < min(middle)


def test_with_rate_5_the_loss_all_but_vanishes_and_with_50_it_ends_higher_than_it_began():
    said("backpropagation", "set the target $y$ to 0.5 and the learning rate to 5", "Then the same with the rate 50.")
    said("backpropagation", "with the lesson's it does")
    half = replace(LESSON, targets=(0.5,))
    slow, fast = (replace(half, learning_rate=rate).train(100).losses for rate in (5.0, 50.0))
    assert slow[-1] < 1e-6 < fast[0] < fast[-1]
    once = replace(half, network=replace(half, learning_rate=50.0).train(1).network).trace().outputs[0]
    assert (once - 0.5) * (half.trace().outputs[0] - 0.5) < 0  # past the target


def test_the_network_has_nine_parameters_and_all_their_gradients_use_the_outputs_blame():
    said("backpropagation", "This network has nine", "all nine gradients use it")
    assert len(parameters(LESSON.network)) == 9
    silent = replace(LESSON, targets=LESSON.trace().outputs).trace()
    assert silent.deltas[-1] == (0,)
    assert {slope for layer in silent.gradients for row in (*layer.weights, layer.biases) for slope in row} == {0}


def test_the_printed_terms_of_the_outputs_sum_add_up_to_the_printed_sum_but_for_rounding():
    said("backpropagation", "Numbers are rounded to the places that are shown.")
    trace, output = LESSON.trace(), LESSON.network.layers[-1]
    (w1, w2), (h1, h2) = output.weights[0], (round(h, 4) for h in trace.activations[1])
    assert abs(h1 * w1 + h2 * w2 + output.biases[0] - trace.pre_activations[-1][0]) <= 0.5e-4 * (abs(w1) + abs(w2))


def test_the_buttons_make_as_many_moves_as_the_text_says():
    said("backpropagation", "**One epoch** makes five.", "makes a hundred epochs, so five hundred moves")
    said("gradient-descent", "**One epoch** makes all five, **100 Steps** makes a hundred epochs")
    state = ask({"type": "open"})["state"]
    for epochs, moves in ((1, 5), (100, 500)):
        reply = ask({"type": "train", "epochs": epochs}, state)
        assert (reply["state"]["epoch"], reply["state"]["moves"]) == (epochs, moves)
        assert f'"type":"train","epochs":{epochs}}}' in unescape(ask({"type": "open"})["html"])


def test_a_step_shows_first_the_sums_then_the_loss_then_blame_and_changes_the_weights_last():
    said("backpropagation", "Move 1 shows the sums $z$", "Move 2 shows how the loss is worked out")
    said("backpropagation", "The weights change only in move 5")
    said("forward-pass", "Press Step, and the picture shows the sum $z$ of each neuron, too.")
    first = ask({"type": "open"})
    seen = [ask({"type": "step", "moves": moves}, first["state"]) for moves in range(6)]
    picture = [reply["slots"]["picture"] for reply in seen]
    assert 'data-value="z1"' not in picture[0] and 'data-value="zOut"' not in picture[0]
    assert 'data-value="z1"' in picture[1] and 'data-value="zOut"' in picture[1]
    assert fmt(first["losses"]["values"][0], 6) in seen[2]["slots"]["card"]
    assert "delta_y_hat" not in picture[2] and "delta_y_hat" in picture[3]
    assert "delta_h1" not in picture[3] and "delta_h1" in picture[4]
    weights = [reply["state"]["problem"]["network"] for reply in seen]
    assert weights[0] == weights[4] != weights[5]


def test_a_stack_of_layers_that_do_not_bend_is_one_such_layer():
    said("backpropagation", "a stack of straight-line rules is only one more straight-line rule")
    stack = Network((Layer(((2.0, -1.0),), (0.5,), "identity"), Layer(((3.0,),), (1.0,), "identity")))
    single = Network((Layer(((6.0, -3.0),), (2.5,), "identity"),))
    for inputs in ((1.0, 2.0), (-4.0, 0.3)):
        one, other = (backpropagate(network, inputs, (0.0,)).outputs[0] for network in (stack, single))
        assert math.isclose(one, other)
