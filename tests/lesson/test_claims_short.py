"""What the lessons on the forward pass and on gradient descent say, compared with lesson_core."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from lesson_core import Layer, Network, train
from lesson_core.markup.numbers import fmt
from lesson_core.naming import find_parameter
from lesson_core.network import sigmoid
from lesson_core.valley import walk
from tests.lesson.claims import VALLEY, problem_of, said, text_of


def valley_run(rate: float, epochs: int):
    return train(VALLEY, (1.0,), (3.0,), rate, epochs, train_biases=False)


RATES = {  # each row of the table: its rate, and its words
    "0.02": "They **creep**.",
    "0.1": "They **walk**.",
    "0.5": "The first one **leaps** onto the target.",
    "0.9": "They **jump** across the valley and back, nearer each time.",
    "1.0": "They jump for ever, and come no nearer.",
    "1.1": "They **fly off**.",
}


def test_the_valley_has_one_set_of_rates_in_text_pictures_and_table():
    said("gradient-descent", "Try six learning rates in it: 0.02, 0.1, 0.5, 0.9, 1.0 and 1.1.")
    said("gradient-descent", f"rates: [{', '.join(RATES)}]")
    rows = re.findall(r"^\| (\d[\d.]*) \| .*?rate=([\d.]+).*? \| ([^|]*) \|", text_of("gradient-descent"), re.MULTILINE)
    assert {shown: words for shown, _, words in rows if words in RATES.values()} == RATES
    assert all(float(shown) == float(used) for shown, used, words in rows if words in RATES.values())


@pytest.mark.parametrize("rate", RATES)
def test_the_valleys_steps_do_what_their_row_says(rate):
    errors = [w - 3 for w, _ in walk(VALLEY, (1.0,), (3.0,), find_parameter(VALLEY, "w1"), float(rate), 7).places]
    left = [after / before if before else 0.0 for before, after in pairwise(errors)]
    holds = {
        "creep": all(0.9 < part < 1 for part in left),
        "walk": all(0.5 < part < 0.9 for part in left),
        "leaps": left[0] == 0,
        "nearer each time": all(-1 < part < 0 for part in left),
        "for ever": left == pytest.approx([-1] * 7, rel=1e-12),
        "fly off": all(part < -1 for part in left),
    }
    assert [word for word in holds if word in RATES[rate]] == [word for word, is_so in holds.items() if is_so]


def test_the_size_of_the_factor_decides_what_a_step_does_to_the_distance():
    said("gradient-descent", "At exactly −1 it stays as it is, and only the side changes. Below −1 it grows.")
    assert valley_run(1.0, 50).losses[-1] == 9
    assert valley_run(1.1, 50).losses[-1] > valley_run(1.1, 1).losses[-1] > 9


def test_rates_on_both_sides_of_one_half_give_the_same_loss():
    said("gradient-descent", "1 − 2 · 0.1 = 0.8 and 1 − 2 · 0.9 = −0.8")
    assert valley_run(0.1, 10).losses[-1] == pytest.approx(valley_run(0.9, 10).losses[-1])


def test_with_rate_30_a_hundred_steps_overflow():
    said("gradient-descent", "set the rate to 30 and press 100 Steps")
    assert valley_run(30.0, 100).diverged_at is not None


def test_the_neurons_tasks_have_the_answers_that_the_fold_gives():
    said(
        "forward-pass",
        "Set $x_2$ to 3. Does the neuron still say yes?",
    )
    said("forward-pass", "The sum falls to −0.5, and the output to about 0.38.", "The bias −0.4. Then the sum is 0.")
    neuron = problem_of("forward-pass", "neuron")
    trace = replace(neuron, inputs=(neuron.inputs[0], 3.0)).trace()
    assert trace.pre_activations[0][0] == pytest.approx(-0.5) and fmt(trace.outputs[0], 2) == "0.38"
    assert neuron.trace().outputs[0] > 0.5
    undecided = Network((Layer(neuron.network.layers[0].weights, (-0.4,)),))
    assert replace(neuron, network=undecided).trace().outputs[0] == 0.5


def test_a_sigmoid_is_rounded_to_1_by_the_page_from_10_on_and_by_the_computer_from_37_on():
    said("forward-pass", "With a sum of 10 the output is so close to 1 that all four are gone.")
    said("forward-pass", "From a sum of about 37 on, it has exactly 1.")
    assert sigmoid(10.0) < 1 and fmt(sigmoid(10.0)) == "1.0000"
    assert sigmoid(36.0) < 1 == sigmoid(37.0)


def test_the_sum_and_the_value_of_each_neuron_of_the_layer_are_far_apart_or_asked_of_nobody():
    said("forward-pass", "of: h2")
    trace = problem_of("forward-pass", "layer").trace()
    assert abs(trace.pre_activations[0][1] - trace.activations[1][1]) > 0.1  # typing z for h is no rounding
    assert len({round(h, 2) for h in trace.activations[1]}) == 3
