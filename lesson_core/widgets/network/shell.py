"""The frame of the live network: controls, tabs, and the small controls that follow the state."""

import math

from lesson_core.markup.numbers import fmt, number
from lesson_core.markup.tags import escape, tag
from lesson_core.widgets.contract import Slots

from .options import NetworkOptions
from .state import State
from .words import CONTROLS, EMPTY_CURVE, LEGEND, MOVE_NAMES, PANEL_TITLES, SPEEDS

# The value that was chosen last: what is typed right after choosing, before any answer, still goes to the right place.
EDIT = '{"type":"set"}'


def moves_strip(move: int) -> str:
    """The five moves, the current one marked."""
    items = []
    for k, name in enumerate(MOVE_NAMES[1:], start=1):
        state = "now" if k == move else "done" if k < move else None
        items.append(tag("li", tag("span", name), class_=state, aria_current="step" if k == move else None))
    return "".join(items)


def epoch_readout(epoch: int) -> str:
    return "epoch " + tag("b", f"{epoch:,}", data_value="epoch", data_exact=epoch)


def rate_control(rate: float, widget_id: str) -> str:
    """Learning rate: a slider over powers of ten, and a field that keeps every digit."""
    power = round(math.log10(rate), 2)
    label = f"{widget_id}-rate"
    return (
        tag("label", "learning rate", for_=label)
        + tag(
            "input",
            type="range",
            min="-3",
            max="2",
            step="0.01",
            value=power,
            aria_label="learning rate, slider",
            aria_valuetext=fmt(rate, 4, trim=True),
            data_event='{"type":"set","name":"learning_rate"}',
            data_into="position",
        )
        + _field('{"type":"set","name":"learning_rate"}', rate, label)
        + number("learning_rate", rate, 4, trim=True, class_="visually-hidden")
    )


def editor(choices: list[tuple[str, str]], editing: str, value: float, widget_id: str) -> str:
    """Any value of the network: choose it, then type it in full or slide it."""
    label = f"{widget_id}-edit"
    options = "".join(tag("option", escape(text), value=name, selected=name == editing) for name, text in choices)
    low, high = (
        min(-3.0, math.floor(value)) if value > -1e6 else value,
        max(3.0, math.ceil(value)) if value < 1e6 else value,
    )
    return (
        tag("label", "Change", for_=f"{label}-what")
        + tag("select", options, id=f"{label}-what", data_event='{"type":"edit"}', data_into="name")
        + tag(
            "input",
            type="range",
            min=low,
            max=high,
            step="0.01",
            value=repr(value),
            aria_label=f"{dict(choices)[editing]}, slider",
            aria_valuetext=fmt(value, 4, trim=True),
            data_event=EDIT,
            data_into="text",
        )
        + tag("label", f"{escape(dict(choices)[editing])}, every digit", for_=label, class_="visually-hidden")
        + _field(EDIT, value, label)
        + tag("p", class_="error", data_error=editing, id=f"{label}-error", role="alert")
    )


def _field(event: str, value: float, field_id: str) -> str:
    return tag(
        "input",
        type="text",  # no inputmode: an iPhone's keypad for decimal numbers has no minus
        autocomplete="off",
        id=field_id,
        value=repr(value).removesuffix(".0"),
        data_event=event,
        data_into="text",
        aria_describedby=f"{field_id}-error",
    )


def shell(_: NetworkOptions, state: State, filled: Slots, widget_id: str) -> str:
    """Everything inside the widget's section, with the slots filled."""
    panel = tag(
        "div",
        _slot(filled, "moves", "ol", class_="moves", aria_label="The five moves"),
        tag("div", _slot(filled, "picture", class_="picture"), _legend(), class_="stage-picture"),
        _slot(filled, "card", class_="card"),
        tag(
            "div",
            _slot(filled, "sentence", "p", class_="sentence", aria_live="polite"),
            _slot(filled, "epoch", "p", class_="epoch"),
            class_="said",
        ),
        _controls(filled),
        _below(widget_id),
        class_="panel" if "card" in state.panels else "panel no-card",
    )
    return panel + _under(filled, state.panels)


def _slot(filled: Slots, name: str, element: str = "div", **attributes: str) -> str:
    return tag(element, filled[name], data_slot=name, **attributes) if name in filled else ""


def _legend() -> str:
    rows = (tag("li", tag("i", class_=mark), text) for mark, text in LEGEND)
    return tag("ul", *rows, class_="legend", aria_label="Legend")


def _controls(filled: Slots) -> str:
    speed = tag(
        "label",
        tag("span", "speed", class_="visually-hidden"),
        tag(
            "select",
            "".join(tag("option", text, value=value, selected=value == "10") for value, text in SPEEDS),
            data_speed=True,
            aria_label="Speed of Play",
        ),
        class_="speed",
    )
    return tag(
        "div",
        _button(CONTROLS["reset"], data_command="reset"),
        _button(CONTROLS["back"], data_command="back"),
        _button(CONTROLS["step"], data_event='{"type":"step","moves":1}', data_foresee=True, class_="primary"),
        _button(CONTROLS["epoch"], data_event='{"type":"train","epochs":1}', data_foresee=True),
        _button(CONTROLS["hundred"], data_event='{"type":"train","epochs":100}', data_foresee=True),
        _button(CONTROLS["play"], data_command="play", class_="play"),
        speed,
        _slot(filled, "rate", class_="rate"),
        class_="controls",
        role="group",
        aria_label="Controls of the network",
    )


def _below(widget_id: str) -> str:
    return tag(
        "div",
        tag("p", class_="error", data_error="", role="alert"),
        tag("p", class_="error", data_error="learning_rate", id=f"{widget_id}-rate-error", role="alert"),
        tag("p", data_python_status=True, class_="python-status"),
        _button(CONTROLS["motion"], class_="quiet", data_command="motion", aria_pressed="true"),
        class_="below",
    )


def _under(filled: Slots, panels: tuple[str, ...]) -> str:
    insides = {
        "chain": lambda: _slot(filled, "chain", class_="chain"),
        "curve": lambda: tag(
            "figure", tag("p", EMPTY_CURVE, class_="empty"), data_chart="loss", aria_label="Loss curve of the network"
        ),
        "values": lambda: _slot(filled, "values", class_="table-wrap") + _slot(filled, "editor", class_="editor"),
        "readout": lambda: _slot(filled, "readout"),
    }
    boxes = [
        tag(
            "div",
            tag("h3", PANEL_TITLES[panel]),
            inside(),
            class_=f"box box-{panel}",
            data_tab=PANEL_TITLES[panel],
            data_tab_first=panel == "curve",
        )
        for panel, inside in insides.items()
        if panel in panels
    ]
    return tag("div", *boxes, class_="under", data_tabset=True) if boxes else ""


def _button(text: str, **attributes: str | bool) -> str:
    return tag("button", text, type="button", **attributes)
