"""The texts of a page, worked out anew for the networks as a reader has set them: one request for all of them."""

from typing import Any

from lesson_core.checks import LessonError, RequestError, as_list, as_record, as_text
from lesson_core.problem import Problem
from lesson_core.records import from_json

from .expressions import ExpressionError
from .numbers import say

LESSON_FENCE = "live-network"  # the id of the network that `lesson` stands for
MOST_TEXTS = 5000


def with_lesson(networks: dict[str, Problem]) -> dict[str, Problem]:
    """The networks of a page by every name that stands for them."""
    return networks | ({"lesson": networks[LESSON_FENCE]} if LESSON_FENCE in networks else {})


def answer(asked: object) -> dict[str, Any]:
    """{"networks": {id: problem}, "texts": [expression, ...]} -> {"texts": [[text, exact or None], ...]}.

    `exact` is the float as Python writes it: JavaScript would write some in another way. Raises LessonError or
    RequestError.
    """
    try:
        given = as_record("texts", asked, ("networks", "texts"))
        if not isinstance(given["networks"], dict):
            raise LessonError("networks", "takes an object with a network by its id")
        expressions = [as_text("texts", text) for text in as_list("texts", given["texts"])]
    except LessonError as error:
        raise RequestError(str(error)) from None
    if len(expressions) > MOST_TEXTS:
        raise RequestError(f"texts: got {len(expressions)}; one request takes at most {MOST_TEXTS}")
    networks = with_lesson({name: from_json(Problem, data, name) for name, data in given["networks"].items()})
    texts = []
    for expression in expressions:
        try:
            said = say(expression, networks, exists=False)
        except ExpressionError as error:
            raise RequestError(f"texts: {error.message}") from None
        texts.append([said.text, None if said.exact is None else repr(said.exact)])
    return {"texts": texts}
