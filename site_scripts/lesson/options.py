"""YAML that knows its lines, checked against a pydantic model; every error is a sentence for the author.

An error tells the line inside the text, what was found, what is allowed, and the nearest right word.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel, ValidationError

from .mistakes import Mistake, allowed_words, nearest
from .schema import PATTERNS


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


LONGEST_NUMBER = 300  # digits: floats end at 1.8e308

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
                _note_lines(node, (), lines, _Found(what, text))
            data = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Mistake(
            f"{what}: this is not YAML ({_problem(error)}). Write one option a line as `name: value`, with a space "
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


def _problem(error: yaml.YAMLError) -> str:
    """What PyYAML found, in an author's words where it is a common slip."""
    problem = getattr(error, "problem", None) or "a character that YAML does not take"
    if "'\\t'" in problem:
        return "a tab stands here: use spaces"
    if problem == "mapping values are not allowed here":
        return "a second colon in the line, or a line that is indented further than its neighbours"
    return problem


class _Found(NamedTuple):
    """The text that is read, to say what is wrong with a part of it."""

    what: str
    text: str

    def mistake(self, message: str, node: yaml.Node) -> Mistake:
        return Mistake(f"{self.what}: {message}", node.start_mark.line)


def _note_lines(node: yaml.Node, path: tuple, lines: dict[tuple, int], found: _Found) -> None:
    lines.setdefault(path, node.start_mark.line)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise found.mistake("text that begins with { or [ stands in single quotes.", key)
            if (*path, key.value) in lines:
                raise found.mistake(f'"{key.value}" stands here for the second time: keep one of them.', key)
            lines[(*path, key.value)] = key.start_mark.line
            if value.tag == "tag:yaml.org,2002:null":
                raise found.mistake(f'"{key.value}" has no value. Write one, or take the line away.', key)
            _note_lines(value, (*path, key.value), lines, found)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _note_lines(value, (*path, index), lines, found)
    else:
        _check_scalar(node, found)


def _check_scalar(node: yaml.ScalarNode, found: _Found) -> None:
    """Refuse what YAML would read without a word and otherwise than an author means it. Raises Mistake."""
    written = found.text[node.start_mark.index : node.end_mark.index]
    behind = found.text[node.end_mark.index :].partition("\n")[0].strip()
    if node.tag == "tag:yaml.org,2002:int" and len(node.value) > LONGEST_NUMBER:
        raise found.mistake(f"a number of {len(node.value)} digits is too long. Write it as 1e9.", node)
    if node.tag == "tag:yaml.org,2002:int" and re.match(r"[-+]?0\d", node.value):
        raise found.mistake(f"{node.value} begins with a zero. Write the number without it.", node)
    if node.style == '"' and re.search(r"(?<!\\)(?:\\\\)*\\[A-Za-z]", written):
        raise found.mistake("a backslash between double quotes gets lost. Put the text in single quotes.", node)
    if node.style is None and node.tag == "tag:yaml.org,2002:str" and behind.startswith("#"):
        raise found.mistake(f'"{behind}" would be left out: # begins a comment. Put the whole text in quotes.', node)


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
    found, context = shown(error["input"]), error.get("ctx", {})
    if error["loc"] and error["loc"][-1] == "[key]":
        return f"a word is {found}. It takes text; put it in quotes."
    if error["loc"] and error["loc"][-1] in UNION_PARTS:
        return f'"{name}" is {found}. It takes a number, or text.'
    if error["loc"] and error["loc"][-1] == "FactorOptions":
        return f'"{name}" is {found}. It takes TeX in single quotes, or options such as {{tex: ..., value: ...}}.'
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
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            limits = {
                "greater_than": ("above", "gt"),
                "greater_than_equal": ("from", "ge"),
                "less_than": ("below", "lt"),
                "less_than_equal": ("up to", "le"),
            }
            words, key = limits[error["type"]]
            return f'"{name}" is {found}. It takes a number {words} {context[key]}.'
        case "finite_number":
            return f'"{name}" is {found}. It takes a finite number, such as 0.5.'
        case "float_type" | "int_type" | "float_parsing" | "int_from_float":
            kind = "whole number, such as 3" if "int" in error["type"] else "number, such as 0.5"
            return f'"{name}" is {found}. It takes a {kind}, without quotes.'
        case "string_type":
            return f'"{name}" is {found}. It takes text; put it in quotes.'
        case "list_type":
            owner = _model_at(model, error["loc"])
            kind = (
                "in square brackets, such as [0.5, 0.8]"
                if owner is _model_at(model, error["loc"][:-1])
                else ("of groups of options, each after a hyphen")
            )
            return f'"{name}" is {found}. It takes a list {kind}.'
        case "dict_type" | "model_type" | "model_attributes_type":
            return f'"{name}" is {found}. It takes options of its own, one a line and indented.'
        case "bool_type":
            return f'"{name}" is {found}. Allowed: true, false.'
        case "string_pattern_mismatch":
            return f'"{name}" is {found}. It takes {PATTERNS[context["pattern"]]}.'
        case "string_too_short":
            return f'"{name}" is empty. Write something, or take the line away.'
        case "too_short" if not context["actual_length"]:
            return f'"{name}" is empty. Write something, or take the line away.'
        case "too_short" | "too_long":
            limit = (
                f"at least {context['min_length']}" if "min_length" in context else f"at most {context['max_length']}"
            )
            return f'"{name}" holds {context["actual_length"]}. It takes {limit}.'
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
    """What an author wrote, in quotes if it is text, on one line, cut when it is long."""
    match value:
        case str():
            text = f'the text "{" ".join(value.split())}"'
        case dict():
            text = "the options " + ", ".join(map(str, value))
        case list() if any(isinstance(one, str | dict) for one in value):
            text = "a list"
        case bool():
            text = str(value).lower()
        case _:
            text = str(value)
    return text if len(text) <= 80 else text[:77] + "..."
