"""What every widget keeps to, whatever it is: a widget that is declared is tested here without a line of its own."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lesson_core.widgets
from lesson_core.api import handle
from lesson_core.records import as_json, from_json
from lesson_core.widgets import FOLDERS, WIDGETS
from site_scripts.lesson.fences import FENCES
from tests.lesson.page import html_of

HERE = Path(lesson_core.widgets.__file__).parent
LIVE = [widget for widget in WIDGETS if widget.events]
RUBBISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)
ARGUMENTS = ("name", "text", "value", "moves", "epochs", "by", "position", "question", "full", "guess", "network")


def ask(**request):
    return json.loads(handle(json.dumps(request)))


def example_of(widget) -> str:
    """A page with the widget's example, and the network that it may be about."""
    names = ["network"] if widget.name == "network" else ["network", widget.name]
    return html_of("\n".join(f"```{name}\n{FENCES[name].example}\n```\n" for name in names), Path("docs"))


@pytest.fixture(scope="module", params=LIVE, ids=[widget.name for widget in LIVE])
def opened(request):
    """The widget with the request and the reply that open its example."""
    found = re.findall(r"<script type=\"application/json\" data-opening>(.*?)</script>", example_of(request.param))
    openings = [json.loads(text) for text in found]
    (opening,) = (one for one in openings if one["request"]["widget"] == request.param.name)
    return request.param, opening["request"], opening["reply"]


def again(opened, event):
    widget, request, reply = opened
    return ask(widget=widget.name, id=request["id"], state=reply["state"], event=event)


def test_each_folder_is_one_widget_that_bears_its_name():
    folders = {path.parent.name for path in HERE.glob("*/__init__.py")}
    assert folders == set(FOLDERS) == {widget.name for widget in WIDGETS}


@pytest.mark.parametrize("widget", WIDGETS, ids=FOLDERS)
def test_its_example_makes_a_page(widget):
    assert example_of(widget)


@pytest.mark.parametrize("widget", WIDGETS, ids=FOLDERS)
def test_its_folder_holds_its_words_and_its_style(widget):
    folder = HERE / widget.name
    assert (folder / "style.css").exists()
    assert (folder / "words.py").exists()


def test_its_state_is_the_same_after_json_and_back(opened):
    widget, _, reply = opened
    state = from_json(widget.state, reply["state"])
    assert from_json(widget.state, json.loads(json.dumps(as_json(state)))) == state


def test_show_gives_the_same_slots(opened):
    shown = again(opened, {"type": "show"})
    assert shown["ok"], shown
    assert shown["slots"] == opened[2]["slots"]
    assert shown["state"] == opened[2]["state"]


def test_every_slot_has_its_place_in_the_widget(opened):
    widget, request, reply = opened
    html = ask(**request)["html"]
    assert set(reply["slots"]) == set(re.findall(r'data-slot="([^"]+)"', html)), widget.name


def test_an_unknown_event_is_told_with_those_there_are(opened):
    widget = opened[0]
    error = again(opened, {"type": "dance"})["error"]
    assert error["field"] == "event"
    assert ", ".join(("open", "show", *widget.events)) in error["message"]


def test_an_unknown_option_is_told_with_those_there_are(opened):
    widget, request, _ = opened
    error = ask(**{**request, "event": {**request["event"], "no such option": 1}})["error"]
    assert (error["kind"], error["field"]) == ("input", "no such option")
    assert f"is not an option of the {widget.name}" in error["message"]


@given(st.data())
def test_rubbish_in_an_event_is_answered_by_a_sentence_and_loses_nothing(opened, data):
    widget = opened[0]
    kind = data.draw(st.sampled_from(sorted(widget.events)))
    event = data.draw(st.dictionaries(st.sampled_from(ARGUMENTS), RUBBISH, max_size=4))
    reply = again(opened, {**event, "type": kind})
    assert reply["ok"] or reply["error"]["kind"] in ("input", "request"), reply


@given(st.data())
def test_a_spoiled_state_is_answered_by_a_sentence(opened, data):
    widget, request, reply = opened
    name = data.draw(st.sampled_from(sorted(reply["state"])))
    state = {**reply["state"], name: data.draw(RUBBISH)}
    answer = ask(widget=widget.name, id=request["id"], state=state, event={"type": "show"})
    assert answer["ok"] or answer["error"]["kind"] in ("input", "request"), answer


NAMES_OF_CODE = re.compile(r"_|\bgot |['`{}\[\]]|\b(None|True|False|nan|inf|float)\b|^[^ ]*: ")
ODD = (
    "",
    "-1",
    "0",
    "1e999",
    "1e308",
    "-1e308",
    "1e-320",
    "abc",
    "w_1",
    "nan",
    "inf",
    "x" * 501,
    "1,000",
    "1/0",
    "٫",
    "500",
)


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
def test_what_a_reader_enters_is_refused_in_words_without_a_name_of_code(opened, typed):
    html = ask(**opened[1])["html"]
    fields = re.findall(r'<input [^>]*type="text"[^>]*>', html)
    for field in fields:
        event, into = (re.search(rf'data-{name}="([^"]*)"', field) for name in ("event", "into"))
        if event and into:
            reply = again(opened, {**json.loads(unescape(event[1])), into[1]: typed})
            said = "" if reply["ok"] else re.sub("“[^”]*”", "", reply["error"]["message"])
            assert not NAMES_OF_CODE.search(said), (event[1], said)


def test_what_is_recorded_ahead_is_what_it_answers(opened):
    widget, request, reply = opened
    for walk in widget.walks(from_json(widget.state, reply["state"])):
        state = reply["state"]
        for event in walk:
            answer = ask(widget=widget.name, id=request["id"], state=state, event=event)
            assert answer["ok"], (event, answer)
            state = answer["state"]
