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
LARGER = {
    "ask": "A weight has the gradient −0.3. After an update, is the weight larger or smaller than before?",
    "answer": "larger",
    "accept": ["bigger", "greater", "higher", "it grows", "up", "more"],
}
SMALLER = {"ask": "Larger or smaller?", "answer": "smaller", "accept": ["it shrinks", "less", "lower", "down"]}
VANISHING = {
    "ask": "What do we call it when gradients shrink on their way back?",
    "answer": "vanishing gradient",
    "accept": ["vanishing", "they vanish"],
}
BACKPROP = {
    "ask": "Which method sends <b>error</b> information back?",
    "answer": "backpropagation",
    "accept": ["backprop"],
}
BIAS = {"ask": "What does a neuron add?", "answer": "bias"}
STEP = {"ask": "How long?", "answer": "learning rate", "accept": ["multiplier"]}
DESCENT = {"ask": "Which way?", "answer": "gradient descent"}
SUPERVISED = {"ask": "Which kind?", "answer": "supervised learning"}
AFTER = {"ask": "When?", "answer": "after the update"}


def ask(event, state=None):
    return json.loads(handle(json.dumps({"widget": "quiz", "id": "q", "state": state, "event": event})))


def said(question, text):
    """The verdict on one answer to a quiz of one question."""
    opening = ask({"type": "open", "questions": [{"explain": "because", **question}]})
    reply = ask({"type": "answer", "question": 0, "text": text}, opening["state"])
    return reply["sentence"] if reply["ok"] else reply["error"]["message"]


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


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (LARGER, "not larger"),
        (LARGER, "larger or smaller"),
        (LARGER, "larger/smaller"),
        (LARGER, "larger, smaller"),
        (LARGER, "it will be less, no more"),
        (LARGER, "neither"),
        (SMALLER, "not smaller"),
        (SMALLER, "more or less"),
        (BACKPROP, "not backpropagation"),
        (BACKPROP, "it isn’t backprop"),
    ],
)
def test_a_negation_or_two_opposites_are_no_answer_and_the_reader_is_told_to_give_one(question, text):
    assert said(question, text) == "Not yet. Give one answer, in its own words, without “not” or “or”."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (SMALLER, "slower"),
        (BIAS, "bis"),
        (BIAS, "basis"),
        (BACKPROP, "propagation"),
        (BACKPROP, "backpropagation up"),
        (VANISHING, "vanishing point"),
        (VANISHING, "exploding gradient"),
        (DESCENT, "gradient ascent"),
        (SUPERVISED, "unsupervised learning"),
        (STEP, "learning rule"),
        (AFTER, "before the update"),
        (LARGER, "the weight"),
    ],
)
def test_another_word_is_wrong_however_alike_it_looks_and_whatever_stands_in_it(question, text):
    assert said(question, text) == "Not yet."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (BACKPROP, "back-propagation"),
        (BACKPROP, "the Backpropagation algorithm"),
        (BACKPROP, "error backpropagation"),
        (BIAS, "biases"),
        (BIAS, "a bias term"),
        (STEP, "learning rates"),
        (STEP, "learningrate"),
        (LARGER, "the weight gets larger than before"),
        (LARGER, "grow"),
        (SMALLER, "It is less."),
        (VANISHING, "vanishing-gradients"),
        (VANISHING, "the vanishing gradient problem"),
        (VANISHING, "the gradients vanish"),
        (AFTER, "after the update"),
    ],
)
def test_plurals_hyphens_small_words_and_words_of_the_question_change_nothing(question, text):
    assert said(question, text) == "Yes."


def test_an_answer_that_is_itself_a_negation_or_names_both_is_right():
    assert said({"ask": "Does it?", "answer": "no", "accept": ["not at all"]}, "not at all") == "Yes."
    assert said({"ask": "Which?", "answer": "larger or equal"}, "it is larger or equal") == "Yes."


def test_the_remark_on_spelling_names_the_answer():
    assert said(BACKPROP, "backpropogation") == "Yes. It is written “backpropagation”."
    assert said(BACKPROP, "back propogation") == "Yes. It is written “backpropagation”."
    assert said(VANISHING, "vanishing gradiant") == "Yes. It is written “vanishing gradient”."
    assert said(STEP, "multiplyer") == "Yes. The word for it is “learning rate”."


