"""What the live network says of a move, where the usual words would not be true."""

import re

import pytest

from tests.core.test_api import ask, step

NEURON = {"weights": [[0.5]], "biases": [0], "activation": "identity"}
VALLEY = {"layers": [NEURON], "loss": "squared_error", "inputs": [1], "targets": [2], "train_biases": False}


def made(moves, **options):
    """The reply after so many moves of a network."""
    reply = ask(step(moves), ask({"type": "open", **options})["state"])
    assert reply["ok"], reply
    return reply


def card(moves, **options):
    return made(moves, **options)["slots"]["card"]


def test_a_loss_that_is_the_same_after_the_update_is_said_to_have_stayed():
    reply = made(5, **VALLEY | {"learning_rate": 1})  # from 0.5 across to 3.5
    assert "The loss stayed at 2.250000." in reply["slots"]["card"]
    assert reply["sentence"].startswith("Move 5 of 5, weight update: epoch 1 is done; ")
    assert reply["sentence"].endswith("the update was made and the loss stayed at 2.250000.")


@pytest.mark.parametrize(("rate", "says"), [(0.1, "The loss fell from"), (2, "This step was too long.")])
def test_a_loss_that_changed_is_said_to_have_fallen_or_risen(rate, says):
    reply = made(5, **VALLEY | {"learning_rate": rate})
    assert says in reply["slots"]["card"]
    assert f"and the loss {'fell' if rate < 1 else 'rose'} from 2.250000 to" in reply["sentence"]


def test_a_fall_that_the_places_do_not_show_is_said_in_words():
    assert "The loss fell by less than these places show: it is 2.250000." in card(
        5, **VALLEY | {"learning_rate": 1e-9}
    )


def test_biases_that_are_held_still_are_said_to_be():
    assert "Each weight moves against its gradient" in card(5, **VALLEY)
    assert "The biases are held still here." in card(5, **VALLEY)
    free = card(5, **VALLEY | {"train_biases": True})
    assert "Each parameter moves against its gradient" in free and "held still" not in free


def test_without_any_gradient_nothing_moves():
    settled = card(5, **VALLEY | {"targets": [0.5]})
    assert "none of them moves" in settled and "The loss stayed at 0.000000." in settled


def test_a_guess_that_is_the_label_has_the_loss_0_only_where_the_loss_says_so():
    assert "the loss is 0." in card(2, **VALLEY | {"targets": [0.5]})
    half = {"layers": [{"weights": [[0]], "biases": [0]}], "inputs": [1], "targets": [0.5]}
    unsure = card(2, **half, loss="binary_cross_entropy")
    assert "the loss is 0." not in unsure and "Cross-entropy is not 0 even so" in unsure


@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("bias", [0, 60, -800])
def test_that_cross_entropy_has_no_lowest_point_is_said_where_the_label_is_an_end(bias, target):
    unit = {"layers": [{"weights": [[0]], "biases": [bias]}], "inputs": [1], "loss": "binary_cross_entropy"}
    assert "has no lowest point" in card(2, **unit, targets=[target])
    assert "is exactly the target" not in card(2, **unit, targets=[target])
    assert "has no lowest point" not in card(2, **unit, targets=[0.5])


@pytest.mark.parametrize("target", ["0", "1"])
def test_a_label_can_be_typed_up_to_its_ends_with_cross_entropy(target):
    opening = ask({"type": "open", "loss": "binary_cross_entropy"})
    reply = ask({"type": "set", "name": "y", "text": target}, opening["state"])
    assert reply["ok"] and reply["state"]["problem"]["targets"] == [float(target)]


def test_of_several_outputs_the_first_alone_does_not_make_the_loss():
    two = {"layers": [{"weights": [[1], [2]], "biases": [0, 0], "activation": "identity"}], "inputs": [1]}
    assert "The loss comes from the other output alone." in card(2, **two, targets=[1, 0])
    assert "this miss and that of the other output" in card(2, **two, targets=[0, 0])


@pytest.mark.parametrize("moves", range(1, 6))
@pytest.mark.parametrize("options", [{}, VALLEY, {**VALLEY, "chosen": "b"}], ids=["lesson", "valley", "frozen bias"])
def test_the_formulas_are_read_out_in_words(options, moves):
    for said in re.findall(r'<span class="visually-hidden">(.*?)</span>', card(moves, **options)):
        assert not re.search(r"[_=₀-₉ŷ−](?!\d)|Out|[a-z]\d", said), said
