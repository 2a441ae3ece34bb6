"""Every number that a widget shows, in whatever state, is written in the one form of lesson_core/markup/numbers.py."""

import json
import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_core.api import handle
from lesson_core.markup.numbers import every_digit, fmt
from lesson_core.reading.numbers import number_from_text
from lesson_core.records import as_json
from lesson_core.values import named_values
from lesson_core.widgets.network.options import NetworkOptions
from tests.core.examples import networks

# Letters and signs before a digit make it part of a name: w1, h2_1.
WRITTEN = re.compile(r"(?<![\w₀-₉.,#/])[-−+]?\.?\d[\d.,]*\d?(?:[eE][-−+]?\d+)?(?:\s*×\s*10[⁻⁰¹²³⁴-⁹]+)?")
FORM = re.compile(r"[−+]?\d{1,3}(?:,\d{3})*(?:\.\d+)?(?:\u202f×\u202f10⁻?[⁰¹²³⁴-⁹]+)?")
VALUES = st.floats(-2, 2) | st.sampled_from([0.0, 1e-9, -4.3e-5, 0.00012, 1234.5, -54321.0, 1e60, -1e-300])


def texts(markup: str) -> str:
    """What is read of it: text and spoken names, without code, symbols and fields."""
    markup = re.sub(r'<div class="source".*?</div>|<var.*?</var>|<textarea.*?</textarea>', " ", markup, flags=re.DOTALL)
    spoken = re.findall(r'aria-(?:label|valuetext)="([^"]*)"', markup)
    return unescape(" ; ".join([re.sub(r"<[^>]*>", " ", markup), *spoken]))


def check(*said: str) -> None:
    for text in map(texts, said):
        for found in WRITTEN.finditer(text):
            written = found[0].rstrip(".,")
            assert FORM.fullmatch(written), f"{written!r} in {text[max(0, found.start() - 40) : found.end() + 40]!r}"


def ask(widget: str, event: dict, state: dict | None = None) -> dict:
    return json.loads(handle(json.dumps({"widget": widget, "id": "n", "state": state, "event": event})))


def check_reply(widget: str, event: dict, state: dict | None) -> dict | None:
    """The state after the event, all that was said of it looked at."""
    reply = ask(widget, event, state)
    if not reply["ok"]:
        check(re.sub("“.*?”|Write .*", "", reply["error"]["message"]))  # but for what was typed, and is to be typed
        return state
    check(*reply["slots"].values(), reply.get("sentence") or "", reply.get("html") or "")
    return reply["state"]


@st.composite
def events(draw):
    name = draw(st.sampled_from(["w1", "x1", "learning_rate", "b1"]))
    return draw(
        st.sampled_from(
            [
                {"type": "step", "moves": 1},
                {"type": "step", "moves": draw(st.integers(1, 12))},
                {"type": "train", "epochs": draw(st.sampled_from([1, 30, 2250]))},
                {"type": "set", "name": name, "text": every_digit(draw(VALUES))},
                {"type": "set", "name": name, "text": "−1,2.5"},
            ]
        )
    )


def opened(network, inputs, targets, rate=0.5) -> dict:
    layers = [as_json(layer) for layer in network.layers]
    options = {"layers": layers, "loss": network.loss, "inputs": inputs, "targets": targets, "learning_rate": rate}
    return {"type": "open", **options}


@settings(max_examples=30)
@given(networks(), st.sampled_from([1e-5, 0.5, 3.0, 12345.0]), st.lists(events(), max_size=5))
def test_a_network_writes_every_number_alike(sample, rate, done):
    state = check_reply("network", opened(*sample, rate), None)
    for event in done:
        state = check_reply("network", event, state)


@settings(max_examples=30)
@given(networks(), st.data(), VALUES)
def test_a_question_writes_every_number_alike(sample, data, answer):
    network = opened(*sample)
    del network["type"]
    named = named_values(NetworkOptions(**network).problem())
    asked = data.draw(st.sampled_from(["number", "sign", "compare"]))
    names = st.sampled_from(sorted(named))
    event = {"type": "open", "network": network, "of": data.draw(names), "than": data.draw(names), "ask": asked}
    state = check_reply("predict", event | {"help": data.draw(st.sampled_from(["worked", "half", "own"]))}, None)
    for text in (every_digit(answer), "positive", "bigger"):
        state = check_reply("predict", {"type": "answer", "text": text}, state)


@pytest.mark.parametrize("rates", [[0.5, 5.0], [0.001, 20000.0]])
def test_a_valley_writes_every_number_alike(rates):
    check_reply("valley", {"type": "open", "of": "w1", "low": -4000, "high": 12000, "rates": rates}, None)


@pytest.mark.parametrize("answer", [12345, 0.00012, -0.5, 1e-9, 3.5e20])
def test_a_quiz_writes_every_number_alike(answer):
    check_reply("quiz", {"type": "open", "questions": [{"ask": "?", "answer": answer, "explain": "e"}]}, None)


@pytest.mark.parametrize("weights", ["small", "he", "large"])
def test_the_depth_lab_writes_every_number_alike(weights):
    state = check_reply("depth", {"type": "open", "initial_weights": weights}, None)
    state = check_reply("depth", {"type": "guess", "guess": "less"}, state)
    check_reply("depth", {"type": "train", "epochs": 1}, state)


@given(st.floats(-1e308, 1e308), st.integers(2, 9))
def test_what_is_shown_can_be_typed_back(value, decimals):
    shown = number_from_text("", fmt(value, decimals))
    assert abs(shown - value) <= max(0.5000001 * 10**-decimals, 0.0501 * abs(value))
    if not value.is_integer():  # 1,234 could be read in two ways
        assert number_from_text("", every_digit(value)) == value
