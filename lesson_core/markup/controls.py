"""The controls of a form: buttons, sliders, fields, menus.

What a control sends is its `event`, to which the page adds what the reader chose under the name `into`. The words of
menus and choices are escaped here; the label of a button is markup. An attribute that only some need goes through to
`tag`.
"""

import json
from collections.abc import Iterable, Mapping

from .tags import Attribute, escape, tag

type Event = Mapping[str, object]  # {"type": "set", "name": "depth"}


def event_attribute(event: Event | None) -> str | None:
    """An event as `data-event` and `data-nudge` hold it; None, which leaves the attribute out, for none."""
    return None if event is None else json.dumps(event, separators=(",", ":"))


def button(label: str, event: Event | None = None, **attributes: Attribute) -> str:
    """A button; `label` is markup. Without an event the page itself answers it (`data_command`)."""
    return tag("button", label, type="button", data_event=event_attribute(event), **attributes)


def submit_button(label: str, event: Event) -> str:
    """The button of a form, which Enter in a field of the form presses as well; `label` is markup."""
    return tag("button", label, type="submit", data_event=event_attribute(event))


def slider(
    value: float, low: float, high: float, step: float, *, event: Event, into: str, **attributes: Attribute
) -> str:
    """A slider from `low` to `high`. It has a label or `aria_label`, and `aria_valuetext` where `value` is no words."""
    return _input("range", event, into, min=low, max=high, step=step, value=value, **attributes)


def text_field(*, event: Event, into: str, **attributes: Attribute) -> str:
    """A field for one line, empty unless it has a `value`. It has a label, or `aria_labelledby`.

    No inputmode, not even for numbers: an iPhone's keypad for decimal numbers has no minus.
    """
    return _input("text", event, into, autocomplete="off", **attributes)


def number_field(value: float, *, field_id: str, error_id: str, event: Event, into: str) -> str:
    """A field with every digit of a number, 2 for 2.0. `error_id`: the `error_line` that says what is wrong with it."""
    shown = repr(value).removesuffix(".0")
    return text_field(event=event, into=into, id=field_id, value=shown, aria_describedby=error_id)


def error_line(field: str, line_id: str | None = None) -> str:
    """Where the page shows the error about a field; the one with the field "" shows those that have no line."""
    return tag("p", class_="error", data_error=field, id=line_id, role="alert")


def checkbox(*, checked: bool, event: Event, into: str, **attributes: Attribute) -> str:
    """A box to tick. It has a label."""
    return _input("checkbox", event, into, checked=checked, **attributes)


def select(
    options: Iterable[tuple[str, str]],
    chosen: str,
    *,
    event: Event | None = None,
    into: str | None = None,
    **attributes: Attribute,
) -> str:
    """A menu of (value, text), or of what the page itself answers to where there is no event (`data_speed`)."""
    inside = [tag("option", escape(text), value=value, selected=value == chosen) for value, text in options]
    return tag("select", *inside, data_event=event_attribute(event), data_into=into, **attributes)


def radio_group(name: str, words: Iterable[str], *, event: Event, into: str, **attributes: Attribute) -> str:
    """Words of which one is chosen. `name` is the page's own for this group; the group has `aria_labelledby`."""
    choices = [tag("label", _input("radio", event, into, name=name, value=word), " ", escape(word)) for word in words]
    return tag("div", *choices, role="radiogroup", **attributes)


def _input(kind: str, event: Event, into: str, **attributes: Attribute) -> str:
    return tag("input", type=kind, **attributes, data_event=event_attribute(event), data_into=into)
