"""The gradient check: backpropagation beside central differences."""

import dataclasses
import math

import pytest

import lesson_core.checking as checking
from lesson_core import (
    LESSON_INPUTS,
    LESSON_TARGETS,
    Layer,
    LessonError,
    Network,
    backpropagate,
    check_gradients,
    lesson_network,
    train,
)
from lesson_core.backprop import LayerGradient

LINE = (Layer(((1.0,),), (0.0,), "identity"),)


def test_the_check_names_the_parameter_that_is_wrong(monkeypatch):
    def broken(network, inputs, targets):
        trace = backpropagate(network, inputs, targets)
        hidden, output = trace.gradients
        wrong = dataclasses.replace(
            hidden, weights=((hidden.weights[0][0], 2 * hidden.weights[0][1]), hidden.weights[1])
        )
        return dataclasses.replace(trace, gradients=(wrong, output))

    monkeypatch.setattr(checking, "backpropagate", broken)
    check = check_gradients(lesson_network(), LESSON_INPUTS, LESSON_TARGETS)
    assert check.worst == "w2"
    assert check.max_relative_error == pytest.approx(0.5, rel=1e-6)


def test_the_check_finds_nothing_on_the_lesson():
    assert check_gradients(lesson_network(), LESSON_INPUTS, LESSON_TARGETS).max_relative_error < 1e-8


def test_the_check_leaves_out_what_stands_at_a_kink():
    network = Network((Layer(((0.0,),), (0.0,), "relu"), Layer(((1.0,),), (0.0,), "identity")))
    check = check_gradients(network, (1.0,), (1.0,))
    assert {entry.name for entry in check.entries if entry.at_kink} == {"w1", "b1"}
    assert check.max_relative_error < 1e-8


@pytest.mark.parametrize("broken", [math.nan, math.inf])
def test_a_gradient_that_is_not_finite_is_the_worst_there_is(monkeypatch, broken):
    def nan_first(network, inputs, targets):
        trace = backpropagate(network, inputs, targets)
        return dataclasses.replace(trace, gradients=(LayerGradient(((broken,),), (0.0,)),))

    monkeypatch.setattr(checking, "backpropagate", nan_first)
    check = check_gradients(Network(LINE), (1.0,), (1.0,))
    assert (check.max_relative_error, check.worst) == (math.inf, "w1")


@pytest.mark.parametrize(
    ("step", "part"),
    [
        (0, "above 0"),
        (-1e-5, "above 0"),
        (math.nan, "finite"),
        (math.inf, "finite"),
        ("1e-5", "takes a number"),
        (1e-300, "too small"),
        (0.2, "at most 0.1"),
        (1e200, "at most 0.1"),
    ],
)
def test_a_step_that_measures_nothing_is_refused(step, part):
    with pytest.raises(LessonError, match=part) as caught:
        check_gradients(Network((Layer(((1.0,),), (1.0,), "identity"),)), (1.0,), (1.0,), step)
    assert caught.value.argument == "step"


@pytest.mark.parametrize("step", [1e-3, 1e-4, 1e-5, 1e-6, 1e-7])
def test_at_the_minimum_what_the_steps_measure_beside_nothing_is_no_error(step):
    """All gradients are 0; the measured ones are not, for the loss bends."""
    trained = train(lesson_network(), LESSON_INPUTS, (0.7,), 5.0, 2000).network
    assert check_gradients(trained, LESSON_INPUTS, (0.7,), step).max_relative_error < 1e-5


def test_rounding_of_a_large_loss_is_no_error_of_a_small_gradient():
    network = Network((Layer(((1.0,), (1.0,)), (0.0, 0.0), "identity"),))
    check = check_gradients(network, (1.0,), (1e7, 1.001))
    assert check.max_relative_error < 1e-3


def test_a_wrong_gradient_is_found_however_small_the_loss_is(monkeypatch):
    """Gradients of about 1e-4: twice the right one is an error of a half, not lost below the floor."""

    def doubled(network, inputs, targets):
        trace = backpropagate(network, inputs, targets)
        ((row,), biases) = trace.gradients[0].weights, trace.gradients[0].biases
        return dataclasses.replace(trace, gradients=(LayerGradient(((2 * row[0],),), biases),))

    monkeypatch.setattr(checking, "backpropagate", doubled)
    check = check_gradients(Network(LINE), (1.0,), (1.0001,))
    assert check.max_relative_error == pytest.approx(0.5, rel=1e-3)
