"""The markup and sentences of a quiz. `ask`, `explain` and `hint` are the author's markup; answers are escaped text."""

import json
import math

from lesson_core.markup.numbers import MINUS, fmt
from lesson_core.markup.tags import escape, tag


def shell(widget_id: str, questions: list[dict]) -> str:
    """All questions, each with a field, a place for the verdict, and the answer behind a fold that needs no script."""
    items = []
    for k, question in enumerate(questions):
        field = f"{widget_id}-answer-{k}"
        form = tag(
            "form",
            tag(
                "input",
                type="text",
                id=field,
                autocomplete="off",
                data_event=json.dumps({"type": "answer", "question": k}),
                data_into="text",
                data_remember=f"quiz-{widget_id}-{k}",
            ),
            " ",
            tag("button", "Check", type="submit", data_event=json.dumps({"type": "check", "question": k})),
            class_="quiz-form",
        )
        items.append(
            tag(
                "li",
                tag("label", question["ask"], for_=field, class_="quiz-ask"),
                form,
                tag("p", "", data_error=f"answer {k + 1}", class_="error"),
                tag("div", "", data_slot=f"verdict-{k}", role="status", class_="quiz-verdict"),
                tag(
                    "details", tag("summary", "Show the answer"), tag("p", right_answer(question) + question["explain"])
                ),
            )
        )
    return (
        tag("ol", *items, class_="quiz")
        + tag("p", "", data_error="", class_="error")
        + tag("p", score(0, len(questions), 0), data_slot="score", class_="quiz-score")
    )


def right_answer(question: dict) -> str:
    right = question["answer"]
    return tag("b", escape(right) if isinstance(right, str) else _number(right)) + ". "


def _number(right: float) -> str:
    """Whole numbers below a million million in full, others to four places, or as many as four digits need."""
    if float(right).is_integer() and abs(right) < 1e12:
        return str(int(right)).replace("-", MINUS)
    return fmt(right, min(10, max(4, 3 - math.floor(math.log10(abs(right))))), trim=True)


def sentence(kind: str, remark: str) -> str:
    """The verdict as plain text."""
    return f"{'Yes.' if kind == 'right' else 'Not yet.'} {remark}".strip()


def verdict(question: dict, kind: str, remark: str) -> str:
    """Right: why it is right. Wrong: the hint, and the right answer stays behind its fold."""
    mark = tag("span", "✓ " if kind == "right" else "✗ ", aria_hidden="true")
    more = question["explain"] if kind == "right" else question["hint"] or "Try once more, or open the answer below."
    return tag("p", mark, tag("b", escape(sentence(kind, remark))), " ", more, class_=f"verdict-{kind}")


def score(right: int, count: int, answered: int) -> str:
    return f"{right} of {count} right, {answered} answered."
