"""YAML that knows its lines, checked against a pydantic model; every error is a sentence for the author.

An error tells the line inside the text, what was found, what is allowed, and the nearest right word.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from .lesson_source import Mistake, allowed_words, nearest


class _Loader(yaml.SafeLoader):
    """YAML with the number and truth words of version 1.2: `1e-3` is a number, `no` and `on` are words."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag
        not in (
            "tag:yaml.org,2002:bool",
            "tag:yaml.org,2002:float",
            "tag:yaml.org,2002:int",
            "tag:yaml.org,2002:timestamp",
        )
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false|True|False)$"), list("tfTF"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(
        r"^[-+]?(?:(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.(?:inf|Inf|INF))$"
        r"|^\.(?:nan|NaN|NAN)$"
    ),
    list("-+0123456789."),
)


# How pydantic names the branches of "a number or text" in an error's location.
UNION_PARTS = ("float", "str", "constrained-str", "constrained-float")


def read_yaml(text: str, what: str) -> tuple[dict[str, Any], dict[tuple, int]]:
    """The mapping that `text` holds, and the line (from 0) of each of its parts by path. Raises Mistake."""
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            lines: dict[tuple, int] = {}
            if node is not None:
                _note_lines(node, (), lines)
            data = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "a character that YAML does not take"
        raise Mistake(
            f"{what}: this is not YAML ({problem}). Write one option a line as `name: value`, with a space "
            "after the colon; text that holds a colon or begins with a sign stands in quotes.",
            mark.line if mark else 0,
        ) from error
    if data is None:
        return {}, {}
    if not isinstance(data, dict):
        raise Mistake(
            f"{what}: found {shown(data)}, which has no `name: value`. Write one option a line, with a colon "
            "and a space between its name and its value."
        )
    return data, lines


def _note_lines(node: yaml.Node, path: tuple, lines: dict[tuple, int]) -> None:
    lines.setdefault(path, node.start_mark.line)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if (*path, key.value) in lines:
                raise Mistake(f'"{key.value}" stands here for the second time: keep one of them.', key.start_mark.line)
            lines[(*path, key.value)] = key.start_mark.line
            _note_lines(value, (*path, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _note_lines(value, (*path, index), lines)


def line_of_option(text: str, option: tuple, what: str) -> int:
    """The line (from 0) of `text` where the option at that path stands."""
    return _line(option, read_yaml(text, what)[1])


def check[Model: BaseModel](model: type[Model], text: str, what: str) -> Model:
    """`text`, read as YAML, as a `model`. Raises Mistake with the line inside `text` and the remedy."""
    data, lines = read_yaml(text, what)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        # An option that is not known explains the one that is then missing, so it is told first.
        first = min(error.errors(), key=lambda one: (one["type"] != "extra_forbidden", _line(one["loc"], lines)))
        raise Mistake(f"{what}: {sentence(first, model)}", _line(first["loc"], lines)) from error


def _line(location: tuple, lines: dict[tuple, int]) -> int:
    while location and location not in lines:
        location = location[:-1]
    return lines.get(location, 0)


def sentence(error: dict[str, Any], model: type[BaseModel]) -> str:
    """One pydantic error as a sentence for an author: what was found, what is allowed, what is near."""
    location = [
        part for part in error["loc"] if part not in UNION_PARTS and not (isinstance(part, str) and "Options" in part)
    ]
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in location)
    if error["loc"] and error["loc"][-1] in UNION_PARTS:
        return f'"{name}" is {shown(error["input"])}. It takes a number, or text.'
    found, context = shown(error["input"]), error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            owner = _model_at(model, error["loc"][:-1])
            word, allowed = str(error["loc"][-1]), list(owner.model_fields)
            return f'"{name}" is not an option. {allowed_words(allowed)}{nearest(word, allowed)}'
        case "missing":
            owner = _model_at(model, error["loc"][:-1])
            field = owner.model_fields.get(str(error["loc"][-1]))
            hint = f" ({field.description})" if field is not None and field.description else ""
            return f'"{name}" is missing{hint}. Add a line `{error["loc"][-1]}: ...`.'
        case "literal_error":
            allowed = re.findall(r"'([^']*)'|(\d+)", context["expected"])
            words = [one or other for one, other in allowed]
            return f'"{name}" is {found}. {allowed_words(words)}{nearest(error["input"], words)}'
        case "greater_than" | "greater_than_equal" | "less_than_equal":
            limits = {
                "greater_than": ("above", "gt"),
                "greater_than_equal": ("from", "ge"),
                "less_than_equal": ("up to", "le"),
            }
            words, key = limits[error["type"]]
            return f'"{name}" is {found}. It takes a number {words} {context[key]:g}.'
        case "finite_number":
            return f'"{name}" is {found}. It takes a finite number, such as 0.5.'
        case "float_type" | "int_type" | "float_parsing" | "int_from_float":
            kind = "whole number, such as 3" if "int" in error["type"] else "number, such as 0.5"
            return f'"{name}" is {found}. It takes a {kind}, without quotes.'
        case "string_type":
            return f'"{name}" is {found}. It takes text; put it in quotes.'
        case "list_type" | "dict_type" | "model_type" | "model_attributes_type":
            kind = (
                "a list in square brackets, such as [0.5, 0.8]"
                if error["type"] == "list_type"
                else ("options of its own, one a line and indented")
            )
            return f'"{name}" is {found}. It takes {kind}.'
        case "bool_type":
            return f'"{name}" is {found}. Allowed: true, false.'
        case "string_pattern_mismatch":
            return f'"{name}" is {found}. It takes small letters, digits and hyphens, and begins with a letter.'
        case "string_too_short" | "too_short":
            return f'"{name}" is empty. Write something, or take the line away.'
        case "value_error":
            before = f'"{name}": ' if name else ""
            return f"{before}{context['error']}"
        case _:
            return f'"{name}" is {found}. {error["msg"]}.'


def _model_at(model: type[BaseModel], location: tuple) -> type[BaseModel]:
    """The model that holds the option at `location`, through lists and alternatives."""
    for part in location:
        if isinstance(part, str) and part in model.model_fields:
            inner = _models_in(model.model_fields[part].annotation)
            model = inner[0] if inner else model
    return model


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]


def shown(value: Any) -> str:
    """What an author wrote, in quotes if it is text, cut when it is long."""
    text = (
        f'the text "{value}"'
        if isinstance(value, str)
        else (
            "nothing"
            if value is None
            else "the options " + ", ".join(map(str, value))
            if isinstance(value, dict)
            else str(value)
        )
    )
    return text if len(text) <= 80 else text[:77] + "..."
