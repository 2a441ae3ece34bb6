"""The depth lab through `handle`, by the words that the tests of its parts use."""

import json
import re

from lesson_core.api import handle

TRAIN = {"type": "train", "epochs": 1}


def ask(state, event):
    """The whole answer to one event, errors included."""
    request = {"widget": "depth", "id": "lab", "event": event} | ({} if state is None else {"state": state})
    return json.loads(handle(json.dumps(request)))


def opened(**options):
    reply = ask(None, {"type": "open", **options})
    assert reply["ok"], reply
    return reply


def after(*events, **options):
    """The reply to the last of some events."""
    reply = opened(**options)
    for event in events:
        reply = ask(reply["state"], event)
        assert reply["ok"], reply
    return reply


def choose(name, value):
    return {"type": "set", "name": name, "value": value}


def exact(reply, name):
    """The unrounded number of that name, as the markup carries it."""
    found = {
        value
        for markup in reply["slots"].values()
        for value in re.findall(rf'data-value="{name}" data-exact="([^"]*)"', markup)
    }
    assert len(found) == 1, f"{name}: {found}"
    return float(found.pop())
