"""The frame of the live network: controls, tabs, and the small controls that follow the state."""

import math

from lesson_core.markup.numbers import fmt, number
from lesson_core.markup.tags import escape, tag

from .sentences import MOVE_NAMES

SPEEDS = (
    ("moves", "1 move/s"),
    ("1", "1 epoch/s"),
    ("10", "10 epochs/s"),
    ("100", "100 epochs/s"),
    ("1000", "1,000 epochs/s"),
)
# The value that was chosen last: what is typed right after choosing, before any answer, still goes to the right place.
EDIT = '{"type":"set"}'
LEGEND = (
    ("dot high", "green, full: high"),
    ("dot low", "red, empty: low"),
    ("bar pos", "blue: positive weight"),
    ("bar neg", "red, dashed: negative weight"),
    ("bar thick", "thicker: larger"),
    ("dot label", "dashed ring: true label y"),
)


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


def network_shell(filled: dict[str, str], panels: tuple[str, ...], widget_id: str) -> str:
    """Everything inside the widget's section, with the slots filled."""

    def slot(name: str, element: str = "div", **attributes) -> str:
        return tag(element, filled[name], data_slot=name, **attributes) if name in filled else ""

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
    controls = tag(
        "div",
        _button("Reset", data_command="reset"),
        _button("Step back", data_command="back"),
        _button("Step", data_event='{"type":"step","moves":1}', data_foresee=True, class_="primary"),
        _button("One epoch", data_event='{"type":"train","epochs":1}', data_foresee=True),
        _button("100 Steps", data_event='{"type":"train","epochs":100}', data_foresee=True),
        _button("Play", data_command="play", class_="play"),
        speed,
        slot("rate", class_="rate"),
        class_="controls",
        role="group",
        aria_label="Controls of the network",
    )
    errors = tag("p", class_="error", data_error="", role="alert") + tag(
        "p", class_="error", data_error="learning_rate", id=f"{widget_id}-rate-error", role="alert"
    )
    legend = tag(
        "ul", *(tag("li", tag("i", class_=mark), text) for mark, text in LEGEND), class_="legend", aria_label="Legend"
    )
    panel = tag(
        "div",
        slot("moves", "ol", class_="moves", aria_label="The five moves"),
        tag("div", slot("picture", class_="picture"), legend, class_="stage-picture"),
        slot("card", class_="card"),
        tag(
            "div",
            slot("sentence", "p", class_="sentence", aria_live="polite"),
            slot("epoch", "p", class_="epoch"),
            class_="said",
        ),
        controls,
        tag(
            "div",
            errors,
            tag("p", data_python_status=True, class_="python-status"),
            tag("button", "Motion on", type="button", class_="quiet", data_command="motion", aria_pressed="true"),
            class_="below",
        ),
        class_="panel" if "card" in panels else "panel no-card",
    )
    return panel + _under(slot, panels)


def _under(slot, panels: tuple[str, ...]) -> str:
    boxes = {
        "curve": lambda: (
            "Loss curve",
            tag(
                "figure",
                tag("p", "Click 100 Steps to watch it learn!", class_="empty"),
                data_chart="loss",
                aria_label="Loss curve of the network",
            ),
        ),
        "values": lambda: (
            "Current weight values",
            slot("values", class_="table-wrap") + slot("editor", class_="editor"),
        ),
        "readout": lambda: ("Network state", slot("readout")),
        "chain": lambda: ("The chain rule, alive", slot("chain", class_="chain")),
    }
    shown = [(panel, *boxes[panel]()) for panel in ("chain", "curve", "values", "readout") if panel in panels]
    if not shown:
        return ""
    return tag(
        "div",
        *(
            tag(
                "div",
                tag("h3", title),
                content,
                class_=f"box box-{panel}",
                data_tab=title,
                data_tab_first=panel == "curve",
            )
            for panel, title, content in shown
        ),
        class_="under",
        data_tabset=True,
    )


def _button(text: str, **attributes) -> str:
    return tag("button", text, type="button", **attributes)
