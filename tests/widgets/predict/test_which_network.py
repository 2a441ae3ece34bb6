"""A card names the network whose numbers it shows, and its verdict is true of these, whatever else the page does."""

import json
import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_core.api import handle
from lesson_core.markup.numbers import every_digit
from tests.widgets.predict.test_events import answered, ask


def lessons_network(epochs=0):
    """The state of the live network after so many epochs."""
    request = {"widget": "network", "id": "n", "state": None, "event": {"type": "open"}}
    state = json.loads(handle(json.dumps(request)))["state"]
    if not epochs:
        return state
    event = {"type": "train", "epochs": epochs}
    return json.loads(handle(json.dumps({"widget": "network", "id": "n", "state": state, "event": event})))["state"]


@pytest.mark.parametrize("help_", ["worked", "half", "own"])
def test_a_card_names_the_network_whose_numbers_it_shows(help_):
    opening = ask({"type": "open", "question": "?", "of": "d_w4", "help": help_})
    assert "<b>the lesson’s network</b>" in opening["slots"]["which"]
    assert "In the lesson’s network it is <b" in opening["slots"]["answer"]
    reply = ask({"type": "look", "network": lessons_network(2250)}, opening["state"])
    assert "<b>your network at epoch 2,250</b>" in reply["slots"]["which"]
    assert "In your network at epoch 2,250 it is <b" in reply["slots"]["answer"]


def test_an_edited_network_is_the_readers_before_any_training():
    edited = {**lessons_network(), "segment": 1}
    opening = ask({"type": "open", "question": "?", "of": "y_hat"})
    assert "your network at epoch 0" in ask({"type": "look", "network": edited}, opening["state"])["slots"]["which"]


@pytest.mark.parametrize("event", ["answer", "check"])
def test_a_card_is_judged_by_what_it_shows_whatever_the_page_sends_along(event):
    opening = ask({"type": "open", "question": "?", "of": "d_w4", "help": "half"})
    shown = re.search(r'data-exact="([^"]+)"', opening["slots"]["answer"])[1]
    reply = ask({"type": "answer", "text": shown, "network": lessons_network(100)}, opening["state"])
    if event == "check":
        reply = ask({"type": "check", "network": lessons_network(100)}, reply["state"])
    assert reply["sentence"].startswith("Yes") and reply["slots"]["which"] == opening["slots"]["which"]


def test_a_verdict_is_true_of_the_numbers_beside_it_when_the_card_looks_at_others():
    first = answered("d_w4", "-0.0056")
    assert first["sentence"].startswith("Yes")
    later = ask({"type": "look", "network": lessons_network(100)}, first["state"])
    assert later["sentence"].startswith("Not yet") and "at epoch 100" in later["slots"]["which"]
    back = ask({"type": "look", "network": lessons_network()}, later["state"])
    assert back["sentence"].startswith("Yes") and "the lesson’s network" in back["slots"]["which"]


NAMES = ["d_w1", "d_w4", "new_wOut2", "new_bOut", "y_hat", "loss", "change_w2", "delta_h1", "error", "h2", "zOut"]


@settings(max_examples=25)
@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from([0, 1, 100, 3000]), st.data())
def test_every_verdict_agrees_with_the_number_that_the_card_shows(of, than, epochs, data):
    asked = data.draw(st.sampled_from(["number", "sign", "compare"]))
    opening = ask(
        {"type": "open", "question": "?", "of": of, "than": than if asked == "compare" else 0.0, "ask": asked}
    )
    state = ask({"type": "look", "network": lessons_network(epochs)}, opening["state"])["state"]
    shown = ask({"type": "show"}, state)["slots"]["answer"]
    truth, *other = map(float, re.findall(r'data-exact="([^"]+)"', shown.partition("</p>")[0]))
    given_ = {
        "number": data.draw(st.sampled_from([truth, 1.5 * truth, -truth])),
        "sign": data.draw(st.sampled_from(["positive", "negative", "zero"])),
        "compare": data.draw(st.sampled_from(["bigger", "smaller", "equal"])),
    }[asked]
    right = {
        "number": given_ == truth,
        "sign": {"positive": truth > 0, "negative": truth < 0, "zero": truth == 0}.get(given_),
        "compare": other
        and {
            "bigger": truth > other[0] and not math.isclose(truth, other[0], rel_tol=1e-12),
            "smaller": truth < other[0] and not math.isclose(truth, other[0], rel_tol=1e-12),
            "equal": math.isclose(truth, other[0], rel_tol=1e-12),
        }.get(given_),
    }[asked]
    text = every_digit(given_) if asked == "number" else given_
    assert ask({"type": "answer", "text": text}, state)["sentence"].startswith("Yes") == right
