"""YAML that knows its lines, checked against a pydantic model; every error is a sentence for the author.

An error tells the line inside the text, what was found, what is allowed, and the nearest right word. The sentences
stand with the checks, in `option_types` and in the models.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .mistakes import Mistake, quote
from .option_types import UNKNOWN

type Lines = dict[tuple[str | int, ...], int]  # the line (from 0) of each part of a text, by its path


class _Loader(yaml.SafeLoader):
    """YAML with the number and truth words of version 1.2: `1e-3` is a number, `no` and `on` are words."""


_Loader.yaml_implicit_resolvers = {}
for _kind, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|false|True|False", list("tfTF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.(?:inf|Inf|INF))"
        r"|\.(?:nan|NaN|NAN)",
        list("-+0123456789."),
    ),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(rf"^(?:{_pattern})$"), _first)

LONGEST_NUMBER = 300  # digits: floats end at 1.8e308

# What pydantic checks by itself, by the code of its error.
TAKES = {
    "bool_type": "true or false",
    "int_type": "a whole number, such as 3",
    "float_type": "a number, such as 0.5",
    "string_type": "text",
    "list_type": "a list in square brackets, such as [0.5, 0.8]",
}


def read_yaml(text: str, what: str) -> tuple[dict[str, Any], Lines]:
    """The mapping that `text` holds, and the lines of its parts. Raises Mistake."""
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            lines: Lines = {}
            if node is not None:
                _find_lines(node, (), lines, _Source(what, text))
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
            f"{what}: found {quote(data)}, which has no `name: value`. Write one option a line, with a colon "
            "and a space between its name and its value."
        )
    return data, lines


def _problem(error: yaml.YAMLError) -> str:
    """What PyYAML found, in an author's words where it is a common slip."""
    problem: str = getattr(error, "problem", None) or "a character that YAML does not take"
    if "'\\t'" in problem:
        return "a tab stands here: use spaces"
    if problem == "mapping values are not allowed here":
        return "a second colon in the line, or a line that is indented further than its neighbours"
    return problem


class _Source(NamedTuple):
    """The text that is read, to say what is wrong with a part of it."""

    what: str
    text: str

    def mistake(self, message: str, node: yaml.Node) -> Mistake:
        return Mistake(f"{self.what}: {message}", node.start_mark.line)


def _find_lines(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, source: _Source) -> None:
    lines.setdefault(path, node.start_mark.line)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise source.mistake("text that begins with { or [ stands in single quotes.", key)
            if (*path, key.value) in lines:
                raise source.mistake(f'"{key.value}" stands here for the second time: keep one of them.', key)
            lines[(*path, key.value)] = key.start_mark.line
            if value.tag == "tag:yaml.org,2002:null":
                raise source.mistake(f'"{key.value}" has no value. Write one, or take the line away.', key)
            _find_lines(value, (*path, key.value), lines, source)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _find_lines(value, (*path, index), lines, source)
    elif isinstance(node, yaml.ScalarNode):
        _check_scalar(node, source)


def _check_scalar(node: yaml.ScalarNode, source: _Source) -> None:
    """Refuse what YAML would read without a word and otherwise than an author means it. Raises Mistake."""
    written = source.text[node.start_mark.index : node.end_mark.index]
    behind = source.text[node.end_mark.index :].partition("\n")[0].strip()
    if node.tag == "tag:yaml.org,2002:int" and len(node.value) > LONGEST_NUMBER:
        raise source.mistake(f"a number of {len(node.value)} digits is too long. Write it as 1e9.", node)
    if node.tag == "tag:yaml.org,2002:int" and re.match(r"[-+]?0\d", node.value):
        raise source.mistake(f"{node.value} begins with a zero. Write the number without it.", node)
    if node.style == '"' and re.search(r"(?<!\\)(?:\\\\)*\\[A-Za-z]", written):
        raise source.mistake("a backslash between double quotes gets lost. Put the text in single quotes.", node)
    if node.style is None and node.tag == "tag:yaml.org,2002:str" and behind.startswith("#"):
        raise source.mistake(f'"{behind}" would be left out: # begins a comment. Put the whole text in quotes.', node)


def check[Model: BaseModel](model: type[Model], text: str, what: str) -> tuple[Model, Lines]:
    """`text`, read as YAML, as a `model`, and its lines. Raises Mistake with the line inside `text` and the remedy."""
    data, lines = read_yaml(text, what)
    try:
        return model.model_validate(data), lines
    except ValidationError as error:
        # A name that is not known explains others, so it is told first.
        first = min(error.errors(), key=lambda one: (one["type"] != UNKNOWN, line_of(_path(one), lines)))
        raise Mistake(f"{what}: {sentence(first)}", line_of(_path(first), lines)) from error


def line_of(path: tuple[str | int, ...], lines: Mapping[tuple[str | int, ...], int]) -> int:
    """The line of the option at that path, or of the nearest one around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)


def _path(error: ErrorDetails) -> tuple[str | int, ...]:
    return (*error["loc"], *error.get("ctx", {}).get("path", ()))


def sentence(error: ErrorDetails) -> str:
    """One pydantic error as a sentence for an author: what was found, what is allowed, what is near."""
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in _path(error))
    context = error.get("ctx", {})
    if "sentence" in context:
        rest = str(context["sentence"])
    elif error["type"] == "value_error":
        rest = f": {context['error']}"
    else:
        takes = TAKES.get(error["type"])
        rest = f"is {quote(error['input'])}. {f'It takes {takes}' if takes else error['msg']}."
    if not name:
        return rest.removeprefix(": ")
    return f'"{name}"{rest}' if rest.startswith(":") else f'"{name}" {rest}'
