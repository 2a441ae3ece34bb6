"""Predictions: the answer is checked on the reader's own network, and one slip is recognised by its number."""

import json
import re

import pytest

from lesson_core.api import handle


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
        ("d_w4", "-0.005763", "weights after their update"),
        ("new_w4", "0.70561", "learning rate is missing"),
        ("d_w1", "-0.01015", "twice too large"),
        ("d_w1", "-0.002538", "That is half of it"),
        ("loss", "0.069556", "twice too large"),
        ("loss", "0.017389", "That is half of it"),
        ("h1", "0.19", "That is the sum z. It still has to be bent."),
        ("h1", "0.5225", "The bias is missing"),
        ("new_wOut2", "0.01659", "how much it changes"),
        ("new_wOut2", "0.6000", "before the update"),
        ("new_w4", "0.6972", "an update subtracts learning rate times gradient"),
        ("change_w4", "-0.0028037", "an update subtracts learning rate times gradient"),
        ("new_w4", "0.701402", "The step is half as long as it should be"),
        ("loss", "-0.034778", "a loss is never negative"),
        ("error", "0.263734", "the guess minus the target"),
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


@pytest.mark.parametrize(
    ("of", "text"), [("new_bOut", "0.2"), ("new_wOut2", "0.6"), ("new_w4", "0.7"), ("new_w4", "0.70")]
)
def test_the_value_before_the_update_is_told_as_such_in_however_few_places(of, text):
    assert answered(of, text)["sentence"] == (
        "Not yet. That is its value now, before the update. The step is still to be taken."
    )


@pytest.mark.parametrize(
    ("of", "text", "said"),
    [
        ("new_w4", "0.703", "the change is small beside your last decimal place. Give more decimal places."),
        ("h2", "0.6", "Right as far as it goes. Give more decimal places."),
        ("d_w1", "-0.01", "Right as far as it goes. Give more decimal places."),
        ("d_w1", "0", "Right as far as it goes. Give more decimal places."),
    ],
)
def test_a_number_with_too_few_places_is_not_wrong_and_asked_for_more(of, text, said):
    sentence = answered(of, text)["sentence"]
    assert sentence.endswith(said)
    assert ("the change" in sentence) == of.startswith("new_")


@pytest.mark.parametrize(
    ("of", "text", "said"),
    [
        ("d_w1", "-3", "the sign is right, but the number is too far from 0. Work through the factors"),
        ("d_w1", "-0.0001", "the number is too near 0"),
        ("d_w1", "0.9", "the sign is the other one"),
        ("h1", "0.9", "Add up the weighted sum and the bias, then apply the activation function."),
        ("new_w4", "0.9", "the step goes the right way, but too far"),
        ("new_w4", "0.7011", "the step goes the right way, but not far enough"),
        ("new_w4", "0.5", "that is a step the wrong way"),
    ],
)
def test_an_answer_that_no_slip_explains_says_where_it_lies_and_how_to_begin_again(of, text, said):
    assert said in answered(of, text)["sentence"]


@pytest.mark.parametrize(
    ("of", "text"),
    [("d_w1", "0.005075"), ("d_w1", "1e-9"), ("y_hat", "-0.00"), ("d_w1", "1e300"), ("d_w1", "-1e300")],
)
def test_no_tolerance_makes_a_wrong_sign_or_a_huge_number_right(of, text):
    assert answered(of, text, tolerance=100.0)["sentence"].startswith("Not yet")


def test_a_zero_with_a_huge_exponent_is_a_zero():
    assert answered("d_w1", "0e400")["sentence"] == answered("d_w1", "0")["sentence"]


@pytest.mark.parametrize(
    ("text", "right"),
    [("1/2", False), ("-1/197", True), ("−0,005075", True), ("-5.075e-3", True), ("-0.5075 %", True)],
)
def test_a_prediction_may_be_a_fraction_or_have_a_comma(text, right):
    assert answered("d_w1", text)["sentence"].startswith("Yes") == right


def small(activation="identity", loss="squared_error", weight=0.5, target=1.0, **more):
    """One input 1, one weight, one output."""
    layer = {"weights": [[weight]], "biases": [0.0], "activation": activation}
    return {"layers": [layer], "loss": loss, "inputs": [1.0], "targets": [target], "learning_rate": 0.5, **more}


