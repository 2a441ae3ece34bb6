"""Numbers and words in an author's text that follow a network: `{{ lesson.h1 }}`, as lesson_core's `living` says them.

While the site is built they are said of the author's network. In the page the expression stands beside the text, so
that it can be said anew of a network that a reader has changed.
"""

from __future__ import annotations

import re
from html import escape

from lesson_core.living.answer import LESSON_FENCE
from lesson_core.living.expressions import ExpressionError, is_words
from lesson_core.living.numbers import Said, UnknownNetworkError, influence, say, values
from lesson_core.presets import lesson_problem
from lesson_core.problem import Problem

from .mistakes import Mistake, UnknownNetwork, allowed_words, nearest

__all__ = ["LESSON", "LESSON_FENCE", "NUMBER", "VOCABULARY", "evaluate", "influence", "living_html", "values"]

NUMBER = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")

VOCABULARY = (
    ("x1, h1, y_hat, y, ...", "the values of inputs, units and targets"),
    ("loss, error, learning_rate", "the loss L; the error ŷ − y of the first output; the learning rate"),
    ("w1, b1, wOut1, bOut, ...", "weights and biases"),
    ("z1, zOut, ...", "pre-activations: the sums before they are bent"),
    ("slope_h1, slope_y_hat, ...", "the slope of a unit's activation function where it stands now"),
    ("delta_h1, delta_y_hat, ...", "the blame of a unit's sum, ∂L/∂z"),
    ("d_w1, d_bOut, ...", "gradients: ∂L/∂w1"),
    ("change_w1, new_w1, ...", "what the next update adds to a parameter, and what comes out"),
    ("dL_dyhat, dyhat_dh1, dh1_dw1, ...", "factors of the chain rule"),
    ("h1_times_wOut1, x1_times_w1, ...", "one product of the weighted sum"),
)

LESSON = lesson_problem()


def evaluate(expression: str, samples: dict[str, Problem]) -> Said:
    """The number or words, and how they are written. Raises Mistake with the expression as its piece."""
    if "{" in expression:
        raise Mistake(f"{expression} has braces. Here stands the name alone, as in lesson.loss.", piece=expression)
    try:
        return say(expression, samples)
    except ExpressionError as error:
        kind = UnknownNetwork if isinstance(error, UnknownNetworkError) else Mistake
        more = f" {allowed_words(error.allowed)}{nearest(error.word, error.allowed)}" if error.allowed else ""
        raise kind(f"{error.message}{more}", piece=expression) from error


def living_html(expression: str, samples: dict[str, Problem]) -> str:
    """The number or words, and what the page needs to say them anew. Raises Mistake."""
    said = evaluate(expression, samples)
    if is_words(expression):
        return f'<span data-words="{escape(expression)}">{escape(said.text)}</span>'
    return f'<span class="number"{attributes(expression, said)}{min_width(said)}>{said.text}</span>'


def attributes(expression: str, said: Said) -> str:
    """What an element of a number carries: its expression, and the number unrounded."""
    return f' data-number="{escape(expression)}" data-exact="{said.exact!r}"'


def min_width(said: Said, *, has_room: bool = True) -> str:
    """Room for as many digits, so that a changing number moves no neighbour: in `ch`, the width of a digit.

    Where it `has_room`, in running text, there is room for a minus too, where there may be one: the line then breaks
    where it did. (A formula on its own does not break, and a gap in it would be seen.)
    """
    digits, points = sum(map(str.isdigit, said.text)), sum(said.text.count(sign) for sign in ".,()")
    minus = 1.5 if "\u2212" in said.text or (has_room and said.is_signed) else 0.0
    return f' style="min-width:{digits + 0.6 * points + minus:.1f}ch"'
