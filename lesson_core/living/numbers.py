"""Numbers of a network in a text, by name.

    NETWORK.NAME after=EPOCHS rate=LEARNING_RATE x1=VALUE digits=PLACES brackets=negative
    chain.influence layers=N weight=W activation=A digits=PLACES

`after` trains first; a setting with the name of an input, a target, a weight or a bias puts another value in its place.
`digits=1..6` shows six places and drops zeros down to the first. A negative number stands in brackets where
`brackets=negative` asks for it, as in 0.8 · (−0.2).
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lesson_core.backprop import backpropagate
from lesson_core.checks import DivergenceError, LessonError, WrongValueError
from lesson_core.markup.numbers import DASH, MINUS, fmt
from lesson_core.naming import unit_names
from lesson_core.network import ACTIVATIONS
from lesson_core.presets import chain_network
from lesson_core.problem import Problem, editable, with_change
from lesson_core.values import named_values

from .expressions import ExpressionError, is_words, words_of

LAYERS_LIMIT = 100
EPOCHS_LIMIT = 100_000
PLACES_LIMIT = 12
SETTINGS = ("after", "rate", "digits", "brackets")
RATE_MATTERS = ("learning_rate", "new_", "change_")  # before the first epoch

type Networks = Mapping[str, Problem]  # by the name that stands before the point


class UnknownNetworkError(ExpressionError):
    """What stands before the point is no network of the page."""


class NoSuchEpochError(ExpressionError):
    """Training diverges before the epoch that is asked for, or where the number would be worked out."""


@dataclass(frozen=True)
class Said:
    """What a text says: a number (None: words, or a number that does not exist) and how it is written."""

    text: str
    exact: float | None = None
    is_signed: bool = False  # whether it may be below 0 for other networks, and is as wide otherwise


@lru_cache(maxsize=256)
def values(problem: Problem, after: int = 0) -> dict[str, float]:
    """Every value by its name, after so many epochs. Raises LessonError when there are not so many."""
    if after:
        run = problem.train(after)
        if run.diverged_at is not None:
            raise DivergenceError("after", f"got {after}, but its training diverges at epoch {run.diverged_at}")
        problem = replace(problem, network=run.network)
    return named_values(problem)


def influence(layers: int, weight: float, activation: str) -> float:
    """∂a_out/∂a_in of a chain of one unit a layer, z = 0 everywhere: the product of one factor a layer.

    With the error ŷ − y set to 1, the gradient of the first sum times the first weight is that product.
    Raises LessonError for an activation that is not known.
    """
    network = chain_network(weight, layers, activation)
    start = ACTIVATIONS[activation].function(0.0)
    return backpropagate(network, (start,), (start - 1.0,)).deltas[0][0] * weight


def default_digits(name: str) -> int:
    """As many places as the lesson's tables show."""
    if name == "loss":
        return 6
    return 3 if re.fullmatch(r"[wb]\w*\d*", name) else 4


def say(expression: str, networks: Networks, *, exists: bool = True) -> Said:
    """What the expression says of these networks.

    With `exists` False a number that does not exist, because training diverges before it, is a dash. Raises
    ExpressionError.
    """
    if is_words(expression):
        return Said(words_of(expression, lambda number: _found(number, networks, exists=exists).value))
    found = _found(expression, networks, exists=exists)
    if math.isnan(found.value):
        return Said(DASH, is_signed=found.is_signed)
    text = _written(found.value, found.name, found.settings)
    least, most = _places(found.settings.get("digits"), found.name)
    return Said(text, found.value, found.is_signed and least == most)


@dataclass(frozen=True)
class _Found:
    name: str
    value: float
    settings: Mapping[str, str]
    is_signed: bool


def _found(expression: str, networks: Networks, *, exists: bool) -> _Found:
    head, _, rest = expression.partition(" ")
    owner, _, name = head.partition(".")
    if not (owner and name):
        raise ExpressionError(
            f'"{expression}" names no number. Write a network and a name with a point between them, as in '
            "{{ lesson.loss }}."
        )
    settings = _settings(rest, expression)
    if owner == "chain":
        return _Found(name, _chain(name, settings), settings, is_signed=False)
    if owner not in networks:
        names = (*networks, "chain")
        raise UnknownNetworkError(f'"{owner}" is not a network of this page.', owner, names)
    try:
        value = _value(owner, name, settings, networks[owner])
    except NoSuchEpochError:
        if exists:
            raise
        value = math.nan
    return _Found(name, value, settings, _is_signed(name, networks[owner]))


