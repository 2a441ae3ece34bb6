"""A quiz: the reader recalls and writes, a word or a number; the answer says what was right and why.

Events: open {questions}, answer {question, text}, check {question}. A question is {ask, answer, accept, tolerance,
explain, hint}: `answer` a text or a number, `accept` other texts that are right too, the rest markup from the author.
"""

import difflib
import re
import unicodedata

from ..network import LessonError, as_float, as_list, one_of
from ..render import quiz as view
from .network_state import number_from_text

DEFAULT_TOLERANCE = 0.01  # of the number, when the author gives none
NEARLY = 0.8  # how alike two words are (difflib's ratio) to be one word misspelled
SMALL_WORDS = {"a", "an", "the", "it", "is", "its", "of"}


def answer(widget_id: str, data: dict | None, event: dict) -> dict:
    """Answer one event. The state is the questions and what the reader has answered to each."""
    kind = event["type"]
    if kind == "open":
        questions = [_question(k, one) for k, one in enumerate(as_list("questions", event.get("questions", [])))]
        reply = _reply(questions, [None] * len(questions), "")
        return {**reply, "html": view.shell(widget_id, questions), "walks": []}
    one_of("event", kind, ("open", "answer", "check"))
    questions, answers = data["questions"], list(data["answers"])
    k = event["question"]
    if isinstance(k, bool) or not isinstance(k, int) or not 0 <= k < len(questions):
        raise LessonError("question", f"got {k!r}; it takes a whole number from 0 to {len(questions) - 1}")
    if kind == "answer":
        answers[k] = str(event["text"]).strip() or None
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


def _question(k: int, options: dict) -> dict:
    where = f"questions[{k}]"
    if not isinstance(options, dict) or not {"ask", "answer", "explain"} <= set(options):
        raise LessonError(where, f"got {options!r}; it takes ask, answer and explain")
    right = options["answer"]
    if isinstance(right, bool) or not isinstance(right, (str, int, float)) or right == "":
        raise LessonError(f"{where}.answer", f"got {right!r}; it takes a text or a number")
    return {
        "ask": options["ask"],
        "answer": right,
        "accept": [str(one) for one in as_list(f"{where}.accept", options.get("accept", []))],
        "tolerance": float(options.get("tolerance", DEFAULT_TOLERANCE)),
        "explain": options["explain"],
        "hint": options.get("hint", ""),
    }


def field_of(k: int) -> str:
    """The name under which an error about answer k (from 0) is told."""
    return f"answer {k + 1}"


def _judge(question: dict, given: str, field: str) -> tuple[str, str]:
    """right, nearly (a word misspelled) or wrong; and what to say of it."""
    right = question["answer"]
    if isinstance(right, str):
        return _judge_words(given, [right, *question["accept"]])
    number = as_float(field, number_from_text(field, given))
    if abs(number - right) <= question["tolerance"] * abs(right) or number == right:
        return "right", ""
    if abs(number + right) <= question["tolerance"] * abs(right):
        return "wrong", "The size is right, the sign is not."
    return "wrong", "The number is too large." if number > right else "The number is too small."


def _judge_words(given: str, accepted: list[str]) -> tuple[str, str]:
    written = _plain(given)
    if written in map(_plain, accepted):
        return "right", ""
    for one in accepted:
        if difflib.SequenceMatcher(None, written, _plain(one)).ratio() >= NEARLY:
            return "right", f"It is written “{one}”."
    if any(f" {_plain(one)} " in f" {written} " for one in accepted):
        return "right", ""
    return "wrong", ""


def _plain(text: str) -> str:
    """Small letters, no accents, no signs, no articles: what a word is compared by."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    words = re.sub(r"[^\w\s]", " ", "".join(c for c in bare if not unicodedata.combining(c))).split()
    return " ".join(word for word in words if word not in SMALL_WORDS) or " ".join(words)
