"""The lessons' quizzes: what readers are likely to write is judged as they would expect."""

import json
import re

import pytest
import yaml

from lesson_core.api import handle
from tests.lesson.claims import text_of

RIGHT = {
    (
        "backpropagation",
        "What sign does its change have in an update?",
    ): "positive, plus, a plus sign, it is positive",
    ("backpropagation", "Which method sends error information backward"): (
        "backward propagation, backwards propagation, back-propagation, back propagation, backprop"
    ),
    ("backpropagation", "until almost nothing arrives?"): (
        "vanishing gradient, vanishing gradients, gradients vanish, the gradient vanishes, vanish, vanishes, vanished, "
        "vanishing, they vanish, they disappear, disappears"
    ),
    ("gradient-descent", "gradient descent makes this weight smaller?"): "yes, Yes., true, yes it is, correct, smaller",
    ("gradient-descent", "instead of settling down?"): (
        "diverges, it diverges, diverging, diverge, flies off, blows up, it blows up, explodes"
    ),
    ("forward-pass", "the rule that bends a neuron's sum?"): "activation function, the activation function, activation",
}
WRONG = {
    ("backpropagation", "What sign does its change have in an update?"): "negative, minus, none",
    ("backpropagation", "until almost nothing arrives?"): "exploding gradient, they explode, backpropagation",
    ("gradient-descent", "gradient descent makes this weight smaller?"): "no, larger, no it grows",
    ("gradient-descent", "instead of settling down?"): "converges, it converges, creeps",
    ("forward-pass", "the rule that bends a neuron's sum?"): "sigmoid, tanh, ReLU, bias",
}


def verdict(lesson: str, ask: str, text: str) -> str:
    """What the quiz of a lesson says to an answer: Yes. or Not yet., with a remark."""
    fence = re.search(r"^```quiz\n(.*?)^```$", text_of(lesson), re.DOTALL | re.MULTILINE)
    questions = yaml.safe_load(fence[1])["questions"]
    (place,) = [k for k, one in enumerate(questions) if ask in one["ask"]]
    opened = told({"type": "open", "questions": questions}, None)
    return told({"type": "answer", "question": place, "text": text}, opened["state"])["sentence"]


def told(event: dict, state: dict | None) -> dict:
    reply = json.loads(handle(json.dumps({"widget": "quiz", "id": "q", "state": state, "event": event})))
    assert reply["ok"], reply
    return reply


@pytest.mark.parametrize(("lesson", "ask"), RIGHT)
def test_each_way_to_say_the_right_word_is_right(lesson, ask):
    for text in RIGHT[lesson, ask].split(", "):
        assert verdict(lesson, ask, text).startswith("Yes."), text


@pytest.mark.parametrize(("lesson", "ask"), WRONG)
def test_a_wrong_word_is_wrong_and_three_examples_of_one_thing_are_judged_alike(lesson, ask):
    for text in WRONG[lesson, ask].split(", "):
        assert verdict(lesson, ask, text).startswith("Not yet."), text
