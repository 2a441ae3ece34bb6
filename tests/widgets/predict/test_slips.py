"""Slips: numbers that are nearly right, over random networks of every activation function and loss."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_core import LESSON_INPUTS, LESSON_TARGETS, Layer, Network, lesson_network
from lesson_core.problem import Problem
from lesson_core.reading.numbers import Answer, read_number
from lesson_core.values import named_values
from lesson_core.widgets.predict.diagnoses import diagnosis
from lesson_core.widgets.predict.slips import KINDS, recognise, slips
from tests.core.examples import networks

QUESTION = Problem(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5)
ASKED = ("d_", "new_", "change_", "delta_", "h", "y_hat", "loss", "error")
TOLERANCE = 0.005


@st.composite
def asked(draw):
    """A question about a random network: the question, a name, its value, and the scale that it is judged by."""
    network, inputs, targets = draw(networks())
    if network.layers[-1].activation == "sigmoid" and draw(st.booleans()):
        network = Network(network.layers, "binary_cross_entropy")
    question = Problem(network, inputs, targets, draw(st.sampled_from((0.1, 0.5, 1.0, 2.0))), draw(st.booleans()))
    found = named_values(question)
    name = draw(st.sampled_from([one for one in found if one.startswith(ASKED)]))
    old = found[name.removeprefix("new_")] if name.startswith("new_") else 0.0
    return question, name, found[name], abs(found[name] - old)


@given(asked())
def test_no_slip_is_told_where_its_number_would_pass_for_right(case):
    question, name, truth, scale = case
    for slip in slips(question, name):
        if math.isfinite(slip.value) and abs(slip.value - truth) <= TOLERANCE * scale:
            found = recognise(question, name, truth, scale, Answer(slip.value, 0.0), TOLERANCE)
            assert found is None or abs(found.value - truth) > TOLERANCE * scale


@given(asked())
def test_the_number_of_a_slip_is_recognised_as_one_and_has_a_sentence(case):
    question, name, truth, scale = case
    for slip in slips(question, name):
        if math.isfinite(slip.value) and abs(slip.value - truth) > TOLERANCE * scale:
            found = recognise(question, name, truth, scale, Answer(slip.value, 0.0), TOLERANCE)
            assert found is not None and math.isclose(found.value, slip.value, rel_tol=1e-6, abs_tol=2e-9 * scale)
            assert KINDS.index(found.kind) <= KINDS.index(slip.kind)
            assert diagnosis(found, name).endswith(".")


@given(asked(), st.integers(0, 12))
def test_a_number_that_is_rounded_rightly_is_never_wrong_and_one_of_the_other_sign_never_right(case, places):
    _, _, truth, scale = case
    if math.isfinite(truth):
        text = f"{truth:.{places}f}"
        assert read_number("", text if float(text) else text.lstrip("-")).is_rounded(truth)
        assert truth == 0 or not read_number("", repr(-truth)).fits(truth, scale, 10.0)


def kinds(question, name):
    return {slip.kind for slip in slips(question, name)}


def one_weight(loss, activation="sigmoid", rate=0.1):
    return Problem(Network((Layer(((0.5,),), (0.2,), activation),), loss), (1.0,), (0.9,), rate)


@pytest.mark.parametrize(
    ("loss", "its"),
    [
        ("half_squared_error", {"half_lost", "half_twice"}),
        ("squared_error", {"two_lost"}),
        ("binary_cross_entropy", set()),
    ],
)
def test_only_a_loss_with_a_half_or_a_two_can_lose_it(loss, its):
    for name in ("d_w1", "new_w1", "change_w1", "delta_y_hat"):
        assert kinds(one_weight(loss), name) & {"half_lost", "half_twice", "two_lost"} == its, name


def told(question, name, text):
    found = named_values(question)
    old = found[name.removeprefix("new_")] if name.startswith("new_") else 0.0
    slip = recognise(question, name, found[name], abs(found[name] - old), read_number("", text), TOLERANCE)
    return slip and diagnosis(slip, name)


def test_in_the_valley_a_lost_two_is_told_and_a_double_step_is_not_called_a_lost_half():
    valley = Problem(Network((Layer(((0.0,),), (0.0,), "identity"),), "squared_error"), (1.0,), (3.0,), 0.1, False)
    assert told(valley, "new_w1", "0.3") == "The 2 is missing. The slope of (y − ŷ)² is 2(ŷ − y)."
    assert told(valley, "new_w1", "1.2") is None


def test_of_two_slips_with_one_number_the_more_specific_is_told():
    half = one_weight("half_squared_error", rate=0.5)  # twice the gradient times 0.5 is the gradient without the rate
    for slip in slips(half, "new_w1"):
        if slip.kind in ("no_rate", "half_lost"):
            assert "learning rate is missing" in told(half, "new_w1", f"{slip.value:.6f}")
    flat = Problem(Network((Layer(((0.0,),), (0.0,), "identity"),)), (1.0,), (0.5,), 0.1)
    assert "before the update" in told(flat, "new_w1", "0")  # not: z stands where a belongs


@pytest.mark.parametrize(
    ("activation", "slope", "z_for_a"),
    [
        ("sigmoid", "its slope a(1 − a)", "The slope is a(1 − a)"),
        ("tanh", "its slope 1 − a²", "The slope is 1 − a²"),
        ("leaky_relu", "1 where the sum is above 0, elsewhere 0.01", None),
        ("relu", "1 where the sum is above 0, elsewhere 0", None),
    ],
)
def test_a_missing_slope_is_told_by_the_activation_function(activation, slope, z_for_a):
    layer = Layer(((-0.9,),), (0.2,), activation)
    question = Problem(Network((layer,)), (1.0,), (1.0,), 0.1)
    for slip in slips(question, "d_w1"):
        if slip.kind == "slope":
            assert slope in diagnosis(slip, "d_w1")
        if slip.kind == "z_for_a" and z_for_a:
            assert z_for_a in diagnosis(slip, "d_w1")


def test_slopes_of_several_functions_are_told_without_a_formula():
    layers = (Layer(((0.3, -0.4),), (0.1,), "tanh"), Layer(((0.7,),), (0.0,)), Layer(((1.2,),), (0.3,), "identity"))
    deep = Problem(Network(layers), (0.5, 0.8), (1.0,), 0.1)
    assert {"sign", "slope", "new_weights", "z_for_a"} <= kinds(deep, "d_w1_1")
    said = [diagnosis(slip, "d_w1_1") for slip in slips(deep, "d_w1_1") if slip.kind == "slope"]
    assert any("the slope of its activation function" in one for one in said)
    assert any("1 − a²" in one for one in said) and any("a(1 − a)" in one for one in said)


def test_no_slip_of_the_lessons_network_gives_the_true_value():
    truth = named_values(QUESTION)
    for name in ("d_w1", "d_wOut1", "d_b2", "loss", "h1"):
        assert all(slip.value != truth[name] for slip in slips(QUESTION, name)), name


def test_a_wide_tolerance_does_not_make_slips_of_what_lies_between():
    truth = named_values(QUESTION)["d_w1"]
    between = Answer(-0.6 * truth, 1e-9)  # on the way to the wrong sign, not there
    assert recognise(QUESTION, "d_w1", truth, abs(truth), between, 0.5) is None
