"""Numbers and words of a text: what they mean, how they are written, and one request for all of a page."""

import json
import math
from dataclasses import replace

import pytest

from lesson_core import Layer, LessonError, Network, lesson_network
from lesson_core.api import handle
from lesson_core.living.expressions import ExpressionError, words_of
from lesson_core.living.numbers import say
from lesson_core.presets import lesson_problem
from lesson_core.problem import Problem, with_change
from lesson_core.records import as_json
from lesson_core.values import named_values

LESSON = lesson_problem()
RUNAWAY = Problem(Network((Layer(((1.0,),), (0.0,), "identity"),)), (100.0,), (1.0,), 10.0)


def asked(texts: list[str], **networks: Problem) -> dict:
    given = {name.replace("_", "-"): as_json(problem) for name, problem in networks.items()}
    return json.loads(handle(json.dumps({"texts": {"networks": given, "texts": texts}})))


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("a.x < 3", True),
        ("a.x >= 2", True),
        ("a.x == 2", True),
        ("a.x > 2", False),
        ("not a.x > 2", True),
        ("a.x > 2 or a.x < 3 and a.minus < 0", True),
        ("abs(a.minus) > a.x", True),
        ("a.x - 1 - 1 == 0", True),
        ("2 * (a.x + 1) / 3 == 2", True),
        ("-a.x < -1.5", True),
        ("a.x / 0 > 1", False),
        ("a.none < 1", False),
        ("a.none >= 1", False),
    ],
)
def test_a_condition_compares_what_its_numbers_make(condition, holds):
    numbers = {"a.x": 2.0, "a.minus": -5.0, "a.none": math.nan}
    assert words_of(f'"yes" if {condition} else "no"', numbers.__getitem__) == ("yes" if holds else "no")


def test_of_several_readings_the_first_is_said_whose_condition_holds():
    words = '"low" if a.x < 0 else "high" if a.x > 0 else "right"'
    assert [words_of(words, lambda _, x=x: x) for x in (-1.0, 1.0, 0.0)] == ["low", "high", "right"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('"a" if lesson.loss < 1', "else, and the other reading"),
        ('"a" if lesson.loss else "b"', "one of <, <=, >, >=, =="),
        ('"a" if (lesson.loss < 1 else "b"', "closing bracket"),
        ('"a" if lesson.loss < 1 else "b" "c"', "nothing more"),
        ('"a" if lesson.loss ! 1 else "b"', '"!" cannot be read'),
        ('"a" if abs lesson.loss < 1 else "b"', "as in abs(lesson.error)"),
        ('"a" if ' + "(" * 50 + 'lesson.loss < 1 else "b"', "too many brackets"),
        ('"a" if lesson.loss < 1 else "b" if lesson.lost < 1 else "c"', '"lost" is not a number'),
    ],
)
def test_words_that_cannot_be_read_are_told(words, said):
    with pytest.raises(ExpressionError) as caught:
        say(words, {"lesson": LESSON})
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("lesson.w1", "0.500"),
        ("lesson.w1 digits=1..4", "0.5"),
        ("lesson.w1 w1=0.1234567 digits=1..4", "0.1235"),
        ("lesson.w2 digits=1..4 brackets=negative", "(−0.2)"),
        ("lesson.w1 digits=0..4 w1=7 brackets=negative", "7"),
        ("lesson.y_hat y_hat=1", None),
        ("lesson.x1 x1=0.70", "0.7"),
        ("lesson.loss y=0.5 rate=50 after=100", "0.035868"),
    ],
)
def test_a_number_is_written_as_its_settings_say(expression, text):
    if text is None:
        with pytest.raises(ExpressionError, match="not a setting here"):
            say(expression, {"lesson": LESSON})
    else:
        assert say(expression, {"lesson": LESSON}).text == text


def test_one_request_tells_every_text_of_the_networks_it_brings():
    changed = with_change(with_change(LESSON, "x1", 0.7), "w1", -0.4)
    reply = asked(["lesson.h1", "live-network.d_w1", '"low" if lesson.error < 0 else "high"'], live_network=changed)
    found = named_values(changed)
    assert reply["texts"] == [["0.4158", repr(found["h1"])], ["−0.0078", repr(found["d_w1"])], ["low", None]]


def test_a_number_that_training_never_reaches_is_a_dash_and_no_condition_holds_of_it():
    reply = asked(
        ["n.loss after=999", '"a" if n.loss after=999 > 0 else "b" if n.loss after=999 < 1 else "c"'], n=RUNAWAY
    )
    assert reply["texts"] == [["–", None], ["c", None]]


@pytest.mark.parametrize(
    "texts",
    [
        None,
        {},
        {"networks": {}, "texts": 3},
        {"networks": 3, "texts": []},
        {"networks": {}, "texts": ["lesson.loss"]},
        {"networks": {"n": {}}, "texts": []},
        {"networks": {}, "texts": ["a"] * 6000},
    ],
)
def test_a_request_for_texts_that_is_none_is_told(texts):
    reply = json.loads(handle(json.dumps({"texts": texts})))
    assert not reply["ok"] and reply["error"]["kind"] == "request"


def test_the_state_keeps_what_the_last_edit_made_through_training():
    def ask(event: dict, state: dict | None = None) -> dict:
        return json.loads(handle(json.dumps({"widget": "network", "id": "n", "state": state, "event": event})))["state"]

    opened = ask({"type": "open"})
    edited = ask({"type": "set", "name": "x1", "text": "0.7"}, ask({"type": "train", "epochs": 3}, opened))
    trained = ask({"type": "train", "epochs": 2}, edited)
    assert opened["begun"] is None and edited["begun"] == edited["problem"] == trained["begun"] != trained["problem"]


def test_a_change_goes_by_the_names_that_a_reader_knows():
    assert with_change(LESSON, "learning_rate", 2.0) == replace(LESSON, learning_rate=2.0)
    assert with_change(LESSON, "y", 0.25).targets == (0.25,)
    assert with_change(LESSON, "bOut", 1.0).network.layers[1].biases == (1.0,)
    assert LESSON.network == lesson_network()
    with pytest.raises(LessonError):
        with_change(LESSON, "w9", 1.0)
