"""What the live network says and shows is true of the network shown, for random networks at every move."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_core.markup.numbers import fmt
from lesson_core.records import as_json, from_json
from lesson_core.widgets.network.nodes import fill_level
from lesson_core.widgets.network.state import State
from tests.core.examples import networks
from tests.core.test_api import after, ask, step, train_event


def words(markup: str) -> str:
    return unescape(re.sub("<[^>]*>", "", markup))


def shown(markup: str) -> dict[str, set[str]]:
    """The texts of each named number."""
    found: dict[str, set[str]] = {}
    for name, text in re.findall(r'data-value="([^"]+)"[^>]*>([^<]*)<', markup):
        found.setdefault(name, set()).add(text)
    return found


def numbers_in(sentence: str) -> list[str]:
    return re.findall(r"[−+]?\d{1,3}(?:,\d{3})*(?:\.\d+)?(?:\u202f×\u202f10⁻?[⁰¹²³⁴-⁹]+)?", sentence)


# --- what does not exist yet


@pytest.mark.parametrize("moves", range(3))
def test_before_its_move_nothing_is_shown_of_a_value(moves):
    slots = after(*[step(moves)] if moves else [])["slots"]
    seen = shown(slots["picture"])
    for name, move in {"h1": 1, "h2": 1, "y_hat": 1, "loss": 2, "d_w1": 4, "d_wOut1": 3}.items():
        texts = seen.get(name, set())
        assert (texts <= {"–", ""}) == (moves < move), (name, texts)
    told = words(slots["card"] + slots["chain"])
    assert ("0.7363" in told) == (moves >= 1) and ("0.034778" in told) == (moves >= 2)


def test_the_network_state_has_its_numbers_from_the_start():
    assert shown(after()["slots"]["readout"])["loss"] == {"0.034778"}


def test_an_edit_shows_at_once_what_it_does_to_the_guess():
    seen = shown(after({"type": "set", "name": "w1", "text": "0.9"})["slots"]["picture"])
    assert "–" not in seen["y_hat"] | seen["loss"]


# --- one pass, never two


@settings(max_examples=25)
@given(networks(), st.integers(0, 11))
def test_gradients_stand_beside_the_guess_they_belong_to_and_beside_no_other(sample, moves):
    network, inputs, targets = sample
    layers = [as_json(layer) for layer in network.layers]
    opening = ask({"type": "open", "layers": layers, "loss": network.loss, "inputs": inputs, "targets": targets})
    reply = ask(step(moves), opening["state"])
    trace = from_json(State, reply["state"]).problem.trace()
    slots = reply["slots"]
    for name, exact in re.findall(r'data-value="((?:d|delta)_[^"]+)" data-exact="([^"]+)"', slots["picture"]):
        assert reply["state"]["move"] in (3, 4), name
        gradients = [*(g for layer in trace.gradients for row in layer.weights for g in row)]
        gradients += [d for layer in trace.deltas for d in layer]
        assert float(exact) in gradients, name
    if reply["state"]["move"] == 5:
        before = from_json(State, ask(step(moves - 1), opening["state"])["state"]).problem.trace()
        assert f"epoch {reply['state']['epoch']}: the guess" in words(slots["chain"])
        assert fmt(before.outputs[0]) in words(slots["chain"])
    elif reply["state"]["move"] >= 3 and "The numbers are" in words(slots["chain"]):
        assert fmt(trace.outputs[0]) in words(slots["chain"])
        assert f"epoch {reply['state']['epoch'] + 1}," in words(slots["chain"])


def test_the_chain_rule_says_of_which_epoch_its_numbers_are():
    for reply, says in (
        (after(step(4)), "those of epoch 1, in which the guess is 0.7363."),
        (after(step(5)), "those of the update that ended epoch 1: the guess was 0.7363 then."),
        (after(train_event(100), step(4)), "those of epoch 101, in which"),
    ):
        assert says in words(reply["slots"]["chain"])


# --- sentences


@settings(max_examples=40)
@given(networks(), st.integers(0, 12))
def test_every_number_of_the_sentence_is_one_of_the_pass_it_speaks_of(sample, moves):
    network, inputs, targets = sample
    layers = [as_json(layer) for layer in network.layers]
    opening = ask({"type": "open", "layers": layers, "loss": network.loss, "inputs": inputs, "targets": targets})
    reply = ask(step(moves), opening["state"])
    state = from_json(State, reply["state"])
    if state.diverged_at is not None:
        return  # tests of its own: test_overflow.py
    trace = state.problem.trace()
    known = {fmt(v) for row in (*trace.activations[1:], *trace.deltas) for v in row}
    known |= {fmt(v, trim=True) for v in targets} | {fmt(trace.loss, 6), str(state.epoch), str(state.move), "5"}
    known |= {str(k) for k in range(1, len(network.layers))}  # of hidden layers
    if state.move == 5:
        known.add(fmt(from_json(State, ask(step(moves - 1), opening["state"])["state"]).problem.trace().loss, 6))
    assert set(numbers_in(reply["sentence"])) <= known
    signs = {"lower": trace.deltas[-1][0] < 0, "raise": trace.deltas[-1][0] > 0}
    card = words(reply["slots"]["card"])
    if state.move == 3:
        said = re.search(r"would (lower|raise) the loss", card)
        assert signs[said[1]] if said else trace.deltas[-1][0] == 0
    if state.move == 2 and (said := re.search(r"lies (\S+) (below|above) the target", card)):
        assert (said[2] == "below") == (trace.outputs[0] < targets[0])
    if state.move == 5:
        way = re.search(r"loss (fell|rose|stayed)", reply["sentence"])[1]
        old = from_json(State, ask(step(moves - 1), opening["state"])["state"]).problem.trace().loss
        assert way == ("fell" if trace.loss < old else "rose" if trace.loss > old else "stayed")


# --- colours and levels


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_a_higher_value_never_fills_a_node_less(one, other):
    low, high = sorted([one, other])
    assert fill_level(low) <= fill_level(high)
    assert fill_level(min(low, 0)) == 0 and fill_level(max(high, 1)) == 1


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky_relu", "identity"])
def test_a_node_is_filled_by_its_value_whatever_its_activation_function(activation):
    layer = {"weights": [[0.0]], "biases": [0.2], "activation": activation}
    reply = ask(step(), ask({"type": "open", "layers": [layer], "inputs": [1], "targets": [1]})["state"])
    (value, *_) = map(float, re.findall(r'data-value="y_hat" data-exact="([^"]+)"', reply["slots"]["picture"]))
    height = float(re.search(r'class="fill \w+"[^>]*height="([^"]+)"', reply["slots"]["picture"])[1])
    assert height == pytest.approx(80 * value, abs=0.1)


def test_low_and_negative_are_the_red_of_the_legend():
    legend = words(after()["html"])
    assert "red, empty: low" in legend and "red, dashed: negative weight" in legend
