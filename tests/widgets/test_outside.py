"""What comes from outside is data: no text in a request becomes markup in a reply, whatever the widget."""

import json
import re
from collections.abc import Iterator

import pytest

from lesson_core.records import from_json

from .test_contract import LIVE, ask, example_of

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
