"""Markup: rounding, escaping, names, the lines of code that are shown, and the chain rule's digits."""

import linecache
import math
import re
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lesson_core import LESSON_INPUTS, LESSON_TARGETS, Layer, Network, backpropagate, lesson_network
from lesson_core.chain import chain, gradient_of
from lesson_core.markup.formulas import chain_formula, digits_for
from lesson_core.markup.numbers import fmt
from lesson_core.markup.source import excerpt, excerpt_of, line_of, render_source
from lesson_core.markup.symbols import spoken
from lesson_core.markup.tags import tag
from lesson_core.naming import parameters, symbol
from lesson_core.network import LOSSES
from lesson_core.reading.numbers import number_from_text
from lesson_core.widgets.network.chain_panel import HIDDEN_SUM, LINES, lines_of
from lesson_core.widgets.network.layout import NARROW, WIDE, layout
from tests.core.examples import networks


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.7362660, 4, "0.7363"),
        (-0.2, 3, "−0.200"),
        (1e-9, 3, "1.0 × 10⁻⁹"),
        (-12.345, 3, "−12.345"),
        (0.0, 3, "0.000"),
        (-0.0, 3, "0.000"),
        (123456.0, 3, "1.2 × 10⁵"),
        (5e-7, 6, "5.0 × 10⁻⁷"),  # a little less than half of 0.000001
        (-4.3e-5, 4, "−4.3 × 10⁻⁵"),
        (-5.1e-5, 4, "−5.1 × 10⁻⁵"),  # of −0.0001 one digit would be left
        (0.00096, 4, "0.0010"),
        (0.0001, 4, "0.0001"),  # exactly so
        (0.05, 2, "0.05"),
        (9999.99996, 4, "1.0 × 10⁴"),
        (9999.9, 4, "9,999.9000"),
        (1e22, 6, "1.0 × 10²²"),
        (-1.7e308, 4, "−1.7 × 10³⁰⁸"),
        (0.0078125, 6, "0.007813"),  # halfway
        (0.5, 0, "1"),
        (12500.0, 4, "1.3 × 10⁴"),  # halfway
        (995000.0, 4, "1.0 × 10⁶"),
        (None, 4, "–"),
        (math.inf, 4, "∞"),
        (-math.inf, 4, "−∞"),
        (math.nan, 4, "not a number"),
    ],
)
def test_numbers_are_rounded_in_one_way(value, decimals, shown):
    assert fmt(value, decimals).replace("\u202f", " ") == shown


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(2, 6))
def test_no_number_runs_wide(value, decimals):
    assert len(fmt(value, decimals)) <= max(decimals + 7, 14)  # −1.2 × 10⁻³⁰⁰


@given(st.floats(allow_nan=False, allow_infinity=False).filter(bool))
def test_a_number_that_is_not_zero_is_never_shown_as_zero(value):
    assert all(re.search("[1-9]", fmt(value, decimals)) for decimals in range(7))


def test_what_a_reader_typed_cannot_become_markup():
    assert tag("p", title='"><script>') == '<p title="&quot;&gt;&lt;script&gt;"></p>'


def test_parameters_have_the_labels_of_the_lesson():
    assert [p.label for p in parameters(lesson_network())] == [
        "w1 (x1→h1)",
        "w2 (x2→h1)",
        "w3 (x1→h2)",
        "w4 (x2→h2)",
        "b1 (bias h1)",
        "b2 (bias h2)",
        "wOut1 (h1→ŷ)",
        "wOut2 (h2→ŷ)",
        "bOut",
    ]
    assert [symbol(name) for name in ("x1", "y_hat", "wOut1", "h2_1")] == ["x₁", "ŷ", "wₒᵤₜ₁", "h₂ˏ₁"]


@pytest.mark.parametrize("full", [False, True])
@given(networks())
def test_the_product_of_the_factors_is_the_gradient(full, case):
    network, inputs, targets = case
    trace = backpropagate(network, inputs, targets)
    for parameter in parameters(network):
        factors = chain(network, trace, tuple(targets), parameter, full=full)
        product = math.prod(factor.value for factor in factors)
        assert product == pytest.approx(gradient_of(trace, parameter), rel=1e-9, abs=1e-300)


def test_the_chain_of_w1_is_the_one_of_the_lesson():
    network = lesson_network()
    trace = backpropagate(network, LESSON_INPUTS, LESSON_TARGETS)
    terms = [f.term for f in chain(network, trace, LESSON_TARGETS, parameters(network)[0], full=False)]
    assert terms == ["dL_dyhat", "dyhat_dh1", "dh1_dw1"]


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=5))
def test_shown_factors_multiply_to_the_shown_gradient(values):
    product = math.prod(values)
    assume(abs(product) > 1e-3 and all(abs(value) > 1e-3 for value in values))
    places, digits = digits_for((product, values, math.prod))
    shown = math.prod(number_from_text("", fmt(value, digits)) for value in values)
    assert fmt(shown, places) == fmt(product, places)


