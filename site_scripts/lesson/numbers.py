"""Numbers in an author's text: `{{ lesson.h1 }}` is computed by lesson_core while the site is built.

    {{ NETWORK.NAME after=EPOCHS rate=LEARNING_RATE digits=PLACES }}
    {{ chain.influence layers=N weight=W activation=A digits=PLACES }}

NETWORK is the id of a network fence on the same page, or `lesson`: the fence with the id `live-network`, and on a page
that has none the lesson's network as lesson_core has it.
`VOCABULARY` says which names there are; docs/contribute/fences.md prints it.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import lru_cache
from html import escape

from lesson_core import LessonError, backpropagate
from lesson_core.checks import one_of
from lesson_core.markup.numbers import fmt
from lesson_core.network import ACTIVATIONS
from lesson_core.presets import chain_network, lesson_problem
from lesson_core.problem import Problem
from lesson_core.values import named_values

from .mistakes import Mistake, UnknownNetwork, allowed_words, nearest

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
LAYERS_LIMIT = 100
RATE_MATTERS = ("learning_rate", "new_", "change_")  # before the first epoch

LESSON = lesson_problem()
LESSON_FENCE = "live-network"  # the id of the fence that `lesson` stands for


@lru_cache(maxsize=256)
def values(problem: Problem, after: int = 0) -> dict[str, float]:
    """Every value by its name, after so many epochs. Raises LessonError when there are not so many."""
    if after:
        run = problem.train(after)
        if run.diverged_at is not None:
            raise LessonError("after", f"got {after}, but its training diverges at epoch {run.diverged_at}")
        problem = replace(problem, network=run.network)
    return named_values(problem)


def influence(layers: int, weight: float, activation: str) -> float:
    """∂a_out/∂a_in of a chain of one unit a layer, z = 0 everywhere: the product of one factor a layer.

    With the error ŷ − y set to 1, the gradient of the first sum times the first weight is that product.
    Raises LessonError for an activation that is not known.
    """
    one_of("activation", activation, ACTIVATIONS)
    start = ACTIVATIONS[activation].function(0.0)
    return backpropagate(chain_network(weight, layers, activation), (start,), (start - 1.0,)).deltas[0][0] * weight


def default_digits(name: str) -> int:
    """As many places as the lesson's tables show."""
    if name == "loss":
        return 6
    return 3 if re.fullmatch(r"[wb]\w*\d*", name) else 4


def number_html(expression: str, samples: dict[str, Problem]) -> str:
    """The number that `expression` names, rounded for the reader, its exact value beside it. Raises Mistake."""
    value, text = evaluate(expression, samples)
    return f'<span class="number" data-exact="{escape(repr(value))}">{text}</span>'


def evaluate(expression: str, samples: dict[str, Problem]) -> tuple[float, str]:
    """The number, and its text. Raises Mistake with the expression as its piece."""
    try:
        return _evaluate(expression, samples)
    except Mistake as mistake:
        raise Mistake(mistake.message, piece=expression) from mistake


def _evaluate(expression: str, samples: dict[str, Problem]) -> tuple[float, str]:
    if "{" in expression:
        raise Mistake(f"{expression} has braces. Here stands the name alone, as in lesson.loss.")
    head, _, rest = expression.partition(" ")
    owner, _, name = head.partition(".")
    if not (owner and name):
        raise Mistake(
            f'"{expression}" names no number. Write a network and a name with a point between them, as in '
            "{{ lesson.loss }}."
        )
    settings = _settings(rest, expression)
    digits = _whole("digits", settings.pop("digits", None), 0, 12)
    value = _chain(name, settings) if owner == "chain" else _network_value(owner, name, settings, samples)
    if digits is None:
        return value, fmt(value, default_digits(name), trim=name in ("learning_rate",) or name[0] in "xy")
    return value, f"{value:,.{digits}f}".replace("-", "\u2212")  # 9,765,625 as the widgets write it


def _network_value(owner: str, name: str, settings: dict[str, str], samples: dict[str, Problem]) -> float:
    if owner not in samples:
        raise UnknownNetwork(
            f'"{owner}" is not a network of this page. {allowed_words([*samples, "chain"])}'
            f"{nearest(owner, [*samples, 'chain'])}"
        )
    after = _whole("after", settings.pop("after", None), 0, 100_000) or 0
    rate = settings.pop("rate", None)
    if rate is not None and not after and not name.startswith(RATE_MATTERS):
        raise Mistake(
            f"rate would do nothing: {owner}.{name} is the same at every rate. Add after=100, or leave it out."
        )
    _nothing_left(settings, ("after", "rate", "digits"))
    sample = samples[owner] if rate is None else replace(samples[owner], learning_rate=_number("rate", rate))
    try:
        found = values(sample, after)
    except LessonError as error:
        raise Mistake(f"the network {owner} cannot be computed: {error}.") from error
    if name not in found:
        raise Mistake(f'"{name}" is not a number of the network {owner}. {allowed_words(found)}{nearest(name, found)}')
    return found[name]


def _chain(name: str, settings: dict[str, str]) -> float:
    if name != "influence":
        raise Mistake(f'"chain.{name}" is not known. {allowed_words(["chain.influence"])}')
    layers = _whole("layers", settings.pop("layers", None), 1, LAYERS_LIMIT) or 1
    weight, activation = _number("weight", settings.pop("weight", "1")), settings.pop("activation", "sigmoid")
    _nothing_left(settings, ("layers", "weight", "activation", "digits"))
    try:
        return influence(layers, weight, activation)
    except LessonError as error:
        raise Mistake(f"{error}.{nearest(activation, ACTIVATIONS)}") from error


def _settings(text: str, expression: str) -> dict[str, str]:
    settings = {}
    for part in text.split():
        key, equals, value = part.partition("=")
        if not (key and equals and value):
            raise Mistake(f'"{part}" in {{{{ {expression} }}}} is not a setting. Write name=value, such as digits=6.')
        if key in settings:
            raise Mistake(f"{key} stands twice in {{{{ {expression} }}}}: keep one of them.")
        settings[key] = value
    return settings


def _nothing_left(settings: dict[str, str], allowed: tuple[str, ...]) -> None:
    for key in settings:
        raise Mistake(f'"{key}" is not a setting here. {allowed_words(allowed)}{nearest(key, allowed)}')


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Mistake(f'{name} is "{text}". It takes a number, such as {name}=0.5.')
    return value


def _whole(name: str, text: str | None, least: int, most: int) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or not least <= int(text) <= most:
        raise Mistake(f'{name} is "{text}". It takes a whole number from {least} to {most}.')
    return int(text)
