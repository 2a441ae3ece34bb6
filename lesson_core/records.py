"""Frozen records whose fields say what they take: the options that an author writes, the state that a page sends back.

    @dataclass(frozen=True)
    class Chain(Record):
        layers: int = option(5, partial(as_whole, least=1, most=12), "how many layers")

From one such class follow the checks, the JSON and back, the author's fence and its reference page.
"""

import dataclasses
from collections.abc import Callable, Mapping
from types import GenericAlias, NoneType, UnionType
from typing import Any, ClassVar

from .checks import LessonError, RequestError, as_list, as_shape, known_options, quoted

type Check = Callable[[str, Any], Any]  # (argument, value) -> the value in the form to work with; raises LessonError


def option(default: object, check: Check, doc: str, *, markdown: bool = False) -> Any:  # noqa: ANN401 - what stands for a field has any type
    """A field of an author's options: its default (`...`: the author must give it), its check, and what it means.

    `markdown`: the author writes Markdown; the record holds it as it is written, and no widget takes it for markup.
    """
    metadata = {"check": check, "doc": doc, "markdown": markdown}
    return (
        dataclasses.field(metadata=metadata)
        if default is ...
        else dataclasses.field(default=default, metadata=metadata)
    )


def part(check: Check, default: object = ...) -> Any:  # noqa: ANN401 - what stands for a field has any type
    """A field of a state: its check, and the value it begins with (`...`: none)."""
    metadata = {"check": check}
    return (
        dataclasses.field(metadata=metadata)
        if default is ...
        else dataclasses.field(default=default, metadata=metadata)
    )


def or_none(check: Check) -> Check:
    """The check, for a value that may also be None."""

    def checked(argument: str, value: object) -> object:
        return None if value is None else check(argument, value)

    return checked


def each(check: Check) -> Check:
    """The check, for every item of a list; gives a tuple."""

    def checked(argument: str, value: object) -> tuple[Any, ...]:
        return tuple(check(f"{argument}[{k}]", item) for k, item in enumerate(as_list(argument, value)))

    return checked


def nested[R: Record](kind: type[R]) -> Check:
    """The check for an option that is itself a record, written as an object; its errors name the whole way."""

    def checked(argument: str, value: object) -> R:
        if isinstance(value, kind):
            return value
        try:
            return read_options(kind, value, argument)
        except LessonError as error:
            raise LessonError(f"{argument}.{error.argument}", error.message) from None

    return checked


class Record:
    """The base of frozen dataclasses that check their own fields. Raises LessonError for the first that is wrong."""

    def __post_init__(self) -> None:
        """Put each field through its check."""
        for field in dataclasses.fields(self):  # type: ignore[arg-type]  # every Record is a dataclass
            if check := field.metadata.get("check"):
                object.__setattr__(self, field.name, check(field.name, getattr(self, field.name)))


type Upgrade = Callable[[Mapping[str, Any]], Mapping[str, Any]]  # from the object of one version to the next one's


class Versioned(Record):
    """A record that is kept outside, on a reader's device or in an address, and comes back later: a state.

    Its JSON holds its `version`. Whoever changes its fields appends to UPGRADES a function that makes the new object of
    the old one, so that what was kept before is still understood.
    """

    UPGRADES: ClassVar[tuple[Upgrade, ...]] = ()


def field_names(kind: type) -> list[str]:
    """The names of a dataclass's fields."""
    return [field.name for field in dataclasses.fields(kind)]


def read_options[R: Record](kind: type[R], options: object, owner: str) -> R:
    """The record made of an author's options; `owner` is what they belong to. Raises LessonError."""
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]  # every Record is a dataclass
    given = known_options(owner, options, [field.name for field in fields])
    for field in fields:
        if field.name not in given and field.default is dataclasses.MISSING:
            raise LessonError(field.name, f"is missing; {owner} needs it")
    return kind(**given)


def as_json(value: object) -> Any:  # noqa: ANN401 - JSON
    """A dataclass as an object of its fields, whatever depth; all else as it is (a tuple is a list in JSON)."""
    if dataclasses.is_dataclass(value):
        version: dict[str, Any] = {"version": 1 + len(value.UPGRADES)} if isinstance(value, Versioned) else {}
        return version | {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
        return [as_json(item) for item in value]
    return value


def from_json[T](kind: type[T], data: object, where: str = "state") -> T:
    """The dataclass that `as_json` turned into this object, by the annotations of its fields; each checks itself.

    Raises RequestError where names are missing or unknown, LessonError where a value is not one that the class takes.
    """
    if issubclass(kind, Versioned):
        data = _of_today(kind, data, where)
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]  # called for dataclasses only
    found = as_shape(where, data, [field.name for field in fields])
    return kind(**{field.name: _read(field.type, found[field.name], field.name) for field in fields})


def _of_today(kind: type[Versioned], data: object, where: str) -> object:
    """The object without its version, brought up to the version of today."""
    if not isinstance(data, dict):
        return data
    version, today = data.get("version"), 1 + len(kind.UPGRADES)
    if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version <= today:
        given = f"{where}: got the version {quoted(version)}; it takes one from 1 to {today}"
        raise RequestError(f"the state has not the shape of this widget's: {given}")
    old: Mapping[str, Any] = {name: value for name, value in data.items() if name != "version"}
    for upgrade in kind.UPGRADES[version - 1 :]:
        old = upgrade(old)
    return old


def _read(annotation: object, value: object, where: str) -> object:
    """The value of one field: an object becomes the dataclass that the annotation names, all else is left to checks."""
    if isinstance(annotation, UnionType):
        if value is None and NoneType in annotation.__args__:
            return None
        annotation = next(kind for kind in annotation.__args__ if kind is not NoneType)
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        kind: type = annotation
        return from_json(kind, value, where)
    if isinstance(annotation, GenericAlias) and dataclasses.is_dataclass(kind := annotation.__args__[0]):
        return tuple(from_json(kind, item, f"{where}[{k}]") for k, item in enumerate(as_list(where, value)))
    return value