@pytest.mark.parametrize(
    "text",
    [
        *("backward propagation", "backwards propagation", "back-propagation", "back propagation"),
        *("backward-propagation", "Backward  Propagation algorithm", "backwardpropagation", "error back propagation"),
        "back\u2010propagation",
    ],
)
def test_a_compound_word_may_be_apart_hyphenated_or_with_ward(text):
    assert said(BACKPROP, text).startswith("Yes.")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        *((BACKPROP, "forward propagation"), (BACKPROP, "back"), (BACKPROP, "backward")),
        *(({"ask": "?", "answer": "forward pass"}, "for pass"), ({"ask": "?", "answer": "reward"}, "re")),
    ],
)
def test_a_word_that_is_not_the_compound_stays_wrong(question, text):
    assert said(question, text).startswith("Not yet.")


@pytest.mark.parametrize("text", ["no", "No.", "no, it does not", "never"])
def test_no_where_yes_is_right_is_a_wrong_answer_and_not_an_open_one(text):
    assert said({"ask": "Does it shrink?", "answer": "yes"}, text) == "Not yet."
    assert said({"ask": "Does it shrink?", "answer": "yes"}, "yes or no").endswith("“not” or “or”.")
    assert said({"ask": "Does it shrink?", "answer": "yes"}, "not yes").startswith("Not yet.")


def test_after_a_right_answer_its_fold_no_longer_offers_to_show_it(opening):
    assert opening["slots"]["fold-0"] == "Show the answer"
    right = ask({"type": "answer", "question": 0, "text": "backprop"}, opening["state"])
    assert (right["slots"]["fold-0"], right["slots"]["fold-1"]) == ("The answer", "Show the answer")
    assert ask({"type": "answer", "question": 0, "text": "no"}, right["state"])["slots"]["fold-0"] == "Show the answer"


def test_a_wrong_word_gets_the_hint_and_not_the_answer(opening):
    reply = ask({"type": "answer", "question": 0, "text": "forward pass"}, opening["state"])
    assert "back ..." in reply["slots"]["verdict-0"] and "because" not in reply["slots"]["verdict-0"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("0.25", "Yes."), ("0,2501", "Yes."), ("-0.25", "sign"), ("2.5", "too large"), ("0.1", "too small")],
)
def test_a_number_is_judged_within_its_tolerance(opening, text, said):
    assert said in ask({"type": "answer", "question": 1, "text": text}, opening["state"])["sentence"]


@pytest.mark.parametrize("text", ["1/4", "¼", "25%", "25 per cent", "0,25", "a quarter", "a quart", "0.25 per step"])
def test_a_number_may_be_a_fraction_a_part_in_words_or_one_that_the_author_accepts(text):
    assert said({"ask": "?", "answer": 0.25, "accept": ["a quart"]}, text) == "Yes."


@pytest.mark.parametrize(("text", "right"), [("20", True), ("20 weights", True), ("twenty", True), ("20.1", False)])
def test_a_whole_number_is_counted_and_so_exact(text, right):
    assert said({"ask": "?", "answer": 20}, text).startswith("Yes") == right
    assert said({"ask": "?", "answer": 20, "tolerance": 0.1}, text).startswith("Yes")


def test_a_number_rounded_rightly_is_right_unless_that_is_too_coarse_to_tell():
    assert said({"ask": "?", "answer": 0.194178}, "0.19") == "Yes."
    assert said({"ask": "?", "answer": 0.48}, "0.5") == "Not yet. The number is too large."


def test_text_that_is_no_number_is_told_beside_its_field(opening):
    error = ask({"type": "answer", "question": 1, "text": "not a quarter"}, opening["state"])["error"]
    assert error["field"] == "answer 2" and "is not a number. Type one such as 0.5" in error["message"]


@pytest.mark.parametrize(
    ("answer", "shown"), [(12345, "12,345"), (0.00012, "0.00012"), (0.194178, "0.1942"), (-20, "−20")]
)
def test_the_answer_behind_its_fold_is_the_number_that_counts_as_right(answer, shown):
    opening = ask({"type": "open", "questions": [{"ask": "?", "answer": answer, "explain": "e"}]})
    assert f"<b>{shown}</b>" in opening["html"]


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
