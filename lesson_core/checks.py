"""Checks of what is given to this package: each hands the value back in the form to work with, or raises LessonError.

Every error names the argument, what it got and what it takes. This module knows nothing of networks.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Set
from numbers import Real
from typing import Any, Self

LONGEST_QUOTE = 80  # characters of a wrong value that an error repeats


class LessonError(ValueError):
    """Input that cannot be used: `argument` is its name, `message` says what it got and what it takes."""

    def __init__(self, argument: str, message: str) -> None:
        """Name and message make the text."""
        super().__init__(f"{argument}: {message}")
        self.argument, self.message = argument, message

    def under(self, argument: str) -> Self:
        """The same error, told of an argument of another name."""
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.argument, other.args = argument, (f"{argument}: {self.message}",)
        return other


class WrongValueError(LessonError):
    """A value of the wrong kind. Who tells it in words of their own finds what came, and what may come.

    `value`: what came. `takes`: what may, as a sentence goes on. `allowed`: the words of a choice.
    """

    def __init__(self, argument: str, value: object, takes: str, allowed: tuple[str, ...] = ()) -> None:
        """What came and what may come make the text."""
        super().__init__(argument, f"got {quoted(value)}; it takes {takes}")
        self.value, self.takes, self.allowed = value, takes, allowed


class ReaderError(LessonError):
    """What a reader is told of their own entry: the message is a whole sentence, with the names that they see."""

    def __str__(self) -> str:
        """The sentence alone: it stands beside its field."""
        return self.message


class DivergenceError(LessonError):
    """Training cannot go on: a number outgrew what a float holds (about 1.8e308), or left where the loss is defined."""


class RequestError(ValueError):
    """A request that does not have the shape of one: the fault of whoever wrote it, not of the reader."""


def quoted(value: object) -> str:
    """The value as an error repeats it: as Python writes it, cut where it is long."""
    try:
        text = repr(value)
    except ValueError:  # Python refuses to write out a whole number of more than 4300 digits
        text = "a whole number of thousands of digits"
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


def as_number(argument: str, value: object) -> float:
    """The value as a float, perhaps infinite or NaN. Raises LessonError for text, true and false, and all else."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise WrongValueError(argument, value, "a number")
    try:
        return float(value)
    except OverflowError:
        return -math.inf if value < 0 else math.inf


def as_float(argument: str, value: object) -> float:
    """The value as a finite float. Raises LessonError for text, true and false, NaN, infinity and what overflows."""
    number = as_number(argument, value)
    if not math.isfinite(number):
        raise WrongValueError(argument, number, "a finite number")
    return number


def as_positive(argument: str, value: object) -> float:
    """The value as a finite float above 0, or LessonError."""
    number = as_float(argument, value)
    if number <= 0:
        raise WrongValueError(argument, value, "a number above 0")
    return number


def as_floats(argument: str, values: object) -> tuple[float, ...]:
    """The values as a tuple of finite floats, or LessonError naming the first that is not."""
    if type(values) is tuple and set(map(type, values)) == {float} and all(map(math.isfinite, values)):
        return values  # nothing to turn into floats: training comes by here nine times an epoch
    return tuple(as_float(f"{argument}[{k}]", value) for k, value in enumerate(as_list(argument, values)))


def as_whole(argument: str, value: object, least: int, most: int | None = None) -> int:
    """The value as it is when it is a whole number from `least` to `most` (None: no upper end), else LessonError."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least or (most is not None and value > most):
        wanted = f"from {least} up" if most is None else f"from {least} to {most}"
        raise WrongValueError(argument, value, f"a whole number {wanted}")
    return value


def as_flag(argument: str, value: object) -> bool:
    """True or False as it is, else LessonError: 0, 1 and words are neither."""
    if not isinstance(value, bool):
        raise WrongValueError(argument, value, "true or false")
    return value


def as_text(argument: str, value: object) -> str:
    """Text as it is, else LessonError."""
    if not isinstance(value, str):
        raise WrongValueError(argument, value, "a text")
    return value


def as_list(argument: str, values: object) -> list[Any]:
    """A list, a tuple, an array or the like as a list, or LessonError. Text, mappings and sets are none."""
    try:
        if not isinstance(values, Collection) or isinstance(values, (str, bytes, bytearray, Mapping, Set)):
            raise TypeError
        return list(values)
    except TypeError:  # also from an array without a dimension
        raise WrongValueError(argument, values, "a list") from None


def as_record(argument: str, value: object, needed: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Any]:
    """A mapping with all of the needed names, perhaps the optional ones, and no other; else LessonError."""
    needed, optional = tuple(needed), tuple(optional)
    names = ", ".join((*needed, *optional))
    if not isinstance(value, dict):
        raise LessonError(argument, f"got {quoted(value)}; it takes an object with {names}")
    for name in needed:
        if name not in value:
            raise LessonError(argument, f"has no {name}; it takes an object with {names}")
    for name in value:
        if name not in needed and name not in optional:
            raise LessonError(argument, f"has {quoted(name)}, which is not known here; it takes {names}")
    return value


def as_shape(what: str, value: object, needed: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Any]:
    """`as_record` for what the page sends back: a part of a state. Raises RequestError."""
    try:
        return as_record(what, value, needed, optional)
    except LessonError as error:
        raise RequestError(f"the state has not the shape of this widget's: {error}") from None


def from_event(event: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - who asks checks it
    """What an event carries under that name, or RequestError."""
    if name not in event:
        raise RequestError(f"event: the event {quoted(event['type'])} has no {name}; it takes one")
    return event[name]


def as_instance[T](argument: str, value: object, kind: type[T]) -> T:
    """The value as it is when it is a `kind`, else LessonError."""
    if not isinstance(value, kind):
        raise LessonError(argument, f"got {quoted(value)}; it takes a {kind.__name__}")
    return value


def one_of(argument: str, value: object, allowed: Iterable[str]) -> str:
    """The text as it is when it is one of those allowed, else LessonError."""
    if not isinstance(value, str) or value not in allowed:
        words = tuple(allowed)
        raise WrongValueError(argument, value, f"one of: {', '.join(words)}", words)
    return value


def known_options(owner: str, options: object, allowed: Iterable[str]) -> dict[str, Any]:
    """The options as they are when the owner takes every one of them, else LessonError naming the first that is not."""
    if not isinstance(options, dict):
        raise LessonError(owner, f"got {quoted(options)}; it takes an object with options")
    for option in options:
        if option not in allowed:
            raise LessonError(option, f"is not an option of {owner}; it takes: {', '.join(allowed)}")
    return options
