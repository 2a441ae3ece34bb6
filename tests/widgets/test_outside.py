"""What comes from outside is data, and checked: no text of a request becomes markup, no state is taken on trust."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_core.checks import RequestError, as_text
from lesson_core.records import Versioned, as_json, from_json, part

from .test_contract import LIVE, RUBBISH, ask, example_of

HOSTILE = "<img src=x onerror=alert(1)>"


def spoiled(value, inner=False) -> Iterator[object]:
    """The value with each of its texts in turn, names of objects among them, replaced by markup."""
    if isinstance(value, str) and inner:
        yield HOSTILE
        yield value + HOSTILE
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from ({**value, name: other} for other in spoiled(one, inner=True))
            yield {**{key: kept for key, kept in value.items() if key != name}, HOSTILE: one}
    elif isinstance(value, list):
        for k, one in enumerate(value):
            yield from ([*value[:k], other, *value[k + 1 :]] for other in spoiled(one, inner=True))


def expect_no_markup(reply):
    shown = json.dumps([reply.get("html"), reply.get("slots")])
    assert "<img" not in shown, shown[max(0, shown.index("<img") - 200) :][:400]


def opening_of(widget):
    """The request that opens the widget's example, with a text in every option that takes one."""
    found = re.findall(r"<script type=\"application/json\" data-opening>(.*?)</script>", example_of(widget))
    request = next(one["request"] for one in map(json.loads, found) if one["request"]["widget"] == widget.name)
    for question in request["event"].get("questions", ()):
        question["hint"] = "Look up."
    return request


@pytest.mark.parametrize("widget", LIVE, ids=[widget.name for widget in LIVE])
def test_no_text_of_a_request_is_markup_in_its_reply(widget):
    request = opening_of(widget)
    state = ask(**request)["state"]
    likely = {walk[0]["type"]: walk[0] for walk in widget.walks(from_json(widget.state, state))}
    kinds = [{"type": "show"}, *likely.values()]
    kinds += [{"type": "answer", "text": "0.5", "question": 0}, {"type": "answer", "text": HOSTILE, "question": 0}]
    for other in spoiled(request):
        opened = ask(**other)
        expect_no_markup(opened)
        if opened["ok"]:
            for event in kinds[-2:]:
                expect_no_markup(ask(widget=widget.name, id=other.get("id", "one"), state=opened["state"], event=event))
    for event in kinds:
        for other in spoiled({"widget": widget.name, "id": "one", "state": state, "event": event}):
            expect_no_markup(ask(**other))


@pytest.fixture(scope="module", params=LIVE, ids=[widget.name for widget in LIVE])
def opened(request):
    """The widget with the request that opens its example, and the state of the reply."""
    asked = opening_of(request.param)
    return request.param, asked, ask(**asked)["state"]


def restore(opened, state):
    widget, asked, first = opened
    return ask(widget=widget.name, id=asked["id"], state=first, event={"type": "restore", "state": state})


def test_a_state_that_comes_back_is_shown_as_it_was(opened):
    widget, asked, first = opened
    walk = next(iter(widget.walks(from_json(widget.state, first))), [])
    state = first
    for event in walk:
        state = ask(widget=widget.name, id=asked["id"], state=state, event=event)["state"]
    shown = ask(widget=widget.name, id=asked["id"], state=state, event={"type": "show"})
    assert restore(opened, state) == shown


@given(st.data())
def test_a_damaged_state_from_outside_is_refused_in_a_sentence_for_the_reader(opened, data):
    state = opened[2]
    name = data.draw(st.sampled_from(sorted(state)))
    damaged = data.draw(
        st.sampled_from([{**state, name: data.draw(RUBBISH)}, data.draw(RUBBISH), {**state, "more": 1}])
    )
    reply = restore(opened, damaged)
    assert reply["ok"] or re.match("It (is damaged|was made)", reply["error"]["message"]), reply


@pytest.mark.parametrize("version", [None, 0, 2, 10**9, True, "1", 1.5])
def test_a_state_without_a_version_or_of_a_later_one_is_refused(opened, version):
    error = restore(opened, {**opened[2], "version": version})["error"]
    assert error["kind"] == "input" and "another version of this site" in error["message"]


def test_a_network_of_another_shape_does_not_fit():
    network = next(widget for widget in LIVE if widget.name == "network")
    layers = [{"weights": [[1, 2]], "biases": [0]}]
    other = ask(widget="network", event={"type": "open", "layers": layers})["state"]
    first = ask(widget="network", event={"type": "open"})["state"]
    error = restore((network, {"id": "n"}, first), other)["error"]
    assert "does not fit here" in error["message"]


@dataclass(frozen=True)
class Note(Versioned):
    """A state that once was called otherwise."""

    text: str = part(as_text)

    UPGRADES = (lambda old: {"words": old["said"]}, lambda old: {"text": old["words"]})


def test_a_state_of_an_earlier_version_is_brought_up_to_today():
    note = Note("I was here")
    assert as_json(note) == {"version": 3, "text": "I was here"}
    for old in ({"version": 1, "said": "I was here"}, {"version": 2, "words": "I was here"}, as_json(note)):
        assert from_json(Note, old) == note
    with pytest.raises(RequestError, match="from 1 to 3"):
        from_json(Note, {"version": 4, "text": "I was here"})


def test_a_run_as_a_table_has_every_epoch_with_every_digit():
    first = ask(widget="network", event={"type": "open"})["state"]
    lines = ask(widget="network", state=first, event={"type": "run", "moves": 12})["table"]
    head, rows = lines[0].split(","), [line.split(",") for line in lines[1:]]
    assert head[:4] == ["epoch", "loss", "learning_rate", "w1"] and {"bOut", "x1", "y"} <= set(head)
    assert [row[0] for row in rows] == ["0", "1", "2"]
    for row in rows:
        state = ask(widget="network", state=first, event={"type": "step", "moves": 5 * int(row[0])})["state"]
        weights = state["problem"]["network"]["layers"][0]["weights"]
        assert [float(number) for number in row[3:7]] == [*weights[0], *weights[1]]
