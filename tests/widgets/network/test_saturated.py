"""Cross-entropy after a sigmoid: what is shown is what the engine works out, also where the output is rounded to 1."""

import math
import re

import pytest

from lesson_core import backpropagate
from lesson_core.chain import chain, gradient_of
from lesson_core.naming import parameters
from lesson_core.widgets.network.chain_panel import lines_of
from tests.core.test_api import ask, step
from tests.widgets.network.test_view import lines_that_ran, with_loss

HIDDEN = {"weights": [[1.0], [-0.5]], "biases": [0.2, 0.1], "activation": "tanh"}


def saturated(bias, target):
    """One output whose sum is so large, or so far below 0, that a float rounds the sigmoid to 1 or 0."""
    layers = [HIDDEN, {"weights": [[3.0, 2.0]], "biases": [bias]}]
    return {"layers": layers, "loss": "binary_cross_entropy", "inputs": [0.7], "targets": [target]}


def slots(moves, **options):
    reply = ask(step(moves), ask({"type": "open", **options})["state"])
    assert reply["ok"], reply
    return reply["slots"]


@pytest.mark.parametrize("moves", range(1, 6))
@pytest.mark.parametrize("chosen", ["w1", "b2", "wOut1", "bOut"])
@pytest.mark.parametrize(("bias", "target"), [(60, 0.01), (60, 0), (60, 1), (-800, 0.5), (-800, 1), (-800, 0)])
def test_nothing_that_is_shown_is_not_a_number(bias, target, chosen, moves):
    shown = slots(moves, **saturated(bias, target), chosen=chosen)
    assert not [name for name, markup in shown.items() if "not a number" in markup or "nan" in markup]


def test_the_card_of_the_output_gradient_takes_the_label_from_the_guess():
    card = slots(3, **saturated(60, 0.25))["card"]
    assert re.findall(r"<b[^>]*>([^<]+)</b>", card)[:3] == ["0.7500", "1.0000", "0.25"]
    assert "1.0000 minus 0.25" in card


def test_the_loss_is_shown_by_the_sum_where_ln_has_no_number():
    assert "= max(" in slots(2, **saturated(60, 0.01))["card"]
    assert "= max(" not in slots(2, **saturated(0, 0.01))["card"]


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("loss", ["binary_cross_entropy", "half_squared_error"])
def test_every_line_of_the_chain_has_run_and_its_product_is_the_gradient(loss, full):
    network = with_loss(loss, "tanh", "sigmoid")
    trace = backpropagate(network, (0.3,), (0.5,))
    ran = lines_that_ran(lambda: backpropagate(network, (0.3,), (0.5,)))["backprop"]
    for parameter in parameters(network):
        factors = chain(network, trace, (0.5,), parameter, full=full)
        assert math.prod(factor.value for factor in factors) == pytest.approx(gradient_of(trace, parameter), rel=1e-12)
        for start in lines_of(factors, parameter.is_bias, ("y_hat",)):
            assert any(line.startswith(start) for line in ran), (parameter.name, start)


def test_the_factor_at_the_output_lights_the_loss_in_the_picture():
    picture = slots(4, **saturated(0, 0.01))["picture"]
    assert re.search(r'data-term="dL_dzOut"><g data-term="L"><text[^>]*>L = ', picture)