def test_a_factor_shows_its_number_once_its_move_is_made():
    network = lesson_network()
    trace = backpropagate(network, LESSON_INPUTS, LESSON_TARGETS)
    factors = chain(network, trace, LESSON_TARGETS, parameters(network)[0], full=False)
    early = chain_formula("w1", factors, None, 3)
    assert 'data-value="dL_dyhat" data-exact=' in early
    assert 'data-value="dyhat_dh1">–<' in early


def with_loss(loss, *activations):
    """One unit a layer."""
    return Network(tuple(Layer(((0.5,),), (0.1,), activation) for activation in activations), loss)


@pytest.mark.parametrize("move", range(1, 6))
@pytest.mark.parametrize("last", ["sigmoid", "identity"])
@pytest.mark.parametrize("loss", LOSSES)
def test_each_move_shows_lines_that_stand_in_the_source(loss, last, move):
    module, first, end, lit = excerpt_of(move, with_loss(loss, "tanh", last))
    lines = excerpt(module, first, end)
    assert len(lines) <= 8
    assert all(any(line.strip().startswith(start) for line in lines) for start in lit)


@pytest.mark.parametrize("last", ["sigmoid", "identity"])
@pytest.mark.parametrize("loss", LOSSES)
def test_every_line_that_is_lit_has_run(loss, last):
    network = with_loss(loss, "tanh", last)
    shown = [excerpt_of(move, network) for move in range(1, 5)]
    ran = lines_that_ran(lambda: backpropagate(network, (0.3,), (0.5,)))
    for module, _, _, lit in shown:
        for start in lit:
            assert any(line.startswith(start) for line in ran[module]), start


def lines_that_ran(work):
    """The source lines of lesson_core that `work` runs, by module, without their indent."""
    ran = {}

    def trace(frame, event, _):
        module = frame.f_globals.get("__name__", "").removeprefix("lesson_core.")
        if event == "line" and module in ("network", "backprop"):
            line = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
            ran.setdefault(module, set()).add(line)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return ran


def test_a_network_without_hidden_layer_shows_no_code_in_the_move_for_hidden_layers():
    assert render_source(4, with_loss("squared_error", "identity")) == ""
    assert "lit-line" in render_source(3, with_loss("squared_error", "identity"))


@pytest.mark.parametrize("loss", LOSSES)
def test_the_line_of_the_networks_own_loss_is_lit(loss):
    assert render_source(2, with_loss(loss, "sigmoid")).count("lit-line") == 1


@pytest.mark.parametrize(
    ("name", "text"), [("y_hat", "y hat"), ("w1", "w 1"), ("wOut2", "w out 2"), ("bOut", "b out"), ("h2_1", "h 2 1")]
)
def test_a_name_is_read_out_without_signs_that_a_screen_reader_stumbles_over(name, text):
    assert spoken(name) == text


@pytest.mark.parametrize("proportions", [WIDE, NARROW])
@pytest.mark.parametrize("sizes", [(1, 1), (2, 2, 1), (3, 4, 2), (2, 3, 3, 1), (5, 1)])
def test_nodes_never_overlap_and_stay_inside(proportions, sizes):
    place = layout(sizes, proportions)
    centres = [(x, y, place.radius(k)) for k, column in enumerate(place.units) for x, y in column]
    centres += [(x, y, proportions.output_radius) for x, y in place.targets]
    for n, (x, y, r) in enumerate(centres):
        assert r <= x <= place.width - r
        assert r <= y <= place.height - r
        for x2, y2, r2 in centres[n + 1 :]:
            assert (x - x2) ** 2 + (y - y2) ** 2 > (r + r2) ** 2


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("index", range(9))
def test_every_factor_has_a_line_of_code(full, index):
    network = lesson_network()
    trace = backpropagate(network, LESSON_INPUTS, LESSON_TARGETS)
    parameter = parameters(network)[index]
    factors = chain(network, trace, LESSON_TARGETS, parameter, full=full)
    lines = lines_of(factors, parameter.is_bias, ("y_hat",))
    assert {term for terms in lines.values() for term in terms} == {factor.term for factor in factors}
    assert all(line_of("backprop", start).startswith(start) for start in LINES)


def test_the_second_factor_of_w3_is_worked_out_where_blame_goes_through_the_weight():
    network = lesson_network()
    trace = backpropagate(network, LESSON_INPUTS, LESSON_TARGETS)
    factors = chain(network, trace, LESSON_TARGETS, parameters(network)[2], full=False)
    lines = lines_of(factors, False, ("y_hat",))
    assert lines[HIDDEN_SUM] == ("dyhat_dh2",)
