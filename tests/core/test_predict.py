"""Predictions: the answer is checked on the reader's own network, and one slip is recognised by its number."""

import json

import pytest

from lesson_core import LESSON_INPUTS, LESSON_TARGETS, lesson_network
from lesson_core.api import handle
from lesson_core.slips import Question, slips
from lesson_core.values import named_values

QUESTION = Question(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5)


def ask(event, state=None):
    reply = json.loads(handle(json.dumps({"widget": "predict", "id": "p", "state": state, "event": event})))
    return reply


def answered(of, text, **options):
    opening = ask({"type": "open", "question": "?", "of": of, **options})
    assert opening["ok"], opening
    return ask({"type": "answer", "text": text}, opening["state"])


@pytest.mark.parametrize(
    ("of", "text", "slip"),
    [
        ("d_w1", "0.005075", "the sign is wrong"),
        ("d_w1", "-0.0261", "A slope is missing"),
        ("d_w1", "-0.1055", "A slope is missing"),
        ("d_wOut1", "-0.00973", "z stands where a belongs"),
        ("d_w4", "-0.005763", "new output weights"),
        ("new_w4", "0.70561", "learning rate is missing"),
        ("d_w1", "-0.01015", "twice too large"),
        ("d_w1", "-0.002538", "That is half of it"),
        ("loss", "0.069556", "twice too large"),
        ("loss", "0.017389", "That is half of it"),
        ("h1", "0.19", "z stands where a belongs"),
        ("h1", "0.5225", "The bias is missing"),
        ("new_wOut2", "0.01659", "how much it changes"),
        ("new_wOut2", "0.6000", "before the update"),
    ],
)
def test_a_wrong_number_is_traced_to_the_slip_that_gives_it(of, text, slip):
    assert slip in answered(of, text)["sentence"]


@pytest.mark.parametrize(
    ("of", "text"),
    [
        ("d_w1", "-0.0051"),
        ("d_w1", "−0,005075"),
        ("new_w1", "0.5025"),
        ("new_w4", "0.7028"),
        ("new_wOut2", "0.6166"),
        ("y_hat", "0.7363"),
        ("loss", "0.0348"),
    ],
)
def test_a_number_rounded_to_the_places_of_the_lesson_is_right(of, text):
    assert answered(of, text)["sentence"].startswith("Yes.")


def test_a_weight_that_has_not_moved_is_not_taken_for_its_new_value():
    assert "Give more decimal places" in answered("new_w4", "0.70")["sentence"]
    assert answered("new_w4", "0.7000")["sentence"].startswith("Not yet")


def test_an_answer_that_no_slip_explains_says_whether_it_is_too_large():
    assert "too large" in answered("d_w1", "-3")["sentence"]


def test_the_answer_is_checked_on_the_network_that_the_event_brings():
    opening = ask({"type": "open", "question": "?", "of": "d_wOut1", "ask": "sign"})
    network = {**opening["state"]["network"], "targets": [0.0]}
    reply = ask({"type": "answer", "text": "positive", "network": network}, opening["state"])
    assert reply["sentence"].startswith("Yes, positive")


def test_bigger_or_smaller_is_judged_against_another_number_of_the_network():
    assert answered("delta_h1", "smaller", ask="compare", than="delta_h2")["sentence"].startswith("Yes, smaller")
    assert answered("y_hat", "smaller", ask="compare", than=0.5)["sentence"].startswith("Not smaller but bigger")


def test_a_worked_example_shows_every_number_and_a_half_worked_one_hides_the_result():
    worked = ask({"type": "open", "question": "?", "of": "new_w1", "help": "worked"})["slots"]["steps"]
    half = ask({"type": "open", "question": "?", "of": "new_w4", "help": "half"})["slots"]["steps"]
    assert "0.502538" in worked and "–" not in worked
    assert "−0.263734" in half and "0.702804" not in half and "<b>–</b>" in half


def test_text_that_is_no_number_comes_back_as_a_sentence_beside_the_field():
    reply = answered("d_w1", "<b>minus</b>")
    assert reply["error"]["kind"] == "input" and reply["error"]["field"] == "your answer"


def test_what_the_reader_typed_never_becomes_markup():
    reply = answered("y_hat", "<img>", ask="compare", than=0.5)
    assert not reply["ok"]


def test_a_network_without_the_number_is_told_not_guessed():
    opening = ask({"type": "open", "question": "?", "of": "d_w4"})
    network = {
        **opening["state"]["network"],
        "chosen": "w1",
        "editing": "w1",
        "inputs": [1.0],
        "network": {
            "loss": "squared_error",
            "layers": [{"weights": [[0.0]], "biases": [0.0], "activation": "identity"}],
        },
    }
    reply = ask({"type": "answer", "text": "1", "network": network}, opening["state"])
    assert "has no d_w4" in reply["error"]["message"]


def test_no_slip_of_the_lessons_network_gives_the_true_value():
    truth = named_values(QUESTION.network, QUESTION.inputs, QUESTION.targets, 0.5)
    for name in ("d_w1", "d_wOut1", "d_b2", "loss", "h1"):
        assert all(slip.value != truth[name] for slip in slips(QUESTION, name)), name


def test_slips_of_a_deep_network_with_other_activations_are_finite():
    from lesson_core import Layer, Network

    deep = Network(
        (Layer(((0.3, -0.4),), (0.1,), "tanh"), Layer(((0.7,),), (0.0,), "relu"), Layer(((1.2,),), (0.3,), "identity"))
    )
    question = Question(deep, (0.5, 0.8), (1.0,), 0.1)
    kinds = {slip.kind for slip in slips(question, "d_w1_1")}
    assert {"sign", "slope", "new_weights", "z_for_a"} <= kinds


def test_every_choice_is_worth_recording_and_no_typed_number_is():
    choice = ask({"type": "open", "question": "?", "of": "d_w1", "ask": "sign"})
    assert [walk[0]["text"] for walk in choice["walks"]] == ["negative", "zero", "positive"]
    assert all(walk[0]["network"] == choice["state"]["network"] for walk in choice["walks"])
    assert ask({"type": "open", "question": "?", "of": "d_w1"})["walks"] == []
