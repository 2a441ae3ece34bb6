"""The only entrance from outside: a request as JSON text in, a reply as JSON text out.

`handle` is pure: no state, no clock, no hidden randomness, no I/O. Whatever the bytes are, nothing raises through it;
an error comes back as a reply. The shapes are written down in docs/contribute/how-it-works.md.
"""

import json

from .checks import LessonError
from .widgets import WIDGETS


class RequestError(ValueError):
    """A request that does not have the shape of one."""


def handle(request: str) -> str:
    """Answer one event of one widget. Returns a reply, or {"ok": false, "error": {"kind", "message", "field"}}."""
    try:
        return _written({"ok": True, **_answer(request)})
    except LessonError as error:
        return _error("input", str(error), error.argument)
    except (RequestError, RecursionError) as error:
        return _error("request", str(error) or "the request is nested too deeply", None)
    except Exception as error:  # the rim: a defect becomes a reply that says so, not a dead page
        return _error("internal", f"a defect in lesson_core, please report it: {type(error).__name__}: {error}", None)


def _answer(text: str) -> dict:
    try:
        request = json.loads(text)
    except (TypeError, ValueError) as error:
        raise RequestError(f"the request is not JSON: {error}") from None
    if not isinstance(request, dict):
        raise RequestError(f"the request is a {type(request).__name__}; it takes an object with widget and event")
    name, event, state = request.get("widget"), request.get("event"), request.get("state")
    if not isinstance(name, str) or name not in WIDGETS:
        raise RequestError(f"widget: got {name!r}; it takes one of: {', '.join(WIDGETS)}")
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise RequestError(f"event: got {event!r}; it takes an object with a type")
    widget_id = request.get("id", name)
    if not isinstance(widget_id, str):
        raise RequestError(f"id: got {widget_id!r}; it takes a text")
    if event["type"] != "open" and not isinstance(state, dict):
        raise RequestError(f"state: got {state!r}; it takes the state of the last reply (only open goes without)")
    try:
        return WIDGETS[name](widget_id, state, event)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        if isinstance(error, KeyError) or event["type"] != "open":
            raise RequestError(f"state or event has not the shape of this widget's: {error!r}") from error
        raise


def _written(reply: dict) -> str:
    return json.dumps(reply, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _error(kind: str, message: str, field: str | None) -> str:
    return _written({"ok": False, "error": {"kind": kind, "message": message, "field": field}})