def test_a_change_too_small_to_show_is_not_called_no_step():
    assert "the change is only" in answered("new_w1", "0.5", network=small(target=0.5 + 1e-9))["sentence"]


def test_a_weight_that_the_update_leaves_alone_is_right_as_it_is():
    assert answered("new_w1", "0.5", network=small(target=0.5))["sentence"] == "Yes."


def test_a_bias_that_is_kept_is_not_said_to_be_updated():
    network = small(train_biases=False)
    assert answered("new_b", "0", network=network)["sentence"] == "Yes."
    assert "keeps its biases" in answered("new_b", "0.5", network=network)["sentence"]
    worked = ask({"type": "open", "question": "?", "of": "new_b", "help": "worked", "network": network})
    assert "keeps its biases" in worked["slots"]["steps"] and "minus the learning rate" not in worked["slots"]["steps"]


def test_what_the_rounding_of_floats_leaves_of_zero_counts_as_zero():
    network = small(weight=0.1 + 0.2, target=0.3)
    assert answered("error", "0", network=network)["sentence"].startswith("Yes")
    same = {"ask": "compare", "than": "y", "network": network}
    assert answered("y_hat", "equal", **same)["sentence"].startswith("Yes, equal")


def test_numbers_that_overflowed_are_not_judged():
    error = answered("loss", "1", network=small(weight=1e200))["error"]
    assert error["kind"] == "input" and "no finite number just now" in error["message"]


def test_a_right_answer_is_told_with_six_places_only_where_they_add_some():
    assert answered("y_hat", "0.7363")["sentence"] == "Yes. To six decimal places it is 0.736266."
    assert answered("y_hat", "0.736266025")["sentence"] == "Yes."


def test_two_numbers_that_are_compared_have_the_same_places():
    opening = ask({"type": "open", "question": "?", "of": "delta_h1", "ask": "compare", "than": "delta_h2"})
    text = re.sub(r"<[^>]+>", "", opening["slots"]["answer"])
    assert text == "In the lesson’s network it is −0.010150, beside −0.007009."
    said = answered("y_hat", "smaller", ask="compare", than=0.5)["sentence"]
    assert said == "Not smaller but bigger: it is 0.7363, beside 0.5000."
    near = small(weight=0.500001)
    assert "0.500001, beside 0.500000" in answered("w1", "bigger", ask="compare", than=0.5, network=near)["sentence"]


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
        "problem": {
            **opening["state"]["network"]["problem"],
            "inputs": [1.0],
            "network": {
                "loss": "squared_error",
                "layers": [{"weights": [[0.0]], "biases": [0.0], "activation": "identity"}],
            },
        },
    }
    reply = ask({"type": "look", "network": network}, opening["state"])
    assert "has no d_w4" in reply["error"]["message"]


def test_every_choice_is_worth_recording_and_no_typed_number_is():
    choice = ask({"type": "open", "question": "?", "of": "d_w1", "ask": "sign"})
    assert [walk[0]["text"] for walk in choice["walks"]] == ["negative", "zero", "positive"]
    assert all(set(walk[0]) == {"type", "text"} for walk in choice["walks"])  # at home in any state of the page
    assert ask({"type": "open", "question": "?", "of": "d_w1"})["walks"] == []


def test_numbers_that_differ_by_the_rounding_of_floats_are_shown_alike():
    same = {"ask": "compare", "than": "y", "network": small(weight=0.1 + 0.2, target=0.3)}
    assert answered("y_hat", "equal", **same)["sentence"] == "Yes, equal: it is 0.3000, beside 0.3000."


def test_a_change_of_0_is_not_sent_to_the_gradient_of_a_kept_bias():
    network = small(train_biases=False)
    assert answered("change_b", "3", network=network)["sentence"].endswith("This update leaves it as it is.")


def test_the_advice_on_a_loss_is_true_of_every_loss():
    network = {"layers": [{"weights": [[0.5]], "biases": [0]}], "inputs": [1], "targets": [0.9]}
    for loss in ("half_squared_error", "binary_cross_entropy"):
        said = answered("loss", "7", network={**network, "loss": loss})["sentence"]
        assert said.endswith("Put the guess and the target into the formula of the loss.")


def test_after_a_right_answer_the_fold_says_why_and_offers_no_skipping():
    right, wrong = answered("d_w1", "-0.005075"), answered("d_w1", "1")
    assert (right["slots"]["fold"], wrong["slots"]["fold"]) == ("Why", "Skip, and show the answer")
