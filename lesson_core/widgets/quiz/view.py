"""The markup of a quiz."""

import math

from lesson_core.markup.controls import submit_button, text_field
from lesson_core.markup.numbers import count, fmt
from lesson_core.markup.tags import authored, escape, tag
from lesson_core.widgets.contract import Outcome, Reply, Slots

from .judging import RIGHT, judge
from .state import Question, QuizOptions, State, field_of
from .words import ANSWER_SHOWN, CHECK, SHOW_ANSWER, TRY_AGAIN, score, sentence


def reply(outcome: Outcome[State], _widget_id: str) -> Reply[State]:
    """The verdict on every answer, the score, and a sentence about the answer at hand."""
    state, about = outcome.state, outcome.about
    answered = [(question, given) for question, given in zip(state.questions, state.answers) if given is not None]
    slots = {f"verdict-{k}": _verdict_on(state, k) for k in range(len(state.questions))}
    for k, (question, given) in enumerate(zip(state.questions, state.answers)):
        is_right = given is not None and judge(question, given, "")[0] == RIGHT
        slots[f"fold-{k}"] = ANSWER_SHOWN if is_right else SHOW_ANSWER
    right = sum(judge(question, given, "")[0] == RIGHT for question, given in answered)
    slots["score"] = score(right, len(state.questions), len(answered))
    said = ""
    if about is not None:
        said = sentence(*judge(state.questions[about], state.answers[about] or "", field_of(about)))
    return Reply(state, slots, said)


def _verdict_on(state: State, k: int) -> str:
    given = state.answers[k]
    return "" if given is None else verdict(state.questions[k], k, *judge(state.questions[k], given, field_of(k)))


def shell(options: QuizOptions, _state: State, _filled: Slots, widget_id: str) -> str:
    """All questions, each with a field, a place for the verdict, and the answer behind a fold that needs no script."""
    questions = options.questions
    items = []
    for k, question in enumerate(questions):
        field = f"{widget_id}-answer-{k}"
        answer = text_field(
            event={"type": "answer", "question": k}, into="text", id=field, data_remember=f"quiz-{widget_id}-{k}"
        )
        check = submit_button(CHECK, {"type": "check", "question": k})
        form = tag("form", answer, " ", check, class_="quiz-form")
        items.append(
            tag(
                "li",
                authored(text_name(k, "ask"), question.ask, "label", for_=field, class_="quiz-ask", data_question=True),
                form,
                tag("p", "", data_error=f"answer {k + 1}", class_="error"),
                tag("div", "", data_slot=f"verdict-{k}", role="status", class_="quiz-verdict"),
                authored(text_name(k, "hint"), question.hint, "template", data_hint=True),
                tag(
                    "details",
                    tag("summary", SHOW_ANSWER, data_slot=f"fold-{k}"),
                    tag("p", right_answer(question), authored(text_name(k, "explain"), question.explain)),
                ),
            )
        )
    return (
        tag("ol", *items, class_="quiz")
        + tag("p", "", data_error="", class_="error")
        + tag("p", score(0, len(questions), 0), data_slot="score", class_="quiz-score")
    )


def right_answer(question: Question) -> str:
    """The right answer, set apart."""
    right = question.answer
    return tag("b", escape(right) if isinstance(right, str) else _number(right)) + ". "


def _number(right: float) -> str:
    """Whole numbers below a million million in full, others to four places, or as many as four digits need."""
    if float(right).is_integer() and abs(right) < 1e12:
        return count(int(right))
    return fmt(right, min(10, max(4, 3 - math.floor(math.log10(abs(right))))), trim=True)


def text_name(k: int, option: str) -> str:
    """The name of an author's text of question k (from 0)."""
    return f"questions-{k}-{option}"


def verdict(question: Question, k: int, kind: str, remark: str) -> str:
    """Right: why it is right. Wrong: the hint, and the right answer stays behind its fold."""
    mark = tag("span", "✓ " if kind == "right" else "✗ ", aria_hidden="true")
    explained = authored(text_name(k, "explain"), question.explain)
    more = explained if kind == "right" else authored(text_name(k, "hint"), question.hint) or TRY_AGAIN
    return tag("p", mark, tag("b", escape(sentence(kind, remark))), " ", more, class_=f"verdict-{kind}")
