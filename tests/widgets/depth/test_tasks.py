"""The depth lab's tasks: what fulfils each of them, and what does not."""

import pytest

from tests.widgets.depth.lab import after, ask, choose, opened


def tasks_after(*events, **options):
    return after(*events, **options)["state"]["tasks"]


def test_the_opening_lab_fulfils_no_task():
    assert opened()["state"]["tasks"] == {"vanished": None, "ways": [], "overflow": None, "learned": None}


def test_twenty_sigmoid_layers_make_the_blame_vanish():
    reply = after(choose("depth", "20"))
    assert reply["state"]["tasks"]["vanished"]["depth"] == 20
    assert "It vanished in 20 sigmoid layers" in reply["slots"]["tasks"]


def test_three_different_rescues_fulfil_the_second_task():
    reply = after(
        choose("depth", "20"),
        choose("residual", True),
        choose("residual", False),
        choose("normalisation", True),
        choose("normalisation", False),
        choose("activation", "tanh"),
    )
    assert reply["state"]["tasks"]["ways"] == [["residual"], ["normalisation"], ["activation"]]
    assert reply["slots"]["tasks"].count("✓") == 0  # the mark is the style's; the word stands in the text
    assert reply["slots"]["tasks"].count(">done<") == 2


def test_a_rescue_with_something_added_that_it_does_not_need_is_no_other_way():
    ways = tasks_after(choose("depth", "20"), choose("residual", True), choose("normalisation", True))["ways"]
    assert ways == [["residual"]]


def test_a_rescue_that_turns_out_to_need_less_counts_once():
    events = choose("depth", "20"), choose("initial_weights", "he"), choose("activation", "tanh")
    assert tasks_after(*events)["ways"] == [["activation", "initial_weights"]]
    assert tasks_after(*events, choose("initial_weights", "xavier"))["ways"] == [["activation"]]


def test_fewer_layers_are_no_rescue():
    assert tasks_after(choose("depth", "20"), choose("depth", "2"))["ways"] == []


def test_an_overflow_fulfils_the_third_task():
    events = choose("activation", "leaky_relu"), choose("initial_weights", "large"), {"type": "train", "epochs": 30}
    assert tasks_after(*events)["overflow"] == {"step": 2, "layer": 10, "is_output": False}


def test_an_overflow_in_the_output_layer_has_one_name_in_verdict_and_task():
    events = choose("initial_weights", "large"), choose("learning_rate", "2"), {"type": "train", "epochs": 30}
    reply = after(*events, depth=2, width=8, activation="leaky_relu")
    assert reply["state"]["tasks"]["overflow"] == {"step": 7, "layer": 3, "is_output": True}
    assert "a sum of the output layer became" in reply["slots"]["verdict"]
    assert "At epoch 7, in the output layer, a number went past" in reply["slots"]["tasks"]


def begin_with(task):
    return {"type": "preset", "task": task}


SEEDS = range(4)


@pytest.mark.parametrize("seed", SEEDS)
def test_from_its_start_the_hint_of_the_first_task_leads_there(seed):
    assert "How often must you multiply by ¼ to get below a billionth?" in opened()["slots"]["tasks"]
    count = next(count for count in range(100) if 0.25**count < 1e-9)
    start = begin_with("vanish")
    assert tasks_after(start, weights_seed=seed)["vanished"] is None
    assert any(tasks_after(start, choose("depth", str(count + k)), weights_seed=seed)["vanished"] for k in (0, 1, 2))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("remedy", "value"), [("residual", True), ("normalisation", True), ("activation", "tanh")])
def test_from_its_start_one_change_rescues_what_had_vanished(seed, remedy, value):
    vanished = after(choose("depth", "20"), weights_seed=seed)
    assert "Begin with 20 sigmoid layers" in vanished["slots"]["tasks"]
    started = ask(ask(vanished["state"], choose("depth", "3"))["state"], begin_with("rescue"))
    assert started["state"]["setup"] == vanished["state"]["setup"]
    assert ask(started["state"], choose(remedy, value))["state"]["tasks"]["ways"] == [[remedy]]


@pytest.mark.parametrize("seed", SEEDS)
def test_from_its_start_the_hint_of_the_third_task_leads_to_an_overflow(seed):
    assert "Choose large initial weights and press Train." in opened()["slots"]["tasks"]
    events = begin_with("overflow"), choose("initial_weights", "large"), {"type": "train", "epochs": 30}
    assert tasks_after(*events, depth=3, learning_rate=0.001, clip=1.0, weights_seed=seed)["overflow"]


def test_from_its_start_the_hint_of_the_last_task_leads_to_a_network_that_learns():
    assert "residual connections and normalisation see to that" in opened()["slots"]["tasks"]
    events = begin_with("depth"), choose("residual", True), choose("normalisation", True)
    assert tasks_after(*events, *[{"type": "train", "epochs": 60}] * 3)["learned"]["depth"] == 50


def test_a_start_leaves_the_points_and_the_seeds_and_begins_anew():
    reply = after({"type": "train", "epochs": 1}, begin_with("depth"), data="circles", data_seed=3, weights_seed=4)
    setup = reply["state"]["setup"]
    assert (setup["data"], setup["data_seed"], setup["weights_seed"], setup["depth"]) == ("circles", 3, 4, 50)
    assert reply["state"]["step"] == 0


def test_a_rescue_has_no_start_before_anything_has_vanished():
    slot = opened()["slots"]["tasks"]
    assert "First make it vanish." in slot and "rescue" not in slot
