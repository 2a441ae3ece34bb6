"""handle: pure, JSON in and out, and nothing raises through it."""

import json
import math
import time
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_core import LESSON_INPUTS, LESSON_TARGETS, api, backpropagate, lesson_network, train
from lesson_core.api import handle


def ask(event, state=None, widget="network"):
    return json.loads(handle(json.dumps({"widget": widget, "id": "n", "state": state, "event": event})))


def after(*events):
    """The reply after opening the lesson's network and these events."""
    reply = ask({"type": "open"})
    for event in events:
        assert reply["ok"], reply
        reply = ask(event, reply["state"])
    return reply


def step(moves=1):
    return {"type": "step", "moves": moves}


def train_event(epochs):
    return {"type": "train", "epochs": epochs}


@given(st.text() | st.binary())
def test_whatever_comes_in_a_reply_comes_out(request):
    reply = json.loads(handle(request))
    assert reply["ok"] is False
    assert set(reply["error"]) == {"kind", "message", "field"}


@pytest.mark.parametrize(
    ("request_", "part"),
    [
        ("[]", "it takes an object"),
        ('{"widget": "nonsense"}', "it takes one of"),
        ('{"widget": "network"}', "event: got None"),
        ('{"widget": "network", "event": {"type": "step"}}', "state: got None"),
        ('{"widget": "network", "state": {}, "event": {"type": "step", "moves": 1}}', "not the shape"),
        ('{"widget": "network", "id": 5, "event": {"type": "open"}}', "id: got 5"),
        ("[" * 5000, "not JSON"),
    ],
)
def test_a_request_of_the_wrong_shape_is_told_what_is_wrong(request_, part):
    error = json.loads(handle(request_))["error"]
    assert error["kind"] == "request"
    assert part in error["message"] or "nested" in error["message"]


QUESTIONS = [{"ask": "?", "answer": 3, "explain": "!"}, {"ask": "?", "answer": "loss", "explain": "!", "accept": ["L"]}]
OPENINGS = {
    "network": {"loss": "binary_cross_entropy", "targets": [0.9]},
    "depth": {"depth": 3, "width": 4},
    "predict": {"question": "?", "of": "new_w1", "than": "w2"},
    "quiz": {"questions": QUESTIONS},
}
EVENTS = [
    ("network", {"type": "step", "moves": 3}),
    ("network", {"type": "train", "epochs": 2}),
    ("network", {"type": "set", "name": "w1", "text": "0.5"}),
    ("network", {"type": "set", "name": "learning_rate", "position": -1}),
    ("network", {"type": "nudge", "name": "x1", "by": 0.1}),
    ("network", {"type": "choose", "name": "b1"}),
    ("network", {"type": "edit", "name": "x1"}),
    ("network", {"type": "form", "full": True}),
    ("network", {"type": "reveal"}),
    ("depth", {"type": "guess", "guess": "less"}),
    ("depth", {"type": "set", "name": "depth", "value": "4"}),
    ("depth", {"type": "set", "name": "clip", "value": "1"}),
    ("depth", {"type": "train", "epochs": 2}),
    ("depth", {"type": "show"}),
    ("depth", {"type": "chain", "name": "weight", "value": "2"}),
    ("predict", {"type": "answer", "text": "0.5"}),
    ("predict", {"type": "look"}),
    ("quiz", {"type": "answer", "question": 1, "text": "loss"}),
    ("quiz", {"type": "check", "question": 0}),
]
STATES = {
    "network": after(train_event(1), step(2))["state"],
    **{name: ask({"type": "open", **OPENINGS[name]}, widget=name)["state"] for name in ("predict", "quiz")},
    "depth": ask(
        {"type": "train", "epochs": 20},
        ask({"type": "open", "activation": "leaky_relu", "initial_weights": "large"}, widget="depth")["state"],
        widget="depth",
    )["state"],
}
_odd = st.sampled_from([math.nan, math.inf, -0.0, 5e-324, 1.7e308, 10**400, 2**53, 10**6, 0, 1, True, None, [], {}, ""])
_words = st.sampled_from(
    ["w1", "wOut1", "x1", "y", "loss", "d_w1", "new_b1", "relu", "inf", "\ud800", "0x1", "9" * 999]
)
_values = st.recursive(_odd | _words | st.floats() | st.integers() | st.text(max_size=3), st.lists, max_leaves=4)


