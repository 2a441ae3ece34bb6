"""The depth lab's runs: the numbers of train_deep, with the memo and without it, and never too long."""

import dataclasses

from lesson_core.deep.runs import begin, measure, train_deep
from lesson_core.deep_setup import DeepSetup
from lesson_core.widgets.depth import runs
from tests.widgets.depth.lab import TRAIN, after, ask, choose, exact, opened


def test_training_gives_the_numbers_of_train_deep():
    reply = after({"type": "train", "epochs": 3}, TRAIN, activation="tanh")
    run = train_deep(begin(DeepSetup(activation="tanh")), 4)
    assert exact(reply, "epoch") == 4
    assert exact(reply, "loss") == measure(run).loss
    assert reply["losses"] == {"from": 3, "values": [run.losses[3], measure(run).loss]}


def test_a_reply_is_the_same_with_the_memo_and_without_it():
    events = [choose("activation", "tanh"), {"type": "train", "epochs": 4}, {"type": "train", "epochs": 3}]
    state = after(*events)["state"]
    with_memo = ask(state, {"type": "train", "epochs": 2})
    runs.forget()
    assert ask(state, {"type": "train", "epochs": 2}) == with_memo


def test_an_earlier_state_can_be_asked_for_again():
    early = after(TRAIN, TRAIN, activation="tanh")
    ask(early["state"], {"type": "train", "epochs": 10})
    again = ask(early["state"], {"type": "show"})
    assert again["slots"] == early["slots"]
    assert again["losses"]["from"] == 0
    assert len(again["losses"]["values"]) == 3


def test_the_memo_is_bounded():
    for seed in range(runs.MEMO_SIZE + 2):
        runs.run_after(DeepSetup(depth=1, width=1, weights_seed=seed), 1)
    assert len(runs._memo) == runs.MEMO_SIZE


def test_one_request_makes_no_more_epochs_than_take_half_a_second():
    reply = after({"type": "train", "epochs": 100_000}, depth=20, width=64)
    assert exact(reply, "epoch") == runs.steps_at_once(DeepSetup(depth=20, width=64)) < 20


def test_a_run_ends_where_working_it_out_anew_would_take_too_long(monkeypatch):
    monkeypatch.setattr(runs, "MOST_WORK", 0)
    going, ended = after({"type": "train", "epochs": 19}), after({"type": "train", "epochs": 30}, TRAIN)
    assert (going["ended"], ended["ended"]) == (False, True)
    assert exact(ended, "epoch") == 20
    assert "This run ends at epoch 20" in ended["sentence"]


def test_a_state_that_asks_for_more_steps_than_a_run_has_is_refused():
    for setup in (DeepSetup(), DeepSetup(depth=100, width=128), DeepSetup(depth=1, width=1)):
        most = runs.last_step(setup)
        state = opened()["state"] | {"setup": dataclasses.asdict(setup), "step": most + 1}
        for event in (TRAIN, {"type": "show"}):
            error = ask(state, event)["error"]
            assert (error["kind"], error["field"]) == ("input", "step")
            assert f"from 0 to {most}" in error["message"]


def test_a_small_network_may_make_more_steps_than_a_large_one():
    assert runs.last_step(DeepSetup(depth=3, width=8)) > 10 * runs.last_step(DeepSetup())


def test_the_longest_run_of_any_network_is_worked_out_anew_within_a_bounded_amount_of_work():
    for setup in (DeepSetup(), DeepSetup(depth=100, width=128), DeepSetup(depth=1, width=1)):
        assert runs.last_step(setup) * runs.work(setup) <= runs.MOST_WORK
