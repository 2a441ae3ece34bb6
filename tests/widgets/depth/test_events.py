"""The depth lab through `handle`: state, events, what is shown, what is refused."""

import json
import subprocess
import sys

import pytest

from lesson_core.deep.runs import begin, measure
from lesson_core.deep_setup import DeepSetup
from lesson_core.markup.numbers import fmt
from tests.widgets.depth.lab import TRAIN, after, ask, choose, exact, opened


def test_the_lab_opens_with_ten_sigmoid_layers_and_their_numbers():
    reply = opened()
    measured = measure(begin(DeepSetup()))
    assert exact(reply, "loss") == measured.loss
    assert exact(reply, "epoch") == 0
    assert [exact(reply, f"delta_{k}") for k in range(1, 12)] == list(measured.deltas)
    assert [exact(reply, f"gradient_{k}") for k in range(1, 12)] == list(measured.gradients)
    assert exact(reply, "ratio") == measured.deltas[0] / measured.deltas[-1]
    assert "10 sigmoid layers" in reply["slots"]["question"]
    for slot, markup in reply["slots"].items():
        assert markup in reply["html"], slot


def test_the_state_holds_no_weights():
    assert len(json.dumps(after(TRAIN, depth=100, width=16)["state"])) < 1000


@pytest.mark.parametrize(
    ("name", "value", "becomes"),
    [
        ("depth", "12", 12),
        ("width", "8", 8),
        ("activation", "relu", "relu"),
        ("initial_weights", "he", "he"),
        ("residual", True, True),
        ("normalisation", True, True),
        ("clip", "1.0", 1.0),
        ("clip", "off", None),
        ("learning_rate", "-2", 0.01),
        ("data", "spirals", "spirals"),
    ],
)
def test_a_choice_changes_the_setup_and_begins_a_new_run(name, value, becomes):
    reply = after(TRAIN, choose(name, value))
    assert reply["state"]["setup"][name] == becomes
    assert reply["state"]["step"] == 0
    assert reply["losses"]["from"] == 0


def test_new_weights_begin_another_run_of_the_same_network():
    first, reply = opened(), after(TRAIN, {"type": "weights"})
    assert exact(reply, "loss") != exact(first, "loss")
    assert exact(reply, "epoch") == 0
    assert {**reply["state"]["setup"], "weights_seed": 0} == first["state"]["setup"]


def test_reset_goes_back_to_epoch_0_and_keeps_the_choices():
    reply = after(choose("activation", "tanh"), TRAIN, TRAIN, {"type": "reset"})
    assert exact(reply, "epoch") == 0
    assert reply["state"]["setup"]["activation"] == "tanh"


@pytest.mark.parametrize(
    ("guess", "says"), [("less", "That is right."), ("tenth", "In fact: less than a ten-thousandth.")]
)
def test_a_guess_is_judged_by_the_measured_ratio(guess, says):
    question = after({"type": "guess", "guess": guess})["slots"]["question"]
    assert says in question
    deltas = measure(begin(DeepSetup())).deltas
    assert fmt(deltas[0] / deltas[-1]) in question


def test_what_tells_the_answer_is_veiled_until_the_reader_has_guessed_or_gone_on():
    assert "veiled" in opened()["slots"]["strip"]
    for event in ({"type": "guess", "guess": "skipped"}, TRAIN, choose("depth", "5")):
        assert "veiled" not in after(event)["slots"]["strip"]


def test_the_chain_multiplies_the_published_quarters():
    reply = after({"type": "chain", "name": "layers", "value": "5"})
    blames = [exact(reply, f"chain_blame_{k}") for k in (5, 4, 3, 2, 1)]
    assert blames == pytest.approx([0.25, 0.0625, 0.015625, 0.00390625, 0.0009765625], rel=1e-12)
    assert exact(reply, "chain_product") == blames[-1]


