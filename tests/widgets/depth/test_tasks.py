"""The depth lab's tasks: what fulfils each of them, and what does not."""

from tests.widgets.depth.lab import after, choose, opened


def tasks_after(*events, **options):
    return after(*events, **options)["state"]["tasks"]


def test_the_opening_lab_fulfils_no_task():
    assert opened()["state"]["tasks"] == {"vanished": None, "ways": [], "overflow": None, "learned": None}


def test_twenty_sigmoid_layers_make_the_gradient_vanish():
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
    events = choose("depth", "20"), choose("initial_weights", "he"), choose("activation", "relu")
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


def test_the_hint_of_the_first_task_leads_there():
    assert "How often must you multiply by ¼ to get below a billionth?" in opened()["slots"]["tasks"]
    start = next(count for count in range(100) if 0.25**count < 1e-9)
    by_layers = {more: tasks_after(choose("depth", str(start + more)))["vanished"] for more in (0, 1, 2)}
    assert by_layers[1] or by_layers[2]
    for seed in range(1, 5):  # new weights do not spoil it
        assert any(tasks_after(choose("depth", str(start + more)), weights_seed=seed)["vanished"] for more in (0, 1, 2))


def test_fifty_layers_that_learn_fulfil_the_last_task():
    options = {"depth": 50, "width": 8, "activation": "tanh", "residual": True, "normalisation": True}
    events = [{"type": "train", "epochs": 60}] * 3
    learned = tasks_after(*events, **options)["learned"]
    assert learned["depth"] == 50
    assert 0 < learned["step"] <= 180
