"""What the tests of the lessons' claims share: the words of a lesson, its network, and its valley."""

import json

from lesson_core import Layer, Network
from lesson_core.api import handle
from site_scripts import ROOT

VALLEY = Network((Layer(((0.0,),), (0.0,), "identity"),), "squared_error")


def text_of(lesson: str) -> str:
    return (ROOT / "docs" / "lessons" / f"{lesson}.md").read_text(encoding="utf-8")


def ask(event: dict, state: dict | None = None) -> dict:
    """The lesson's network, through `handle`."""
    return json.loads(handle(json.dumps({"widget": "network", "id": "n", "state": state, "event": event})))


def said(lesson: str, *words: str) -> None:
    text = " ".join(text_of(lesson).split())
    for one in words:
        assert one in text, f"{lesson} no longer says: {one}"
