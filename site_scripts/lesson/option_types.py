"""What an option may hold: the types for the models of fences and front matter, each with the sentence of its check.

A sentence goes on where the option's name stands: `"minutes" ` and then `is 0. It takes a whole number from 1 to 600.`
`options.check` puts the name before it and finds the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from lesson_core.checks import LessonError, WrongValueError, as_float, as_positive, as_whole, one_of

from .mistakes import allowed_words, nearest, quote

type Path = tuple[str | int, ...]  # from one option to one inside it

UNKNOWN = "unknown_option"  # the code of the error that explains others: the name may be the slip
EMPTY = "is empty. Write something, or take the line away."


def complaint(sentence: str, path: Path = (), code: str = "option") -> PydanticCustomError:
    """For a validator to raise: the sentence behind the option's name, and the way from it to the option at fault."""
    return PydanticCustomError(code, "{sentence}", {"sentence": sentence, "path": path})


def refusal(value: object, takes: str, path: Path = ()) -> PydanticCustomError:
    """A complaint about a value: what was found, and what is taken."""
    return complaint(f"is {quote(value)}. It takes {takes}.", path)


class Options(BaseModel):
    """Options that an author writes: nothing unknown, nothing lacking, and no text where a number belongs."""

    model_config = ConfigDict(strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _check_names(cls, data: object) -> object:
        if not isinstance(data, dict):
            raise refusal(data, "options of its own, one a line and indented")
        names = cls.model_fields
        for name in data:
            if name not in names:
                near = nearest(str(name), names)
                raise complaint(f"is not an option. {allowed_words(names)}{near}", (str(name),), UNKNOWN)
        for name, field in names.items():
            if field.is_required() and name not in data:
                hint = f" ({field.description})" if field.description else ""
                raise complaint(f"is missing{hint}. Add a line `{name}: ...`.", (name,))
        return data

    def _refuse(self, names: Iterable[str], why: str) -> None:
        """ValueError for the first of these options that the author has written: nothing would come of it."""
        for name in names:
            if name in self.model_fields_set:
                raise ValueError(f"`{name}` would do nothing: {why}")


@dataclass(frozen=True)
class Checked:
    """A type's check, as those of `lesson_core.checks`: (argument, value) -> value; it raises LessonError."""

    check: Callable[[str, Any], Any]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Pydantic's way in."""
        return core_schema.no_info_plain_validator_function(self.validate)

    def validate(self, value: object) -> object:
        """The value in the form to work with, else the complaint."""
        try:
            return self.check("", value)
        except WrongValueError as error:
            path = option_path(error.argument)
            if error.allowed:
                near = nearest(str(error.value), error.allowed)
                raise complaint(f"is {quote(error.value)}. {allowed_words(error.allowed)}{near}", path) from error
            quotes = ", without quotes" if isinstance(value, str) and self._takes_number(value) else ""
            raise refusal(error.value, error.takes + quotes, path) from error
        except LessonError as error:
            message = str(error).removeprefix(f"{error.argument}: ")
            raise complaint(f": {message}.", option_path(error.argument)) from error

    def _takes_number(self, text: str) -> bool:
        """Whether the value would be right without its quotes."""
        for kind in (int, float):
            with suppress(ValueError):
                self.check("", kind(text))
                return True
        return False

    def allowed(self) -> tuple[str, ...]:
        """The words of a choice; none where it is no choice."""
        try:
            self.check("", object())
        except WrongValueError as error:
            return error.allowed
        except ValueError:
            pass
        return ()


def option_path(argument: str) -> Path:
    """`weights[1]`, as lesson_core names what it refuses, as the way to an option: ("weights", 1)."""
    return tuple(int(part) if part.isdecimal() else part for part in re.findall(r"\w+", argument))


@dataclass(frozen=True)
class Items:
    """The check of a list as a whole: that it is one, and how many it holds."""

    least: int = 0
    most: int | None = None
    how: str = "in square brackets, such as [0.5, 0.8]"

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Pydantic's way in; what the list holds is checked by the list's own type."""
        return core_schema.no_info_before_validator_function(self.validate, handler(source))

    def validate(self, value: object) -> object:
        """The list as it is, else the complaint."""
        if not isinstance(value, list):
            raise refusal(value, f"a list {self.how}")
        if not value and self.least:
            raise complaint(EMPTY)
        if len(value) < self.least:
            raise complaint(f"holds {len(value)}. It takes at least {self.least}.")
        if self.most is not None and len(value) > self.most:
            raise complaint(f"holds {len(value)}. It takes at most {self.most}.")
        return value


def groups(least: int = 0) -> Items:
    """A list of options of their own."""
    return Items(least, how="of groups of options, each after a hyphen")


def whole(least: int, most: int) -> Checked:
    """A whole number from `least` to `most`."""
    return Checked(partial(as_whole, least=least, most=most))


def words(*allowed: str) -> Checked:
    """One of these words."""
    return Checked(partial(one_of, allowed=allowed))


def as_written(argument: str, value: object) -> str:
    """Text without the blanks around it, else LessonError; a complaint where nothing is left."""
    if not isinstance(value, str):
        raise WrongValueError(argument, value, "text; put it in quotes")
    if not value.strip():
        raise complaint(EMPTY)
    return value.strip()


def as_plain(argument: str, value: object) -> str:
    """Text where no lesson syntax is converted, so that it may hold none."""
    text = as_written(argument, value)
    if found := re.search(r"\{\{.*?\}\}|\$[^$]+\$|\[\[.*?\]\]", text):
        raise complaint(f': "{found[0]}" would be shown as it stands, since this is plain text. Say it in words.')
    return text


def as_number_or_text(argument: str, value: object) -> float | str:
    """A finite number, or text."""
    if isinstance(value, str):
        return as_written(argument, value)
    try:
        return as_float(argument, value)
    except LessonError:
        raise WrongValueError(argument, value, "a number, or text") from None


def as_part(argument: str, value: object) -> float:
    """A part of a number that may be missed: up to a half."""
    part = as_positive(argument, value)
    if part > 0.5:
        raise WrongValueError(argument, value, "a number above 0, up to 0.5")
    return part


def matching(pattern: str, takes: str) -> Checked:
    """Text that the whole pattern matches; `takes` says so in words."""

    def check(argument: str, value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise WrongValueError(argument, value, takes)
        return value

    return Checked(check)


Finite = Annotated[float, Checked(as_float)]
Positive = Annotated[float, Checked(as_positive)]
Part = Annotated[float, Checked(as_part)]
Text = Annotated[str, Checked(as_written)]
PlainText = Annotated[str, Checked(as_plain)]
NumberOrText = Annotated[float | str, Checked(as_number_or_text)]
Id = Annotated[str, matching(r"[a-z][a-z0-9-]*", "small letters, digits and hyphens, and begins with a letter")]
Term = Annotated[str, matching(r"[A-Za-z][A-Za-z0-9_]*", "letters, digits and underscores, and begins with a letter")]
