"""What the lessons on the forward pass and on gradient descent say, compared with lesson_core."""

import re

import pytest

from lesson_core import train
from lesson_core.living.numbers import say
from lesson_core.markup.numbers import fmt
from lesson_core.network import sigmoid
from tests.lesson.claims import VALLEY, problem_of, said, text_of


def valley_run(rate: float, epochs: int):
    return train(VALLEY, (1.0,), (3.0,), rate, epochs, train_biases=False)


RATES = ("0.02", "0.1", "0.5", "0.9", "1.0", "1.1")


def test_the_valley_has_one_set_of_rates_in_text_pictures_and_table():
    said("gradient-descent", "Try six learning rates in it: 0.02, 0.1, 0.5, 0.9, 1.0 and 1.1.")
    said("gradient-descent", f"rates: [{', '.join(RATES)}]")
    rows = re.findall(r"^\| (\d[\d.]*) \| .*?rate=([\d.]+).*? \| They ", text_of("gradient-descent"), re.MULTILINE)
    assert tuple(shown for shown, _ in rows) == RATES
    assert all(float(shown) == float(used) for shown, used in rows)


def test_each_of_the_rates_does_something_else_with_the_lessons_numbers():
    rows = re.findall(r'They \*\*\{\{ ("have.*?) \}\}\*\*', text_of("gradient-descent"))
    said = [say(row, {"valley": problem_of("gradient-descent", "valley")}).text for row in rows]
    assert [text.split()[0] for text in said] == ["creep", "walk", "leap", "jump", "jump", "fly"] and said[3] != said[4]


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
