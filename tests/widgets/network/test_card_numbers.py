"""Whoever works out a line of a card with the numbers shown gets the number shown."""

import json
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_core.api import handle
from lesson_core.markup.numbers import fmt
from lesson_core.reading.numbers import number_from_text

WORK_OUT = {
    2: lambda y, y_hat, *_: 0.5 * (y - y_hat) ** 2,
    3: lambda *factors: math.prod(factors),
    4: lambda *factors: math.prod(factors),
    5: lambda old, rate, gradient: old - rate * gradient,
}


def ask(event: dict, state: dict | None = None) -> dict:
    reply = json.loads(handle(json.dumps({"widget": "network", "id": "n", "state": state, "event": event})))
    assert reply["ok"], reply
    return reply


def lines(card: str) -> list[list[str]]:
    """The numbers of each line of a card's formula, the result first."""
    formula = card[card.index('class="parts"') : card.index('class="source"')]
    parts = re.split(r'<div class="line">', formula)
    return [found for part in parts if (found := re.findall(r"<b[^>]*>([^<]+)</b>", part))]


def check_card(state: dict, move: int) -> None:
    card = ask({"type": "step", "moves": move}, state)["slots"]["card"]
    shown = lines(card)
    assert len(shown) == (2 if move in (3, 4) else 1)
    for result, *numbers in shown:
        places = len(result.partition(".")[2]) if "×" not in result else 4
        worked_out = WORK_OUT[move](*(number_from_text("", text) for text in numbers))
        assert fmt(worked_out, places) == result, f"move {move}: {result} from {numbers}"


@pytest.mark.parametrize("move", WORK_OUT)
def test_the_first_cards_of_the_lesson_can_be_worked_out(move):
    check_card(ask({"type": "open"})["state"], move)


@given(
    epochs=st.integers(0, 300),
    rate=st.floats(0.01, 5),
    chosen=st.sampled_from(["w1", "w2", "w3", "w4", "b1", "b2", "wOut1", "wOut2", "bOut"]),
    move=st.sampled_from(list(WORK_OUT)),
)
def test_so_can_the_cards_of_any_epoch(epochs, rate, chosen, move):
    state = ask({"type": "open", "learning_rate": rate})["state"]
    state = ask({"type": "choose", "name": chosen}, state)["state"]
    if epochs:
        state = ask({"type": "train", "epochs": epochs}, state)["state"]
    check_card(state, move)
