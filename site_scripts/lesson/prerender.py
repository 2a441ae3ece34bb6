"""A widget as HTML, made while the site is built by the very function that answers in the browser.

The section holds the first view, the opening request and reply, and the replies to what a reader is likely to do first
(the walks that the widget names), so that the page answers before Python is there.
"""

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from lesson_core.api import handle
from lesson_core.widgets import WIDGETS
from site_scripts.kept import sha256

from .recording import Recording

# Not in the JSON that lies in the section: there a quotation mark has a backslash before it.
AUTHORED = re.compile(r'(?P<before> data-text="(?P<name>[^"]+)">)(?P<text>[^<]*)')


class WidgetError(ValueError):
    """The author's options do not work; `option` names the one at fault, if one is known."""

    def __init__(self, message: str, option: str | None) -> None:
        """See the class."""
        super().__init__(message)
        self.option = option


def section(widget: str, widget_id: str, options: dict[str, Any], *, attributes: dict[str, str] | None = None) -> str:
    """The whole `<section data-widget=...>`. Raises WidgetError for options that lesson_core refuses.

    What is recorded comes first: whoever clicks a button as soon as it is there waits for no more of the page.
    """
    request = {"widget": widget, "id": widget_id, "event": {**options, "type": "open"}}
    reply = ask(request)
    inside = reply.pop("html")
    walks = reply.pop("walks", [])
    told = {**hints(widget), "data-fence": fingerprint(options), **(attributes or {})}
    more = "".join(f' {name}="{html.escape(value)}"' for name, value in told.items())
    opening = _script("data-opening", {"request": request, "reply": reply})
    recorded = _script("data-recorded", record(widget, widget_id, reply, walks))
    name = html.escape(widget_id)
    return f'<section data-widget="{widget}" id="{name}" class="widget"{more}>{opening}{recorded}{inside}</section>'


def fingerprint(options: dict[str, Any]) -> str:
    """What an author wrote in a fence, in a few letters: what a reader did before a change of it does not fit."""
    return sha256(json.dumps(options, sort_keys=True).encode())[:12]


def with_texts(section: str, texts: Mapping[str, str]) -> str:
    """The section with the HTML of the author's texts where lesson_core has put them escaped: see `authored`."""

    def filled(found: re.Match[str]) -> str:
        return found["before"] + texts.get(found["name"], found["text"])

    return AUTHORED.sub(filled, section)


def unseen(widget: str, widget_id: str, options: dict[str, Any], *, attributes: dict[str, str]) -> str:
    """A section that shows nothing itself, for a widget that has windows only: it does not repeat what fills them."""
    request = {"widget": widget, "id": widget_id, "event": {**options, "type": "open"}}
    reply = ask(request)
    opening = _script("data-opening", {"request": request, "reply": {"ok": True, "state": reply["state"]}})
    more = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    return f'<section data-widget="{widget}" id="{html.escape(widget_id)}"{more} hidden>{opening}</section>'


def hints(widget: str) -> dict[str, str]:
    """What the page and the search must know of a widget beforehand, as attributes of its section."""
    (declared,) = (one for one in WIDGETS if one.name == widget)
    found = {
        "data-search-exclude": "" if declared.searched else "true",
        "data-needs": " ".join(declared.needs),
        "data-limit": str(declared.limit or ""),
        "data-task": declared.task,
        "data-done": declared.done if declared.task else "",
    }
    return {name: value for name, value in found.items() if value} | ({"data-wide": ""} if declared.wide else {})


def record(
    widget: str, widget_id: str, opened: dict[str, Any], walks: list[list[dict[str, Any]]]
) -> dict[str, list[Any]]:
    """Follow each walk from the opening reply. Every text is stored once, as its difference from an earlier one."""
    recording = Recording(opened["slots"].values())
    latest = {name: recording.places[markup] for name, markup in opened["slots"].items()}
    places: dict[int, int] = {}
    request_place = reply_place = None
    for walk in walks:
        here = opened["state"]
        for event in walk:
            request = {"widget": widget, "id": widget_id, "state": here, "event": event}
            reply = ask(request)
            here = reply["state"]
            for name, markup in reply["slots"].items():
                latest[name] = recording.place(markup, latest.get(name))
            slots = {name: recording.places[markup] for name, markup in reply["slots"].items()}
            request_place = recording.place(_json(request), request_place)
            reply_place = recording.place(_json({**reply, "slots": slots}), reply_place or request_place)
            places.setdefault(request_place, reply_place)
    return {"parts": recording.made, "replies": [list(pair) for pair in places.items()]}


def ask(request: dict[str, Any]) -> dict[str, Any]:
    """One request to `handle`, natively."""
    reply: dict[str, Any] = json.loads(handle(json.dumps(request)))
    if not reply["ok"]:
        raise WidgetError(reply["error"]["message"], reply["error"]["field"])
    return reply


def slot(widget: str, widget_id: str, options: dict[str, Any], events: list[dict[str, Any]], name: str) -> str:
    """The markup of one slot after some events: for parts of a widget that stand elsewhere on the page."""
    reply = ask({"widget": widget, "id": widget_id, "event": {**options, "type": "open"}})
    for event in events:
        reply = ask({"widget": widget, "id": widget_id, "state": reply["state"], "event": event})
    markup: str = reply["slots"][name]
    return markup


def _json(data: dict[str, Any]) -> str:
    """Data as the page reads it, without a letter too many."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _script(attribute: str, data: dict[str, Any]) -> str:
    """JSON inside a script element. What could end the element or open a comment in it is written with an escape."""
    text = _json(data).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    return f'<script type="application/json" {attribute}>{text}</script>'
