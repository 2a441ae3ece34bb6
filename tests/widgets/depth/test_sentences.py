"""What the depth lab says, where the usual words would not be true. Over all its choices: test_truth.py."""

import math
import re

import pytest

from lesson_core.deep import Measurement
from lesson_core.widgets.depth.health import health_of, right_guess
from lesson_core.widgets.depth.sentences import (
    LARGEST,
    answer_text,
    blame_text,
    percent_text,
    sentence_text,
    verdict_text,
)
from lesson_core.widgets.depth.words import TITLES
from tests.widgets.depth.lab import after, choose, opened


def measured(deltas, gradients=None, loss=0.5):
    gradients = gradients or [0.5] * len(deltas)
    return Measurement(loss, 0.5, tuple(deltas), tuple(gradients), (1.0,) * len(deltas), None)


def verdict(*arguments, **named):
    now = measured(*arguments, **named)
    health = health_of(now)
    return health.word, verdict_text(health, now)


@pytest.mark.parametrize(
    ("share", "text"), [(1.0, "100 %"), (0.995, "99 %"), (0.5, "50 %"), (0.004, "1 %"), (0.0, "0 %")]
)
def test_only_all_is_100_percent_and_only_none_is_0(share, text):
    assert percent_text(share) == text
    assert f"{text} of the points guessed right" in sentence_text(0, 9, 0.5, share, "", None)


@pytest.mark.parametrize(
    ("ratio", "says"),
    [
        (0.23, "Before training, in 3 tanh layers, it is 0.230 of the output’s."),
        (14.04, "it is 14.0 times the output’s."),
        (0.0, "it is 0, while the output’s is not."),
    ],
)
def test_a_ratio_is_told_as_a_share_or_as_a_multiple(ratio, says):
    assert says in answer_text("skipped", right_guess(ratio), 3, "tanh", ratio)


def test_where_the_output_has_no_blame_no_guess_is_right_and_none_is_said_to_be():
    said = answer_text("larger", right_guess(None), 3, "tanh", None)
    assert "In fact: none of these." in said and "the output’s blame is 0, so nothing" in said


def test_one_layer_is_not_asked_for_its_first():
    assert "In 1 sigmoid layer, how large is its blame" in opened(depth=1)["slots"]["question"]


@pytest.mark.parametrize(
    ("ratio", "guess"),
    [(3, "larger"), (0.34, "same"), (0.33, "tenth"), (0.02, "tenth"), (0.009, "thousandth"), (9e-5, "less")],
)
def test_the_right_guess_is_the_one_whose_words_hold_the_ratio(ratio, guess):
    assert right_guess(ratio) == guess


def test_a_layer_without_any_blame_has_lost_it_on_the_way():
    dead = {"depth": 6, "width": 1, "activation": "relu"}  # one of its units has a sum below 0 for every point
    reply = after({"type": "guess", "guess": "skipped"}, **dead)
    assert reply["sentence"].endswith("Layer 1’s blame is 0, while the output’s is not.")
    assert TITLES["vanished"] in reply["slots"]["verdict"]


def test_a_weight_gradient_is_said_to_throw_the_weights_away_only_when_it_is_long():
    word, said = verdict([2e3, 3.0, 1.0], [2e3, 1.0, 1.0])
    assert word == "exploded" and re.search("The longest weight gradient is 2,?000: unless", said)
    assert "throws" not in verdict([2e3, 3.0, 1.0])[1]
    assert "throws" in verdict([1.0, 1.0, 1.0], [0.1, 0.1, 210.0])[1]


def test_blame_that_arrives_but_cancels_out_is_told_from_blame_that_does_not_arrive():
    word, said = verdict([0.5, 0.5, 0.5], [3e-6, 2e-6, 1e-6])
    assert word == "still" and "no layer has a weight gradient above 3.0\u202f×\u202f10⁻⁶" in said
    assert verdict([1e-9, 1e-5, 0.5], [3e-16, 2e-16, 1e-16])[0] == "vanished"


def test_a_layer_in_the_middle_that_burns_or_is_empty_is_named():
    assert "The highest is layer 2’s: 500 times the output’s." in verdict([1.0, 500.0, 1.0])[1]
    word, said = verdict([0.1, 1e-6, 0.5, 1.0])
    assert word == "healthy" and "The lowest is layer 2’s: 1.0\u202f×\u202f10⁻⁶ of the output’s." in said


def test_a_network_without_error_has_learned_and_sends_no_blame():
    word, said = verdict([0.0, 0.0], loss=0.0)
    assert word == "learned" and "The output’s blame is 0, so there is nothing to compare with it." in said


@pytest.mark.parametrize("size", [math.inf, math.nan])
@pytest.mark.parametrize("measure", ["blame", "weight gradient"])
def test_what_is_no_number_is_never_said_to_be_larger_than_one(measure, size):
    now = measured([size, 1.0]) if measure == "blame" else measured([1.0, 1.0], [size, 1.0])
    said = verdict_text(health_of(now), now)
    assert said.startswith(f"The {measure} of layer 1 is ") and blame_text(health_of(now), now) == said
    assert (LARGEST in said) == math.isinf(size) and ("not a number" in said) == math.isnan(size)


def test_a_share_past_the_largest_float_is_told_as_such():
    assert "more than 1.8\u202f×\u202f10³⁰⁸ times the output’s" in verdict([1e308, 1e-5])[1]


def test_the_second_task_asks_for_the_words_that_the_lab_then_says():
    goal = opened()["slots"]["tasks"]
    rescued = after(choose("depth", "20"), choose("residual", True))["slots"]["verdict"]
    assert f"“{TITLES['healthy']}”" in goal and TITLES["healthy"] in rescued