def spoiled(data, part, value):
    """A copy of JSON data in which one value, or a whole branch, gives way to another value."""
    whole = [json.loads(json.dumps(part))]
    places, todo = [], [whole]
    while todo:
        inside = todo.pop()
        for key in inside if isinstance(inside, dict) else range(len(inside)):
            places.append((inside, key))
            todo += [inside[key]] if isinstance(inside[key], (dict, list)) else []
    holder, key = data.draw(st.sampled_from(places))
    holder[key] = value
    return whole[0]


@settings(max_examples=500)
@given(st.data(), st.sampled_from(EVENTS), st.sampled_from(["open", "event", "state", "network"]), _values)
def test_nothing_in_a_request_is_a_defect_or_takes_long(data, asked, where, value):
    widget, event = asked
    state = STATES[widget]
    if where == "open":
        event, state = spoiled(data, {"type": "open", **OPENINGS[widget]}, value), None
    elif where == "event":
        event = spoiled(data, event, value)
    elif where == "state":
        state = spoiled(data, state, value)
    elif widget == "predict":
        event = {**event, "network": spoiled(data, STATES["network"], value)}
    begun = time.process_time()
    text = handle(json.dumps({"widget": widget, "id": "n", "state": state, "event": event}))
    assert time.process_time() - begun < 10
    reply = json.loads(text.encode())
    assert reply["ok"] or reply["error"]["kind"] in ("input", "request"), reply


_leaf = _odd | _words
_json = st.recursive(_leaf, lambda part: st.lists(part) | st.dictionaries(_words, part), max_leaves=9)
_fields = st.dictionaries(st.sampled_from(["name", "text", "by", "moves", "epochs"]), _json)


@given(st.sampled_from(EVENTS), _fields, _json)
def test_no_event_and_no_state_is_a_defect_however_it_was_made(asked, more, state):
    widget, event = asked
    for given_state in (STATES[widget], state):
        reply = ask({**more, "type": event["type"]}, given_state, widget)
        assert reply["ok"] or reply["error"]["kind"] in ("input", "request"), reply


def test_handle_is_pure():
    request = json.dumps({"widget": "network", "id": "n", "event": {"type": "open"}})
    assert handle(request) == handle(request)


def test_five_steps_are_one_epoch():
    stepped, trained = after(*[step()] * 5), after(train_event(1))
    assert stepped["slots"] == trained["slots"]
    assert stepped["state"] == trained["state"]


def test_one_epoch_completes_the_epoch_under_way():
    assert after(step(), step(), train_event(1))["state"] == after(step(5))["state"]


def test_a_hundred_epochs_are_what_train_gives():
    reply = after(train_event(100))
    run = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, 0.5, 100)
    assert tuple(reply["losses"]["values"]) == run.losses
    layers = reply["state"]["problem"]["network"]["layers"]
    assert [layer["weights"] for layer in layers] == [[list(r) for r in layer.weights] for layer in run.network.layers]


def test_steps_from_an_early_state_reach_any_later_one():
    assert after(step(497))["slots"] == after(train_event(99), step(2))["slots"]


def test_a_number_that_no_move_has_worked_out_is_an_en_dash():
    for moves, known in (
        (0, ()),
        (2, ()),
        (3, ("wOut1", "wOut2", "bOut")),
        (4, ("w1", "b2", "wOut1", "wOut2", "bOut")),
    ):
        table = after(step(moves))["slots"]["values"]
        for name in ("w1", "b2", "wOut1", "wOut2", "bOut"):
            shown = f'data-value="d_{name}" data-exact=' in table
            assert shown == (name in known), (moves, name)
            assert shown or f'data-value="d_{name}">–<' in table


def test_shown_numbers_are_those_of_the_lesson():
    readout = ask({"type": "open"})["slots"]["readout"]
    trace = backpropagate(lesson_network(), LESSON_INPUTS, LESSON_TARGETS)
    h1, h2 = trace.activations[1]
    for name, exact, text in (
        ("h1", h1, "0.5474"),
        ("h2", h2, "0.6479"),
        ("y_hat", trace.outputs[0], "0.7363"),
        ("y", 1.0, "1.0000"),
        ("loss", trace.loss, "0.034778"),
    ):
        assert f'data-value="{name}" data-exact="{exact!r}">{text}<' in readout


@pytest.mark.parametrize(("text", "value"), [("0.5", 0.5), ("−0.25", -0.25), ("1e-3", 0.001), (" 0,7 ", 0.7)])
def test_a_number_is_read_as_people_type_it(text, value):
    reply = after({"type": "set", "name": "w1", "text": text})
    assert reply["state"]["problem"]["network"]["layers"][0]["weights"][0][0] == value


