"""The frame of the live network: controls, tabs, and the small controls that follow the state."""

import math
from collections.abc import Callable

from lesson_core.markup.controls import button, error_line, number_field, select, slider
from lesson_core.markup.numbers import count, fmt, number
from lesson_core.markup.tags import Attribute, escape, tag
from lesson_core.widgets.contract import Slots

from . import words
from .options import NetworkOptions
from .sharing import sharing
from .state import State

SET_RATE = {"type": "set", "name": "learning_rate"}
# The value that was chosen last: what is typed right after choosing, before any answer, still goes to the right place.
SET_CHOSEN = {"type": "set"}


def moves_strip(move: int) -> str:
    """The five moves, the current one marked."""
    items = []
    for k, name in enumerate(words.MOVE_NAMES[1:], start=1):
        state = "now" if k == move else "done" if k < move else None
        items.append(tag("li", tag("span", name), class_=state, aria_current="step" if k == move else None))
    return "".join(items)


def epoch_readout(epoch: int) -> str:
    """How many epochs are done."""
    return f"{words.EPOCH} " + tag("b", count(epoch), data_value="epoch", data_exact=epoch)


def rate_control(rate: float, widget_id: str) -> str:
    """Learning rate: a slider over powers of ten, and a field that keeps every digit."""
    label = f"{widget_id}-rate"
    return (
        tag("label", words.LEARNING_RATE, for_=label)
        + slider(
            round(math.log10(rate), 2),
            -3,
            2,
            0.01,
            event=SET_RATE,
            into="position",
            aria_label=words.slider_label(words.LEARNING_RATE),
            aria_valuetext=fmt(rate, 4, trim=True),
        )
        + number_field(rate, field_id=label, error_id=f"{label}-error", event=SET_RATE, into="text")
        + number("learning_rate", rate, 4, trim=True, class_="visually-hidden")
    )


def editor(choices: list[tuple[str, str]], editing: str, value: float, widget_id: str) -> str:
    """Any value of the network: choose it, then type it in full or slide it."""
    label, name = f"{widget_id}-edit", dict(choices)[editing]
    low = min(-3.0, math.floor(value)) if value > -1e6 else value
    high = max(3.0, math.ceil(value)) if value < 1e6 else value
    return (
        tag("label", words.EDIT, for_=f"{label}-what")
        + select(choices, editing, event={"type": "edit"}, into="name", id=f"{label}-what")
        + slider(
            value,
            low,
            high,
            0.01,
            event=SET_CHOSEN,
            into="text",
            aria_label=words.slider_label(name),
            aria_valuetext=fmt(value, 4, trim=True),
        )
        + tag("label", escape(words.field_label(name)), for_=label, class_="visually-hidden")
        + number_field(value, field_id=label, error_id=f"{label}-error", event=SET_CHOSEN, into="text")
        + error_line(editing, f"{label}-error")
    )


def shell(_: NetworkOptions, state: State, filled: Slots, widget_id: str) -> str:
    """Everything inside the widget's section, with the slots filled."""
    panel = tag(
        "div",
        _slot(filled, "moves", "ol", class_="moves", aria_label=words.MOVES_LABEL),
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
        sharing(with_curve="curve" in state.panels),
        class_="panel" if "card" in state.panels else "panel no-card",
    )
    return panel + _under(filled, state.panels)


def _slot(filled: Slots, name: str, element: str = "div", **attributes: Attribute) -> str:
    return tag(element, filled[name], data_slot=name, **attributes) if name in filled else ""


def _legend() -> str:
    rows = (tag("li", tag("i", class_=mark), text) for mark, text in words.LEGEND)
    return tag("ul", *rows, class_="legend", aria_label=words.LEGEND_LABEL)


def _controls(filled: Slots) -> str:
    speeds = select(words.SPEEDS, "10", data_speed=True, aria_label=words.SPEED_LABEL)
    speed = tag("label", tag("span", words.SPEED, class_="visually-hidden"), speeds, class_="speed")
    return tag(
        "div",
        button(words.RESET, data_command="reset"),
        button(words.STEP_BACK, data_command="back"),
        button(words.STEP, {"type": "step", "moves": 1}, data_foresee=True, class_="primary"),
        button(words.ONE_EPOCH, {"type": "train", "epochs": 1}, data_foresee=True),
        button(words.HUNDRED_STEPS, {"type": "train", "epochs": 100}, data_foresee=True),
        button(words.PLAY, data_command="play", class_="play"),
        speed,
        _slot(filled, "rate", class_="rate"),
        class_="controls",
        role="group",
        aria_label=words.CONTROLS_LABEL,
    )


def _below(widget_id: str) -> str:
    return tag(
        "div",
        error_line(""),
        error_line("learning_rate", f"{widget_id}-rate-error"),
        tag("p", data_python_status=True, class_="python-status"),
        button(words.MOTION_ON, class_="quiet", data_command="motion", aria_pressed="true"),
        class_="below",
    )


def _under(filled: Slots, panels: tuple[str, ...]) -> str:
    curve = tag("p", words.EMPTY_CURVE, class_="empty")
    insides: dict[str, Callable[[], str]] = {
        "chain": lambda: _slot(filled, "chain", class_="chain"),
        "curve": lambda: tag("figure", curve, data_chart="loss", aria_label=words.CURVE_LABEL),
        "values": lambda: _slot(filled, "values", class_="table-wrap") + _slot(filled, "editor", class_="editor"),
        "readout": lambda: _slot(filled, "readout"),
    }
    boxes = [_box(panel, inside()) for panel, inside in insides.items() if panel in panels]
    return tag("div", *boxes, class_="under", data_tabset=True) if boxes else ""


def _box(panel: str, inside: str) -> str:
    title, is_first = words.PANEL_TITLES[panel], panel == "curve"
    return tag(
        "div",
        tag("h3", title),
        inside,
        class_=f"box box-{panel}",
        data_tab=title,
        data_tab_first=is_first,
    )
