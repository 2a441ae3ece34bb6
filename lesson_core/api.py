"""The only entrance from outside: a request as JSON text in, a reply as JSON text out.

A request is one event of one widget, or asks for the texts of a page anew ({"texts": ...}, see `living`).

`handle` is pure: no state, no clock, no hidden randomness, no I/O. Whatever the bytes are, nothing raises through it;
an error comes back as a reply. The shapes are written down in docs/contribute/how-it-works.md.
"""

import json
from typing import Any

from .checks import LessonError, RequestError, quoted
from .living.answer import answer as texts
from .widgets import WIDGETS

_BY_NAME = {widget.name: widget for widget in WIDGETS}
LANGUAGES = ("en",)  # of the words in each widget's words.py; a language more is a second module with the same names

NO_MEMORY = "This device has too little free memory for that. Close other tabs, or ask for something smaller."


def handle(request: str) -> str:
    """Answer one event of one widget. Returns a reply, or {"ok": false, "error": {"kind", "message", "field"}}."""
    try:
        return _written({"ok": True, **_answer(request)})
    except LessonError as error:
        return _error("input", str(error), error.argument)
    except RequestError as error:
        return _error("request", str(error), None)
    except RecursionError:
        return _error("request", "the request is nested too deeply", None)
    except MemoryError:
        return _error("memory", NO_MEMORY, None)
    except Exception as error:  # the rim: a defect becomes a reply that says so, not a dead page
        return _error("internal", f"a defect in lesson_core, please report it: {type(error).__name__}: {error}", None)


def _answer(text: str) -> dict[str, Any]:
    request = _parsed(text)
    if not isinstance(request, dict):
        raise RequestError(f"the request is a {type(request).__name__}; it takes an object with widget and event")
    if "texts" in request:
        return texts(request["texts"])
    name, event, state = request.get("widget"), request.get("event"), request.get("state")
    if not isinstance(name, str) or name not in _BY_NAME:
        raise RequestError(f"widget: got {quoted(name)}; it takes one of: {', '.join(_BY_NAME)}")
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise RequestError(f"event: got {quoted(event)}; it takes an object with a type")
    widget_id = request.get("id", name)
    if not isinstance(widget_id, str):
        raise RequestError(f"id: got {quoted(widget_id)}; it takes a text")
    if request.get("lang", "en") not in LANGUAGES:
        raise RequestError(f"lang: got {quoted(request['lang'])}; it takes one of: {', '.join(LANGUAGES)}")
    if event["type"] != "open" and not isinstance(state, dict):
        raise RequestError(f"state: got {quoted(state)}; it takes the state of the last reply (only open goes without)")
    return _BY_NAME[name].answer(widget_id, state, event)


def _parsed(text: str) -> object:
    """The request's JSON. NaN and Infinity, which Python would read, are none; nor is half of a UTF-16 pair text."""
    try:
        request = json.loads(text, parse_constant=_refused)
        json.dumps(request, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        half = error.object[error.start]
        raise RequestError(f"the request holds \\u{ord(half):x}, half of a character; it takes whole ones") from None
    except (TypeError, ValueError) as error:
        raise RequestError(f"the request is not JSON: {error}") from None
    return request


def _refused(constant: str) -> None:
    raise ValueError(f"it holds {constant}, and numbers are finite there")


def _written(reply: dict[str, Any]) -> str:
    return json.dumps(reply, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _error(kind: str, message: str, field: str | None) -> str:
    return _written({"ok": False, "error": {"kind": kind, "message": message, "field": field}})