@pytest.mark.parametrize("text", ["", "abc", "1_0", "0.5.5", "1,000,0", "nan", "inf", "1e999"])
def test_a_bad_entry_names_its_field(text):
    error = after({"type": "set", "name": "w1", "text": text})["error"]
    assert (error["kind"], error["field"]) == ("input", "w1")


def test_a_learning_rate_that_is_not_positive_is_refused_beside_its_field():
    assert after({"type": "set", "name": "learning_rate", "text": "0"})["error"]["field"] == "learning_rate"


@pytest.mark.parametrize("kind", ["choose", "edit"])
def test_what_is_typed_right_after_choosing_goes_to_what_was_chosen(kind):
    state = after({"type": kind, "name": "x2"}, {"type": "set", "text": "0.3"})["state"]
    assert state["problem"]["inputs"] == [0.5, 0.3]


@pytest.mark.parametrize(
    "edits",
    [
        [{"type": "set", "name": "wOut2", "text": "0.9"}],
        [{"type": "nudge", "name": "wOut2", "by": 0.3}],
        [{"type": "edit", "name": "wOut2"}, {"type": "set", "text": "0.9"}],
    ],
)
def test_the_chain_rule_stays_with_its_parameter_while_another_is_edited(edits):
    state = after({"type": "choose", "name": "w3"}, *edits)["state"]
    assert (state["chosen"], state["editing"]) == ("w3", "wOut2")
    assert state["problem"]["network"]["layers"][1]["weights"][0][1] == 0.9


def test_an_edit_begins_a_new_segment_before_the_first_move():
    state = after(step(3), {"type": "set", "name": "x1", "text": "2"})["state"]
    assert (state["segment"], state["moves"], state["move"], state["problem"]["inputs"]) == (1, 0, 0, [2.0, 0.8])


def test_a_nudge_leaves_no_dust_behind():
    reply = after(*[{"type": "nudge", "name": "w1", "by": 0.1}] * 3)
    assert reply["state"]["problem"]["network"]["layers"][0]["weights"][0][0] == 0.8


def test_a_run_that_diverges_says_at_which_epoch_and_can_go_back():
    line = {"layers": [{"weights": [[1]], "biases": [0], "activation": "identity"}], "loss": "squared_error"}
    opening = ask({"type": "open", **line, "inputs": [1], "targets": [4], "learning_rate": 50, "train_biases": False})
    reply = ask(train_event(1000), opening["state"])
    assert reply["diverged"]
    assert f"stopped at epoch {reply['state']['diverged_at']}" in reply["sentence"]
    assert len(reply["losses"]["values"]) == reply["state"]["diverged_at"]
    assert ask(step(), reply["state"])["state"] == reply["state"]
    assert ask(step(12), opening["state"])["state"]["epoch"] == 2


def test_authors_can_open_any_network():
    layers = [
        {"weights": [[1, 2, 3], [4, 5, 6]], "biases": [0, 0], "activation": "relu"},
        {"weights": [[1, 1], [1, 1], [0, 1]], "biases": [0, 0, 0], "activation": "tanh"},
        {"weights": [[1, 0, 1], [0, 1, 0]], "biases": [0, 0]},
    ]
    reply = ask({"type": "open", "layers": layers, "inputs": [1, 0, 1], "targets": [0, 1]})
    assert reply["ok"], reply
    for moves in range(1, 6):
        assert ask(step(moves), reply["state"])["ok"]
    assert 'data-value="y_hat2"' in reply["html"]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"layers": [{"weights": [[1]]}]}, "layers[0]"),
        ({"inputs": [1]}, "inputs"),
        ({"panels": ["kitchen"]}, "panels"),
        ({"chosen": "w9"}, "name"),
        ({"learning_rate": -1}, "learning_rate"),
        ({"loss": "hinge"}, "loss"),
    ],
)
def test_an_author_is_told_which_option_is_wrong(options, field):
    error = ask({"type": "open", **options})["error"]
    assert (error["kind"], error["field"]) == ("input", field)


def test_too_little_memory_is_told_in_a_sentence_not_as_a_defect(monkeypatch):
    monkeypatch.setitem(api._BY_NAME, "network", Mock(**{"answer.side_effect": MemoryError}))
    error = ask({"type": "open"})["error"]
    assert (error["kind"], error["message"]) == ("memory", api.NO_MEMORY)
