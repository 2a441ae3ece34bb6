"""What the picture and the table show bears the names that formulas, chain and texts use."""

import re

import pytest

from lesson_core.records import from_json
from lesson_core.values import named_values
from lesson_core.widgets.network.state import State
from tests.core.test_api import after, ask, step, train_event

NETWORKS = {
    "lesson": {},
    "deep": {
        "layers": [
            {"weights": [[0.5], [-0.3]], "biases": [0.1, 0.2]},
            {"weights": [[1, 2]], "biases": [0]},
            {"weights": [[1], [2]], "biases": [0, 0], "activation": "identity"},
        ],
        "inputs": [1],
        "targets": [1, 0],
    },
    "without hidden layer": {"layers": [{"weights": [[0.5]], "biases": [0]}], "inputs": [1], "targets": [1]},
}


@pytest.mark.parametrize("options", NETWORKS.values(), ids=NETWORKS)
def test_every_number_of_the_picture_and_the_card_is_a_named_value_with_that_value(options):
    opening = ask({"type": "open", **options})
    for moves in range(1, 5):
        reply = ask(step(moves), opening["state"])
        named = values_of(reply["state"])
        for slot in ("picture", "card", "chain"):
            for name, exact in re.findall(r'data-value="([^"]+)" data-exact="([^"]+)"', reply["slots"][slot]):
                assert named[name] == pytest.approx(float(exact), rel=1e-12), (slot, name)


def values_of(state):
    return named_values(from_json(State, state).problem)


def test_a_sum_and_its_blame_light_up_with_the_formulas():
    reply = after(step(4), {"type": "form", "full": True})
    picture, card, chain = (reply["slots"][slot] for slot in ("picture", "card", "chain"))
    assert re.search(r'<g data-term="z1"><text[^>]*>z₁ <tspan data-value="z1"', picture)
    assert re.search(r'<g data-term="zOut"><text[^>]*>zₒᵤₜ <tspan data-value="zOut"', picture)
    assert re.search(r'<g data-term="dL_dz1"><text[^>]*>blame <tspan data-value="delta_h1"', picture)
    assert 'data-term="dL_dz1"' in card
    assert 'data-term="dh1_dz1"' in chain


def changes(reply):
    return dict(re.findall(r'data-value="change_(\w+)"[^>]*>([^<]*)<', reply["slots"]["values"]))


def test_a_change_shows_its_sign_and_no_change_shows_none():
    reply = after({"type": "set", "name": "x2", "text": "0"}, train_event(1))
    assert re.fullmatch(r"\+0\.\d{4}", changes(reply)["w1"])
    assert changes(reply)["w2"] == "0.0000"
    falling = after({"type": "set", "name": "y", "text": "0"}, train_event(1))
    assert re.fullmatch(r"−0\.\d{4}", changes(falling)["w1"])
    assert set(changes(after()).values()) == {"–"}
