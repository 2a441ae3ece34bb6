"""The sentence and the card of each state are true of every network: deep, wide, without hidden layer, settled."""

import re

import pytest

from tests.core.test_api import ask, step
from tests.widgets.network.test_cards import VALLEY, made

ONE = {"weights": [[0.5]], "biases": [0.1]}
TWO = {"weights": [[0.5], [-0.3]], "biases": [0.1, 0.2]}
DEEP = {"layers": [TWO, {"weights": [[1, 2], [3, 4]], "biases": [0, 0]}, {"weights": [[1, 1]], "biases": [0]}]}
SAMPLE = {"inputs": [1], "targets": [1]}


def said(moves, **options):
    return made(moves, **SAMPLE | options)["sentence"]


def told(moves, **options):
    """The text of the card, without its formula and code."""
    card = made(moves, **SAMPLE | options)["slots"]["card"]
    return re.sub("<[^>]+>", "", re.search(r'<p class="card-text">(.*?)</p>', card)[1])


def test_every_hidden_layer_answers_by_its_number():
    sentence = said(1, **DEEP)
    assert re.search(r"hidden layer 1 answers \S+ and \S+; hidden layer 2 answers \S+ and \S+; the guess is", sentence)


def test_blame_is_told_from_the_last_hidden_layer_to_the_first():
    assert re.search(
        r"layer by layer: [^;]+ and [^;]+ in hidden layer 2; [^;]+ and [^;]+ in hidden layer 1\.$", said(4, **DEEP)
    )


def test_of_many_hidden_layers_the_first_and_the_last_are_told():
    layers = [ONE] * 6
    assert re.search(r"hidden layer 1 answers \S+; ...; hidden layer 5 answers", said(1, layers=layers))
    assert re.search(r": [^;]+ in hidden layer 5; ...; [^;]+ in hidden layer 1\.$", said(4, layers=layers))


def test_one_hidden_unit_is_not_several():
    assert "the hidden unit answers" in said(1, layers=[ONE, ONE])
    assert "the blame at the hidden unit is" in said(4, layers=[ONE, ONE])


@pytest.mark.parametrize(
    ("moves", "says"),
    [
        (0, "the targets are 0 and 1."),
        (1, "the guesses are"),
        (2, "give the loss"),
        (3, "the blame at the outputs is"),
    ],
)
def test_several_outputs_are_told_in_the_plural(moves, says):
    assert says in said(moves, layers=[TWO], targets=[0, 1])


def test_a_loss_that_cannot_be_held_is_not_blamed_on_the_learning_rate():
    huge = {"layers": [{"weights": [[1e300]], "biases": [0], "activation": "identity"}], "inputs": [1e300]}
    opening = ask({"type": "open", **SAMPLE, **huge})
    assert "Make the values smaller" in opening["slots"]["card"]
    sentence = ask(step(), opening["state"])["sentence"]
    assert "make the values smaller" in sentence and "learning rate" not in sentence


def test_an_update_that_moves_nothing_is_not_told_as_one():
    settled = VALLEY | {"targets": [0.5]}
    assert "no parameter moved and the loss stayed at 0.000000." in said(5, **settled)
    opening = ask({"type": "open", **SAMPLE, **VALLEY})
    edited = ask({"type": "set", "name": "y", "text": "0.5"}, opening["state"])
    assert "nothing is left to learn" in edited["slots"]["card"]
    too_small = VALLEY | {"learning_rate": 1e-30}
    assert "no parameter moved" in said(5, **too_small)
    assert "smaller than the last place that a computer keeps" in told(5, **too_small)


def test_the_identity_does_not_bend_the_sum():
    assert "puts the sum through its activation function (identity)" in told(1, **VALLEY)
    assert "bends the sum with its activation function (sigmoid)" in told(1, **DEEP)


def test_activation_functions_are_listed_by_the_names_that_the_lesson_uses():
    layers = [ONE | {"activation": name} for name in ("leaky_relu", "tanh", "leaky_relu", "sigmoid")]
    assert "(leaky ReLU, tanh and sigmoid)" in told(1, layers=layers)


@pytest.mark.parametrize(
    ("targets", "others"), [([0, 1], "the other output into"), ([0, 1, 1], "the other outputs in")]
)
def test_the_card_says_which_output_it_looks_at(targets, others):
    layers = [{"weights": [[0.5]] * len(targets), "biases": [0.1] * len(targets)}]
    assert "the first target 0 are set" in told(0, layers=layers, targets=targets)
    assert others in told(2, layers=layers, targets=targets)
    assert "the first output’s sum" in told(3, layers=layers, targets=targets)


def test_blame_in_a_deeper_network_is_a_sum_over_the_units_spoken_to():
    assert "layer by layer" in told(4, **DEEP)
    assert "Each hidden unit gets its share" in told(4, layers=[TWO, {"weights": [[1, 1]], "biases": [0]}])


def test_blame_that_overflows_is_not_told_as_positive_or_negative():
    layers = [
        {"weights": [[1e155]], "biases": [0], "activation": "identity"},
        {"weights": [[1e-5]], "biases": [0], "activation": "identity"},
        {"weights": [[1e200]], "biases": [0], "activation": "identity"},
    ]
    assert "grown past what the computer can hold" in told(4, layers=layers, inputs=[1e-200], targets=[-1e150])