def _value(owner: str, name: str, settings: Mapping[str, str], problem: Problem) -> float:
    after = _whole("after", settings.get("after"), 0, EPOCHS_LIMIT) or 0
    if "rate" in settings and not after and not name.startswith(RATE_MATTERS):
        raise ExpressionError(
            f"rate would do nothing: {owner}.{name} is the same at every rate. Add after=100, or leave it out."
        )
    try:
        for key, text in settings.items():
            if key not in SETTINGS or key == "rate":
                problem = with_change(problem, _changed(key, problem), _number(key, text))
        found = values(problem, after)
    except DivergenceError as error:
        raise NoSuchEpochError(f"the network {owner} cannot be computed: {error}.") from error
    except LessonError as error:
        if isinstance(error, ExpressionError):
            raise
        raise ExpressionError(f"the network {owner} cannot be computed: {error}.") from error
    if name not in found:
        raise ExpressionError(f'"{name}" is not a number of the network {owner}.', name, tuple(found))
    return found[name]


def _changed(key: str, problem: Problem) -> str:
    names = editable(problem.network)
    if key == "rate":
        return "learning_rate"
    if key not in names:
        allowed = (*SETTINGS, *names)
        raise ExpressionError(f'"{key}" is not a setting here.', key, allowed)
    return key


def _is_signed(name: str, problem: Problem) -> bool:
    """Whether the number may be below 0 for other numbers of a network with these activation functions."""
    if name in ("loss", "learning_rate") or name.startswith("slope_"):
        return False
    network = problem.network
    for layer, units in zip(network.layers, unit_names(network.sizes)[1:]):
        if name in units:
            return layer.activation not in ("sigmoid", "relu", "softmax")
    return True


def _chain(name: str, settings: Mapping[str, str]) -> float:
    if name != "influence":
        raise ExpressionError(f'"chain.{name}" is not known.', name, ("chain.influence",))
    allowed = ("layers", "weight", "activation", "digits")
    for key in settings:
        if key not in allowed:
            raise ExpressionError(f'"{key}" is not a setting here.', key, allowed)
    layers = _whole("layers", settings.get("layers"), 1, LAYERS_LIMIT) or 1
    activation = settings.get("activation", "sigmoid")
    try:
        return influence(layers, _number("weight", settings.get("weight", "1")), activation)
    except WrongValueError as error:
        raise ExpressionError(f"{error}.", activation, tuple(ACTIVATIONS)) from error


def _written(value: float, name: str, settings: Mapping[str, str]) -> str:
    least, most = _places(settings.get("digits"), name)
    if name == "influence":
        return f"{value:,.{most}f}".replace("-", MINUS)  # fourteen digits are what the text speaks of
    text = fmt(value, most, trim=least == 0 and most > 0)
    if 0 < least < most and re.fullmatch(r"[^×e]*\.\d+", text):
        kept = text[len(text) - most + least :].rstrip("0")
        text = text[: len(text) - most + least] + kept
    if settings.get("brackets", "negative") != "negative":
        raise ExpressionError(f'brackets is "{settings["brackets"]}". It takes negative: brackets=negative.')
    return f"({text})" if "brackets" in settings and value < 0 else text


def _places(digits: str | None, name: str) -> tuple[int, int]:
    """The fewest and the most places. What somebody has set has no zeros at its end."""
    if digits is None:
        most = default_digits(name)
        return (0 if re.fullmatch(r"learning_rate|x\d+|y\d*", name) else most), most
    least, dots, most_text = digits.partition("..")
    most = _whole("digits", most_text if dots else least, 0, PLACES_LIMIT) or 0
    return (_whole("digits", least, 0, most) or 0), most


def _settings(text: str, expression: str) -> dict[str, str]:
    settings: dict[str, str] = {}
    for part in text.split():
        key, equals, value = part.partition("=")
        if not (key and equals and value):
            raise ExpressionError(
                f'"{part}" in {{{{ {expression} }}}} is not a setting. Write name=value, such as digits=6.'
            )
        if key in settings:
            raise ExpressionError(f"{key} stands twice in {{{{ {expression} }}}}: keep one of them.")
        settings[key] = value
    return settings


def _number(name: str, text: str) -> float:
    try:
        value = float(text.replace(MINUS, "-"))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ExpressionError(f'{name} is "{text}". It takes a number, such as {name}=0.5.')
    return value


def _whole(name: str, text: str | None, least: int, most: int) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or not least <= int(text) <= most:
        raise ExpressionError(f'{name} is "{text}". It takes a whole number from {least} to {most}.')
    return int(text)
