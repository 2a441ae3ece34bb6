"""The quiz: words and numbers that a reader recalls, judged kindly but truly."""

import json

import pytest

from lesson_core.api import handle

QUESTIONS = [
    {
        "ask": "Which method?",
        "answer": "backpropagation",
        "accept": ["backprop"],
        "explain": "because",
        "hint": "back ...",
    },
    {"ask": "How steep?", "answer": 0.25, "tolerance": 0.01, "explain": "a(1 − a)"},
]


def ask(event, state=None):
    return json.loads(handle(json.dumps({"widget": "quiz", "id": "q", "state": state, "event": event})))


@pytest.fixture
def opening():
    return ask({"type": "open", "questions": QUESTIONS})


@pytest.mark.parametrize(
    "text", ["backpropagation", "  The Backpropagation! ", "backprop", "backpropogation", "it is backprop"]
)
def test_a_word_is_right_whatever_its_case_article_or_small_misspelling(opening, text):
    reply = ask({"type": "answer", "question": 0, "text": text}, opening["state"])
    assert reply["sentence"].startswith("Yes.")
    assert "because" in reply["slots"]["verdict-0"]


def test_a_wrong_word_gets_the_hint_and_not_the_answer(opening):
    reply = ask({"type": "answer", "question": 0, "text": "forward pass"}, opening["state"])
    assert "back ..." in reply["slots"]["verdict-0"] and "because" not in reply["slots"]["verdict-0"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("0.25", "Yes."), ("0,2501", "Yes."), ("-0.25", "sign"), ("2.5", "too large"), ("0.1", "too small")],
)
def test_a_number_is_judged_within_its_tolerance(opening, text, said):
    assert said in ask({"type": "answer", "question": 1, "text": text}, opening["state"])["sentence"]


def test_checking_before_answering_asks_for_an_answer_beside_that_question(opening):
    error = ask({"type": "check", "question": 1}, opening["state"])["error"]
    assert error["kind"] == "input" and error["field"] == "answer 2"


def test_the_answer_and_its_reason_are_in_the_page_before_any_script_runs(opening):
    assert "<details>" in opening["html"] and "<b>0.25</b>" in opening["html"] and "because" in opening["html"]


def test_right_answers_are_counted(opening):
    reply = ask({"type": "answer", "question": 0, "text": "backprop"}, opening["state"])
    reply = ask({"type": "answer", "question": 1, "text": "3"}, reply["state"])
    assert reply["slots"]["score"] == "1 of 2 right, 2 answered."


def test_a_readers_text_is_not_put_into_the_markup(opening):
    reply = ask({"type": "answer", "question": 0, "text": "<img src=x>"}, opening["state"])
    assert "<img" not in json.dumps(reply["slots"])
