"""What the widgets refuse: options, states and events that are too large, unknown, or of the wrong kind."""

import json
from itertools import pairwise

import pytest

from lesson_core import LessonError, lesson_network
from lesson_core.api import handle
from lesson_core.records import from_json
from lesson_core.widgets.network.state import MOST_EPOCHS, MOST_LAYERS, MOST_PARAMETERS, State, check_work


def ask(widget, event, state=None):
    return json.loads(handle(json.dumps({"widget": widget, "id": "n", "state": state, "event": event})))


def column(n_in, n_out):
    return {"weights": [[0.1] * n_in] * n_out, "biases": [0.0] * n_out}


def network(*sizes, **options):
    layers = [column(n_in, n_out) for n_in, n_out in pairwise(sizes)]
    return {"type": "open", "layers": layers, "inputs": [1] * sizes[0], "targets": [0.5] * sizes[-1], **options}


@pytest.mark.parametrize(
    ("sizes", "found"), [((50, 50), "2550 weights"), ((1,) * 103, "204 weights and biases in 102")]
)
def test_a_network_that_no_picture_can_show_is_refused_with_its_size(sizes, found):
    error = ask("network", network(*sizes))["error"]
    assert error["field"] == "layers"
    assert f"got {found}" in error["message"]
    assert f"at most {MOST_PARAMETERS} in {MOST_LAYERS}" in error["message"]


def test_a_state_cannot_bring_a_network_that_is_too_large():
    state = ask("network", network(2, 2))["state"]
    state["problem"]["network"]["layers"] = [column(50, 50) | {"activation": "tanh"}]
    state["problem"] |= {"inputs": [1] * 50, "targets": [1] * 50}
    assert ask("network", {"type": "step", "moves": 1}, state)["error"]["field"] == "layers"


@pytest.mark.parametrize("event", [{"type": "train", "epochs": 100_000}, {"type": "step", "moves": 499_999}])
def test_one_request_makes_so_many_epochs_as_the_size_of_the_network_allows(event):
    error = ask("network", event, ask("network", network(30, 30, 30))["state"])["error"]
    assert (error["kind"], error["field"]) == ("input", "epochs")
    assert "Ask for them in parts" in error["message"]


def test_the_lessons_network_may_make_the_most_epochs_at_once():
    check_work(lesson_network(), MOST_EPOCHS)
    with pytest.raises(LessonError, match=f"at most {MOST_EPOCHS} epochs"):
        check_work(lesson_network(), MOST_EPOCHS + 1)


@pytest.mark.parametrize("sizes", [(44, 44), (10,) * 19, (1,) * 101, (4,) * 101])
def test_the_largest_networks_make_as_many_epochs_as_the_page_asks_for_at_once(sizes):
    """past.js asks for at most 2500 moves: 500 epochs."""
    check_work(from_json(State, ask("network", network(*sizes, panels=[]))["state"]).network, 500)


def test_a_guess_outside_the_range_of_its_loss_ends_the_run_and_is_told():
    line = {"layers": [{**column(1, 1), "activation": "identity"}], "loss": "binary_cross_entropy"}
    opening = ask("network", {"type": "open", **line, "inputs": [5], "targets": [0.999], "learning_rate": 0.05})
    reply = ask("network", {"type": "train", "epochs": 100}, opening["state"])
    assert reply["diverged"]
    assert len(reply["losses"]["values"]) == reply["state"]["diverged_at"]
    assert "a guess left the range between 0 and 1" in reply["sentence"]


def test_an_edit_that_takes_the_guess_outside_that_range_is_refused_beside_its_field():
    line = {"layers": [{**column(1, 1), "activation": "identity"}], "loss": "binary_cross_entropy"}
    opening = ask("network", {"type": "open", **line, "inputs": [5], "targets": [0.99]})
    error = ask("network", {"type": "set", "name": "w1", "text": "1"}, opening["state"])["error"]
    assert (error["kind"], error["field"]) == ("input", "w1")
    assert "outside which this loss has no value" in error["message"]


LESSON = ask("network", {"type": "open"})["state"]["problem"]
QUESTION = {"ask": "?", "answer": 3, "explain": "!"}


