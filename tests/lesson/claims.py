"""What the tests of the lessons' claims share: the words of a lesson, and its networks as they stand in its fences."""

import json
from functools import cache

from lesson_core import Layer, Network
from lesson_core.api import handle
from lesson_core.markup.numbers import fmt
from lesson_core.problem import Problem
from lesson_core.values import named_values
from site_scripts import ROOT
from site_scripts.lesson.blocks import split
from site_scripts.lesson.context import Context
from site_scripts.lesson.fences import FENCES
from site_scripts.lesson.mistakes import Page

VALLEY = Network((Layer(((0.0,),), (0.0,), "identity"),), "squared_error")


def text_of(lesson: str) -> str:
    return (ROOT / "docs" / "lessons" / f"{lesson}.md").read_text(encoding="utf-8")


@cache
def networks_of(lesson: str) -> dict[str, Problem]:
    """By the ids of their fences: whoever changes a lesson's numbers changes no test."""
    context = Context(Page(""))
    for block in split(text_of(lesson).split("\n"), FENCES, lambda _: None):
        if block.kind == "fence" and block.name == "network":
            FENCES["network"].read(block.body).note(context)
    return context.samples


def problem_of(lesson: str, network: str) -> Problem:
    return networks_of(lesson)[network]


LESSON = problem_of("backpropagation", "live-network")


def shown(name: str, digits: int = 4) -> str:
    """A number of the main lesson's network as the page writes it."""
    return fmt(named_values(LESSON)[name], digits)


def ask(event: dict, state: dict | None = None) -> dict:
    """The lesson's network, through `handle`."""
    return json.loads(handle(json.dumps({"widget": "network", "id": "n", "state": state, "event": event})))


def said(lesson: str, *words: str) -> None:
    text = " ".join(text_of(lesson).split())
    for one in words:
        assert one in text, f"{lesson} no longer says: {one}"
