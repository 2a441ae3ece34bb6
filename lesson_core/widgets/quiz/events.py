"""A quiz: the reader recalls and writes, a word or a number; the answer says what was right and why.

Events: open {questions}, answer {question, text}, check {question}. A question is {ask, answer, accept, tolerance,
explain, hint}: `answer` a text or a number, `accept` other texts that are right too, the rest markup from the author.
"""

from lesson_core.checks import (
    LessonError,
    as_float,
    as_list,
    as_record,
    as_shape,
    as_text,
    as_whole,
    known_options,
    one_of,
    quoted,
    sent,
)
from lesson_core.reading.numbers import as_answer, read_number
from lesson_core.reading.words import is_one_of, judge_words

from . import view

DEFAULT_TOLERANCE = 0.01  # of the number, when the author gives none; nothing for a whole number, which is counted


def answer(widget_id: str, data: dict | None, event: dict) -> dict:
    """Answer one event. The state is the questions and what the reader has answered to each."""
    kind = event["type"]
    if kind == "open":
        known_options("quiz", event, ("type", "questions"))
        questions = _questions(event.get("questions", []))
        reply = _reply(questions, [None] * len(questions), "")
        return {**reply, "html": view.shell(widget_id, questions), "walks": []}
    one_of("event", kind, ("open", "answer", "check"))
    as_shape("state", data, ("questions", "answers"))
    questions, answers = _questions(data["questions"]), as_list("answers", data["answers"])
    if len(answers) != len(questions):
        raise LessonError("answers", f"got {len(answers)}; it takes {len(questions)}, one for each question")
    answers = [None if given is None else as_answer(field_of(k), given) or None for k, given in enumerate(answers)]
    k = as_whole("question", sent(event, "question"), 0, len(questions) - 1)
    if kind == "answer":
        answers[k] = as_answer(field_of(k), sent(event, "text")) or None
    if answers[k] is None:
        raise LessonError(field_of(k), "Nothing is answered yet. Write what you remember; a guess is fine.")
    return _reply(questions, answers, view.sentence(*_judge(questions[k], answers[k], field_of(k))))


def _reply(questions: list[dict], answers: list[str | None], sentence: str) -> dict:
    slots = {
        f"verdict-{k}": "" if given is None else view.verdict(question, *_judge(question, given, field_of(k)))
        for k, (question, given) in enumerate(zip(questions, answers))
    }
    right = sum(
        given is not None and _judge(question, given, "")[0] == "right" for question, given in zip(questions, answers)
    )
    slots["score"] = view.score(right, len(questions), sum(given is not None for given in answers))
    return {"state": {"questions": questions, "answers": answers}, "slots": slots, "sentence": sentence}


def _questions(given: list[dict]) -> list[dict]:
    """The author's questions with what was left out filled in; as they are when they come back in a state."""
    return [_question(f"questions[{k}]", one) for k, one in enumerate(as_list("questions", given))]


def _question(where: str, options: dict) -> dict:
    as_record(where, options, ("ask", "answer", "explain"), ("accept", "tolerance", "hint"))
    right = options["answer"]
    if right == "" or isinstance(right, bool) or not isinstance(right, (str, int, float)):
        raise LessonError(f"{where}.answer", f"got {quoted(right)}; it takes a text or a number")
    if not isinstance(right, str):
        as_float(f"{where}.answer", right)
    return {
        "ask": as_text(f"{where}.ask", options["ask"]),
        "answer": right,
        "accept": [as_text(f"{where}.accept", one) for one in as_list(f"{where}.accept", options.get("accept", []))],
        "tolerance": _tolerance(f"{where}.tolerance", right, options.get("tolerance")),
        "explain": as_text(f"{where}.explain", options["explain"]),
        "hint": as_text(f"{where}.hint", options.get("hint", "")),
    }


def field_of(k: int) -> str:
    """The name under which an error about answer k (from 0) is told."""
    return f"answer {k + 1}"


def _tolerance(where: str, right: str | float, given: float | None) -> float:
    if given is not None:
        tolerance = as_float(where, given)
        if tolerance < 0:
            raise LessonError(where, f"got {given!r}; it takes a number from 0 up")
        return tolerance
    return DEFAULT_TOLERANCE if isinstance(right, str) or not float(right).is_integer() else 0.0


def _judge(question: dict, given: str, field: str) -> tuple[str, str]:
    """right or wrong, and what to say of it."""
    right, accept = question["answer"], question["accept"]
    if isinstance(right, str):
        return judge_words(given, right, accept, question["ask"])
    if is_one_of(given, accept):
        return "right", ""
    number, tolerance = read_number(field, given), question["tolerance"]
    if number.value == right or (tolerance and number.fits(right, abs(right), tolerance)):
        return "right", ""
    if abs(number.value + right) <= tolerance * abs(right):
        return "wrong", "The size is right, the sign is not."
    return "wrong", "The number is too large." if number.value > right else "The number is too small."
