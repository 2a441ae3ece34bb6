"""Training runs, divergence, and the gradient check."""

import dataclasses
from itertools import pairwise

import pytest

from lesson_core import (
    LESSON_INPUTS,
    LESSON_TARGETS,
    Layer,
    Network,
    backpropagate,
    check_gradients,
    lesson_network,
    train,
    update,
)
from lesson_core.backprop import LayerGradient
from lesson_core.network import DivergenceError
from lesson_core.presets import chain_network

PARABOLA = Network((Layer(((1.0,),), (0.0,), "identity"),), "squared_error")  # L = (4 − w)² with input 1


def test_a_run_keeps_one_loss_more_than_epochs():
    run = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 100)
    assert len(run.losses) == 101
    assert run.losses[0] == backpropagate(lesson_network(), LESSON_INPUTS, LESSON_TARGETS).loss
    assert run.losses[-1] == backpropagate(run.network, LESSON_INPUTS, LESSON_TARGETS).loss
    assert run.diverged_at is None


def test_a_run_is_the_same_in_one_piece_or_in_two():
    whole = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 30)
    half = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 12)
    rest = train(half.network, LESSON_INPUTS, LESSON_TARGETS, 0.5, 18)
    assert rest.network == whole.network
    assert half.losses + rest.losses[1:] == whole.losses


def test_frozen_biases_stay_as_they_are():
    run = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 5, train_biases=False)
    assert [layer.biases for layer in run.network.layers] == [layer.biases for layer in lesson_network().layers]
    assert run.network.layers[0].weights != lesson_network().layers[0].weights


def test_no_epochs_changes_nothing():
    run = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 0)
    assert run.network == lesson_network()
    assert len(run.losses) == 1


def test_a_run_that_diverges_stops_says_when_and_keeps_its_history():
    """On a parabola with η = 50 every step multiplies the error by −99, so the loss passes 1e308 after some steps."""
    run = train(PARABOLA, (1.0,), (4.0,), 50.0, 1000, train_biases=False)
    assert run.diverged_at == len(run.losses) < 1000
    assert run.losses[-1] / run.losses[-2] == pytest.approx(99**2, rel=1e-9)
    assert backpropagate(run.network, (1.0,), (4.0,)).loss == run.losses[-1]


def test_a_loss_that_is_not_finite_at_the_start_is_epoch_zero():
    run = train(PARABOLA, (1e200,), (4.0,), 0.1, 3)
    assert (run.diverged_at, run.losses, run.network) == (0, (), PARABOLA)


def test_an_update_that_overflows_says_so():
    huge = (LayerGradient(((1e308,),), (0.0,)),)
    with pytest.raises(DivergenceError, match="smaller learning rate"):
        update(PARABOLA, huge, 1e10)


def test_the_check_names_the_parameter_that_is_wrong(monkeypatch):
    import lesson_core.checking as checking

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


@pytest.mark.parametrize(("weight", "factor"), [(1.0, 0.25), (100.0, 25.0)])
def test_a_chain_of_single_units_multiplies_the_blame_by_the_same_factor_in_every_layer(weight, factor):
    """Nielsen, chapter 5: with z = 0 the factor is weight / 4."""
    trace = backpropagate(chain_network(weight, 6), (0.5,), (1.0,))
    deltas = [delta[0] for delta in trace.deltas]
    assert [before / after for before, after in pairwise(deltas)] == pytest.approx([factor] * 5)