@pytest.mark.parametrize(
    ("widget", "options", "says"),
    [
        ("network", {"colour": "red"}, "not an option of the network"),
        ("network", {"train_biases": 1}, "true or false"),
        ("network", {"train_biases": "false"}, "true or false"),
        ("network", {"learning_rate": True}, "takes a number"),
        ("network", {"inputs": [True, 1]}, "takes a number"),
        ("network", {"inputs": [10**400, 1]}, "takes a finite number"),
        ("network", {"layers": [{**column(2, 1), "bias": 1}]}, "has 'bias', which is not known"),
        ("network", {"chosen": ["w1"]}, "takes a text"),
        ("network", {"chosen": "w9"}, "it takes one of: w1"),
        ("network", {"panels": "card"}, "takes a list"),
        ("depth", {"layers": 3}, "not an option of the depth"),
        ("depth", {"residual": 1}, "true or false"),
        ("depth", {"depth": True}, "takes a whole number"),
        ("depth", {"clip": 10**400}, "takes a finite number"),
        ("predict", {"of": "w1", "colour": "red"}, "not an option of the predict"),
        ("predict", {"of": "w1", "tolerance": True}, "takes a number"),
        ("predict", {"of": "w1", "tolerance": 0}, "above 0"),
        ("predict", {"of": "w1", "than": 10**400}, "takes a finite number"),
        ("predict", {"of": "w1", "question": 3}, "takes a text"),
        ("predict", {"of": "w1", "network": [1]}, "takes an object with options"),
        ("quiz", {"colour": "red"}, "not an option of the quiz"),
        ("quiz", {"questions": [{**QUESTION, "colour": "red"}]}, "not an option of questions[0]"),
        ("quiz", {"questions": [{**QUESTION, "answer": True}]}, "a text or a number"),
        ("quiz", {"questions": [{**QUESTION, "answer": 10**400}]}, "takes a finite number"),
        ("quiz", {"questions": [{**QUESTION, "tolerance": -1}]}, "from 0 up"),
        ("quiz", {"questions": [{**QUESTION, "accept": [3]}]}, "takes a text"),
    ],
)
def test_an_option_that_is_unknown_or_of_the_wrong_kind_is_told(widget, options, says):
    error = ask(widget, {"type": "open", **options})["error"]
    assert error["kind"] == "input"
    assert says in error["message"]


@pytest.mark.parametrize(
    ("widget", "spoiled", "says"),
    [
        ("network", {"epoch": True}, "whole number"),
        ("network", {"full": 1}, "true or false"),
        ("network", {"problem": LESSON | {"train_biases": None}}, "true or false"),
        ("network", {"problem": LESSON | {"learning_rate": 10**400}}, "takes a finite number"),
        ("network", {"previous": {}}, "has no layers"),
        ("network", {"extra": 1}, "has 'extra', which is not known"),
        ("depth", {"chain": {"layers": 5, "weight": True}}, "takes a number"),
        ("depth", {"tasks": {}}, "has no vanished"),
        ("depth", {"extra": 1}, "has 'extra', which is not known"),
        ("quiz", {"answers": []}, "one for each question"),
        ("quiz", {"answers": [5]}, "takes a text"),
        ("predict", {"setting": {}}, "has no of"),
    ],
)
def test_a_state_that_is_of_the_wrong_shape_or_kind_is_told(widget, spoiled, says):
    options = {"quiz": {"questions": [QUESTION]}, "predict": {"of": "w1"}}.get(widget, {})
    state = ask(widget, {"type": "open", **options})["state"] | spoiled
    event = {"quiz": {"type": "check", "question": 0}, "predict": {"type": "look"}}.get(widget, {"type": "show"})
    error = ask(widget, event, state)["error"]
    assert error["kind"] in ("input", "request")
    assert says in error["message"]


def test_a_previous_network_of_another_size_is_refused():
    state = ask("network", {"type": "train", "epochs": 1}, ask("network", {"type": "open"})["state"])["state"]
    state["previous"]["layers"] = state["previous"]["layers"][1:]
    error = ask("network", {"type": "step", "moves": 0}, state)["error"]
    assert error["field"] == "previous"


@pytest.mark.parametrize("request_", ['{"widget": "\\ud800"}', '{"widget": "\ud800"}', '{"\\udfff": 1}'])
def test_half_a_character_is_answered_by_a_sentence_that_can_be_sent(request_):
    reply = handle(request_)
    error = json.loads(reply.encode())["error"]
    assert error["kind"] == "request"
    assert "half of a character" in error["message"]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_only_python_takes_for_json_is_refused(constant):
    error = json.loads(handle(f'{{"widget": "network", "id": {constant}}}'))["error"]
    assert error["kind"] == "request"
    assert constant in error["message"]


def test_a_name_that_is_no_text_is_told():
    state = ask("network", {"type": "open"})["state"]
    for name in ([], {}, 1e308, None, True):
        error = ask("network", {"type": "set", "name": name, "text": "1"}, state)["error"]
        assert (error["kind"], error["field"]) == ("input", "name")


@pytest.mark.parametrize(
    ("options", "event", "said"),
    [
        ({}, {"name": "learning_rate", "text": "-1"}, "The learning rate takes a number above 0; −1 is none."),
        ({}, {"name": "wOut1", "text": ""}, "“” is not a number. Type one such as 0.5 or −1.2."),
        (
            {"loss": "binary_cross_entropy"},
            {"name": "y", "text": "1.5"},
            "y (target) takes a target from 0 to 1, as cross-entropy needs it; 1.5 is none.",
        ),
        (
            {"layers": [{"weights": [[0.5]], "biases": [0], "activation": "identity"}], "inputs": [1]}
            | {"loss": "binary_cross_entropy"},
            {"name": "w1", "text": "2"},
            "With this value a guess would leave the range between 0 and 1, outside which this loss has no value.",
        ),
    ],
)
def test_a_reader_is_told_with_the_label_that_stands_on_the_page(options, event, said):
    opening = ask("network", {"type": "open", **options})
    assert ask("network", {"type": "set", **event}, opening["state"])["error"]["message"] == said
