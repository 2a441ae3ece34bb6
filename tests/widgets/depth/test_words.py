"""What the depth lab says, where the usual words would not be true: all right, nothing to compare, a dead net."""

import pytest

from lesson_core.widgets.depth.tasks import Health, right_guess
from lesson_core.widgets.depth.words import TITLES, answer_text, percent_text, sentence_text, verdict_text
from tests.widgets.depth.lab import after, choose, opened

DEAD = {"depth": 6, "width": 1, "activation": "relu"}  # one of its units has a sum below 0 for every point


def verdict(word, ratio=0.5, factor=0.5, longest=1.0, loss=0.5):
    return verdict_text(Health(ratio, factor, word), longest, 1e3, loss, None)


@pytest.mark.parametrize(
    ("share", "text"), [(1.0, "100 %"), (0.995, "99 %"), (0.5, "50 %"), (0.004, "1 %"), (0.0, "0 %")]
)
def test_only_all_is_100_percent_and_only_none_is_0(share, text):
    assert percent_text(share) == text
    assert f"{text} of the points" in sentence_text(0, 9, 0.5, share, "", None)


@pytest.mark.parametrize(
    ("ratio", "says"),
    [
        (0.23, "Before training, in 3 tanh layers, it is 0.230 of the last one’s."),
        (14.04, "it is 14.0 times the last one’s."),
        (0.0, "it is 0, while the last one’s is not."),
    ],
)
def test_a_ratio_is_told_as_a_share_or_as_a_multiple(ratio, says):
    assert says in answer_text("skipped", right_guess(ratio), 3, "tanh", ratio)


def test_where_the_last_gradient_is_0_no_guess_is_right_and_none_is_said_to_be():
    reply = after({"type": "guess", "guess": "larger"}, **DEAD)
    assert "In fact: none of these." in reply["slots"]["question"]
    assert "the last one’s gradient is 0, so nothing" in reply["slots"]["question"]


def test_one_layer_is_compared_with_the_output_layer():
    reply = after({"type": "guess", "guess": "same"}, depth=1)
    assert "the output layer’s." in reply["slots"]["question"]


@pytest.mark.parametrize(("ratio", "guess"), [(0.02, "tenth"), (0.009, "thousandth"), (3, "larger"), (9e-5, "less")])
def test_the_right_guess_is_the_one_whose_size_is_nearest(ratio, guess):
    assert right_guess(ratio) == guess


def test_a_dead_network_has_not_made_its_gradient_vanish():
    reply = after({"type": "guess", "guess": "skipped"}, **DEAD)
    assert reply["state"]["tasks"]["vanished"] is None
    assert reply["sentence"].endswith(
        "The last layer’s gradient is 0, so the first layer’s cannot be compared with it."
    )
    assert "Nothing faded on the way back" in reply["slots"]["verdict"] and "called dead" in reply["slots"]["verdict"]
    assert "and the last one’s is not 0" in reply["slots"]["tasks"]


def test_a_first_gradient_of_0_beside_a_last_one_that_is_not_has_vanished():
    assert "The first layer’s gradient is 0, while the last layer’s is not." in verdict("vanished", 0.0, 0.0)


def test_a_gradient_is_said_to_throw_the_weights_away_only_when_it_is_long():
    assert "throws the weights far away" in verdict("exploded", 2e3, 3.0, longest=2e3)
    grown = verdict("exploded", 2e3, 3.0, longest=0.1)
    assert "throws" not in grown and "hands on 3.00 times the gradient that it gets." in grown


def test_a_verdict_is_never_without_words():
    for word in set(TITLES) - {"overflow"}:
        for ratio, factor in ((None, None), (0.0, 0.0), (0.5, None), (0.5, 0.5)):
            assert verdict(word, ratio, factor).endswith(".")
    assert "longer than 1.8e308" in verdict("overflow", None, None, longest=float("inf"))


def test_the_second_task_asks_for_the_words_that_the_lab_then_says():
    goal = opened()["slots"]["tasks"]
    rescued = after(choose("depth", "20"), choose("residual", True))["slots"]["verdict"]
    assert f"“{TITLES['healthy']}”" in goal and TITLES["healthy"] in rescued
