"""Arguments of the wrong kind: a LessonError that names them, from every public function."""

import math

import pytest

from lesson_core import (
    LESSON_INPUTS,
    LESSON_TARGETS,
    LessonError,
    backpropagate,
    check_gradients,
    lesson_network,
    train,
    update,
)
from lesson_core.checks import as_float, as_list, as_record, as_whole, quoted
from lesson_core.deep_setup import DeepSetup
from lesson_core.naming import find_parameter, parameters, with_value
from lesson_core.presets import chain_network
from lesson_core.problem import Problem
from lesson_core.valley import valley, walk

NET, X, Y = lesson_network(), LESSON_INPUTS, LESSON_TARGETS
W1 = find_parameter(NET, "w1")
FAR = find_parameter(chain_network(1.0, 1), "w1")
OF_NET = backpropagate(NET, X, Y).gradients

WRONG = [
    (lambda: backpropagate("net", X, Y), "network", "takes a Network"),
    (lambda: backpropagate(NET, None, Y), "inputs", "takes a list"),
    (lambda: backpropagate(NET, {0.5, 0.8}, Y), "inputs", "takes a list"),
    (lambda: backpropagate(NET, ("0.5", 0.8), Y), "inputs[0]", "takes a number"),
    (lambda: backpropagate(NET, X, (True,)), "targets[0]", "takes a number"),
    (lambda: train(None, X, Y, 0.5, 1), "network", "takes a Network"),
    (lambda: train(NET, X, Y, None, 1), "learning_rate", "takes a number"),
    (lambda: train(NET, X, Y, 0.5, "3"), "epochs", "whole number from 0 up"),
    (lambda: train(NET, X, Y, 0.5, 1, train_biases="no"), "train_biases", "true or false"),
    (lambda: train(NET, X, Y, 0.5, 1, train_biases=1), "train_biases", "true or false"),
    (lambda: update((), OF_NET, 0.5), "network", "takes a Network"),
    (lambda: update(NET, None, 0.5), "gradients", "takes a list"),
    (lambda: update(NET, (1, 2), 0.5), "gradients[0]", "takes a LayerGradient"),
    (lambda: update(NET, OF_NET, True), "learning_rate", "takes a number"),
    (lambda: check_gradients(3, X, Y), "network", "takes a Network"),
    (lambda: check_gradients(NET, X, Y, None), "step", "takes a number"),
    (lambda: find_parameter(NET, ["w1"]), "name", "it takes one of: w1, w2"),
    (lambda: parameters([]), "network", "takes a Network"),
    (lambda: with_value(NET, "w1", 1.0), "parameter", "takes a Parameter"),
    (lambda: with_value(NET, FAR, 1.0), "parameter", "none of this network's"),
    (lambda: with_value(NET, W1, "1"), "w1", "takes a number"),
    (lambda: walk(NET, X, Y, "w1", 0.5, 3), "parameter", "takes a Parameter"),
    (lambda: walk(NET, X, Y, W1, 0.5, 2.0), "steps", "whole number"),
    (lambda: walk(NET, X, Y, W1, -0.5, 2), "learning_rate", "above 0"),
    (lambda: valley(NET, X, Y, None, 0, 1), "parameter", "takes a Parameter"),
    (lambda: Problem(NET, X, Y, "0.5"), "learning_rate", "takes a number"),
    (lambda: Problem(NET, X, Y, 0.5, train_biases=None), "train_biases", "true or false"),
    (lambda: chain_network("1", 3), "weight", "takes a number"),
    (lambda: chain_network(1.0, 0), "depth", "whole number from 1"),
    (lambda: chain_network(1.0, 3, "softplus"), "activation", "it takes one of"),
    (lambda: DeepSetup(residual=1), "residual", "true or false"),
    (lambda: DeepSetup(depth=True), "depth", "whole number from 1 to"),
    (lambda: DeepSetup(clip=True), "clip", "takes a number"),
    (lambda: DeepSetup(activation=["relu"]), "activation", "it takes one of"),
]


@pytest.mark.parametrize(("call", "argument", "part"), WRONG, ids=[f"{w[1]}-{k}" for k, w in enumerate(WRONG)])
def test_an_argument_of_the_wrong_kind_is_named(call, argument, part):
    with pytest.raises(LessonError) as caught:
        call()
    assert caught.value.argument == argument
    assert part in str(caught.value)


@pytest.mark.parametrize("value", [10**400, -(10**400), math.nan, math.inf])
def test_no_number_that_a_float_cannot_hold_passes(value):
    with pytest.raises(LessonError, match="it takes a finite number"):
        as_float("w", value)


def test_a_value_is_repeated_in_an_error_but_never_at_length():
    with pytest.raises(LessonError) as caught:
        as_whole("step", 10**3000, 0, 9)
    assert len(str(caught.value)) < 200
    assert quoted(10**5000) == "a whole number of thousands of digits"


def test_what_never_ends_is_no_list():
    with pytest.raises(LessonError, match="takes a list"):
        as_list("inputs", (0.0 for _ in iter(int, 1)))


@pytest.mark.parametrize(
    ("value", "part"),
    [([], "takes an object with a, b, c"), ({"a": 1}, "has no b"), ({"a": 1, "b": 2, "d": 3}, "has 'd', which")],
)
def test_a_record_has_its_names_and_no_others(value, part):
    assert as_record("it", {"a": 1, "b": 2}, ("a", "b"), ("c",)) == {"a": 1, "b": 2}
    with pytest.raises(LessonError, match=part):
        as_record("it", value, ("a", "b"), ("c",))