def test_a_chain_of_weight_100_multiplies_by_25_a_layer():
    reply = after({"type": "chain", "name": "weight", "value": "100"})
    assert exact(reply, "chain_factor_3") == pytest.approx(25, rel=1e-12)
    assert exact(reply, "chain_product") == pytest.approx(25**5, rel=1e-12)


def test_the_chain_answers_where_there_is_no_numpy():
    state = opened()["state"]
    request = {
        "widget": "depth",
        "id": "lab",
        "state": state,
        "event": {"type": "chain", "name": "weight", "value": "2"},
    }
    program = (
        "import sys; sys.modules['numpy'] = None\n"
        "from lesson_core.api import handle\n"
        f"print(handle({json.dumps(request)!r}))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert json.loads(said)["ok"] is True


def test_overflow_is_said_with_epoch_and_layer_and_stops_the_run():
    reply = after({"type": "train", "epochs": 30}, activation="leaky_relu", initial_weights="large")
    assert reply["diverged"] is True
    assert "At epoch 2, a sum of layer 10 became larger in size than 1.8\u202f×\u202f10³⁰⁸" in reply["slots"]["verdict"]
    assert reply["sentence"].startswith("Training stopped at epoch 2: numbers overflowed in layer 10.")
    assert "first here" in reply["slots"]["strip"]
    assert "numbers overflowed" in reply["slots"]["boundary"]
    assert 'data-value="accuracy">–<' in reply["slots"]["progress"]
    assert len(reply["losses"]["values"]) == 2
    assert ask(reply["state"], TRAIN)["state"]["step"] == reply["state"]["step"]


def test_a_network_whose_blame_fades_is_told_from_one_that_learns():
    assert "fades away" in after({"type": "train", "epochs": 50}, {"type": "train", "epochs": 50})["slots"]["verdict"]
    assert (
        "It has learned"
        in after(*[{"type": "train", "epochs": 50}] * 4, activation="relu", initial_weights="he")["slots"]["verdict"]
    )


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (choose("depth", "0"), "1 to 100"),
        (choose("depth", "many"), "number"),
        (choose("activation", "softplus"), "sigmoid, tanh"),
        (choose("residual", "yes"), "true or false"),
        (choose("learning_rate", "1e9"), "The learning rate takes"),
        (choose("weights", "1"), "not a choice"),
        ({"type": "train", "epochs": 0}, "whole number from 1"),
        ({"type": "guess", "guess": "half"}, "larger, same, tenth"),
        ({"type": "chain", "name": "weight", "value": "x"}, "number"),
        ({"type": "chain", "name": "weight", "value": "0"}, "0.01 to 1000"),
        ({"type": "chain", "name": "bias", "value": "1"}, "layers, weight"),
        ({"type": "preset", "task": "win"}, "vanish, rescue, overflow, depth"),
        ({"type": "dance"}, "open, show, train"),
    ],
)
def test_an_event_that_cannot_be_used_is_answered_by_a_sentence(event, says):
    reply = ask(opened()["state"], event)
    assert reply["ok"] is False
    assert reply["error"]["kind"] == "input"
    assert says in reply["error"]["message"]


@pytest.mark.parametrize(
    "spoiled", [{"step": -1}, {"setup": {"depth": "x"}}, {"tasks": None}, {"guess": "x"}, {"chain": {"layers": 99}}]
)
def test_a_state_that_is_none_is_refused(spoiled):
    reply = ask(opened()["state"] | spoiled, TRAIN)
    assert reply["ok"] is False
    assert reply["error"]["kind"] in ("input", "request")


def test_an_unknown_option_is_refused_with_those_there_are():
    reply = ask(None, {"type": "open", "layers": 3})
    assert reply["error"]["field"] == "layers"
    assert "depth, width, activation" in reply["error"]["message"]


def test_the_walks_of_the_opening_can_be_followed():
    reply = opened()
    for walk in reply["walks"]:
        here = reply
        for event in walk:
            here = ask(here["state"], event)
            assert here["ok"], (walk, here)
