"""The pictures of the five moves: those of the network itself after so many moves, whatever its numbers."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_core.api import handle
from lesson_core.backprop import backpropagate
from lesson_core.presets import lesson_problem
from lesson_core.records import as_json
from lesson_core.widgets.network.options import NetworkOptions, opened
from lesson_core.widgets.network.state import advance, edited

NUMBERS = st.floats(-3, 3, allow_nan=False)


def shown(network, moves) -> dict[str, str]:
    state = {"version": 1, "network": as_json(network), "moves": moves}
    reply = json.loads(handle(json.dumps({"widget": "window", "id": "w", "state": state, "event": {"type": "show"}})))
    assert reply["ok"], reply
    return reply["slots"]


def exact(markup: str, name: str) -> float:
    return float(re.search(rf'data-value="{name}" data-exact="([^"]+)"', markup)[1])


@given(x1=NUMBERS, w1=NUMBERS)
def test_a_move_shows_what_it_works_out_for_any_numbers(x1, w1):
    network = edited(edited(opened(NetworkOptions()), "x1", x1), "w1", w1)
    slots = shown(network, [1, 2, 3, 4])
    trace = backpropagate(network.network, network.problem.inputs, network.problem.targets)
    assert exact(slots["move-1"], "y_hat") == trace.outputs[0]
    assert exact(slots["move-2"], "loss") == trace.loss
    assert exact(slots["move-3"], "delta_y_hat") == trace.deltas[1][0]
    assert exact(slots["move-4"], "delta_h1") == trace.deltas[0][0]


def test_the_fifth_move_shows_the_weights_after_the_update():
    problem = lesson_problem()
    assert (
        exact(shown(opened(NetworkOptions()), [5])["move-5"], "w1") == problem.train(1).network.layers[0].weights[0][0]
    )


def test_where_the_network_stands_in_its_epoch_changes_nothing():
    begun = opened(NetworkOptions())
    moved, _ = advance(begun, 3)
    assert shown(moved, [1, 5]) == shown(begun, [1, 5])


@pytest.mark.parametrize("moves", [[6], [-1], ["1"], 3])
def test_moves_that_are_none_are_refused(moves):
    state = {"version": 1, "network": as_json(opened(NetworkOptions())), "moves": moves}
    reply = json.loads(handle(json.dumps({"widget": "window", "id": "w", "state": state, "event": {"type": "show"}})))
    assert reply["error"]["field"] == "moves"


def test_an_update_that_overflows_leaves_the_picture_before_it():
    network = opened(NetworkOptions())
    wild = replace(network, problem=replace(network.problem, learning_rate=1e308, inputs=(1e300, 1e300)))
    assert shown(wild, [5])["caption-5"].startswith("Move")


def test_nothing_in_it_can_be_taken_hold_of():
    drawn = "".join(shown(opened(NetworkOptions()), [0, 1, 2, 3, 4, 5]).values())
    assert re.findall(r"data-(?:nudge|event|edit)|tabindex|grip", drawn) == []
