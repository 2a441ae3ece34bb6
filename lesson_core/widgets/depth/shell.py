"""The depth lab's markup: the frame, the controls, the tasks. What stands in them is worked out elsewhere."""

import math

from lesson_core.deep_setup import ACTIVATIONS, DATA_SETS, INITIAL_WEIGHTS, MOST_LAYERS, MOST_UNITS, DeepSetup
from lesson_core.markup.numbers import DASH, fmt, number
from lesson_core.markup.tags import escape, tag
from lesson_core.widgets.contract import Slots

from .state import State
from .words import GUESS_TEXTS, NAMES, percent

SPEEDS = (
    ("1", "1 epoch/s"),
    ("10", "10 epochs/s"),
    ("100", "100 epochs/s"),
    ("1000", "full speed"),
)
CLIPS = (("off", "off"), ("10.0", "at 10"), ("1.0", "at 1"), ("0.1", "at 0.1"))


def question(text: str, answered: str | None) -> str:
    """The question with its answers to choose from, or what came of it."""
    if answered is not None:
        return tag("p", tag("strong", escape(text)), " ", escape(answered))
    choices = "".join(
        _button(label, data_event=f'{{"type":"guess","guess":"{name}"}}') for name, label in GUESS_TEXTS.items()
    )
    skip = _button("Just show me", class_="quiet", data_event='{"type":"guess","guess":"skipped"}')
    return tag("p", tag("strong", "First a guess. "), escape(text)) + tag(
        "div", choices, skip, class_="depth-guesses", role="group", aria_label="Your guess"
    )


def verdict(word: str, title: str, text: str, veiled: bool) -> str:
    return tag(
        "div",
        tag("strong", escape(title), class_=f"depth-word {word}"),
        tag("p", escape(text)),
        class_=_veil("depth-said", veiled),
    )


def picture(markup: str, veiled: bool) -> str:
    return tag("div", markup, class_=_veil("depth-picture", veiled))


def numbers(markup: str, veiled: bool) -> str:
    return tag("div", markup, class_=_veil("depth-layers", veiled))


def _veil(class_: str, veiled: bool) -> str:
    return f"{class_} veiled" if veiled else class_


def progress(step: int, loss: float, accuracy: float | None) -> str:
    """Epoch, loss, share of points on the right side (None where numbers overflowed)."""
    right = DASH if accuracy is None else percent(accuracy)
    exact = None if accuracy is None else repr(accuracy)
    return (
        tag("span", "epoch ", tag("b", f"{step:,}", data_value="epoch", data_exact=step))
        + tag("span", "loss ", number("loss", loss, 4, element="b"))
        + tag("span", "right ", tag("b", right, data_value="accuracy", data_exact=exact))
    )


def choices(setup: DeepSetup, widget_id: str) -> str:
    """Everything that a reader can choose about the network."""

    def labelled(name: str, text: str, control: str, shown: str = "") -> str:
        head = tag("label", text, for_=f"{widget_id}-{name}") + (
            tag("output", shown, for_=f"{widget_id}-{name}") if shown else ""
        )
        return tag("div", tag("div", head, class_="depth-label"), control, class_="depth-choice")

    def slider(name: str, text: str, value: float, low: float, high: float, step: float, shown: str) -> str:
        event = f'{{"type":"set","name":"{name}"}}'
        control = tag(
            "input",
            type="range",
            id=f"{widget_id}-{name}",
            min=low,
            max=high,
            step=step,
            value=value,
            aria_valuetext=shown,
            data_event=event,
            data_into="value",
        )
        return labelled(name, text, control, tag("span", shown, data_value=name, data_exact=repr(getattr(setup, name))))

    def menu(name: str, text: str, options: list[tuple[str, str]], chosen: str) -> str:
        return labelled(
            name, text, _select(f"{widget_id}-{name}", options, chosen, f'{{"type":"set","name":"{name}"}}', "value")
        )

    def named(names: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(name, NAMES[name]) for name in names]

    def switch(name: str, text: str) -> str:
        box = tag(
            "input",
            type="checkbox",
            id=f"{widget_id}-{name}",
            checked=getattr(setup, name),
            data_event=f'{{"type":"set","name":"{name}"}}',
            data_into="value",
        )
        return tag("div", box, tag("label", text, for_=f"{widget_id}-{name}"), class_="depth-switch")

    clip = "off" if setup.clip is None else repr(setup.clip)
    clips = list(CLIPS) if clip in dict(CLIPS) else [*CLIPS, (clip, f"at {fmt(setup.clip, 4, trim=True)}")]
    return (
        slider("depth", "hidden layers", setup.depth, 1, MOST_LAYERS, 1, str(setup.depth))
        + slider("width", "units a layer", setup.width, 1, MOST_UNITS, 1, str(setup.width))
        + slider(
            "learning_rate",
            "learning rate",
            _power(setup.learning_rate),
            -3,
            2,
            0.05,
            fmt(setup.learning_rate, 4, trim=True),
        )
        + menu("activation", "activation", named(ACTIVATIONS), setup.activation)
        + menu("initial_weights", "initial weights", named(INITIAL_WEIGHTS), setup.initial_weights)
        + menu("data", "points", named(DATA_SETS), setup.data)
        + menu("clip", "gradient clipping", clips, clip)
        + tag(
            "div",
            switch("residual", "residual connections"),
            switch("normalisation", "normalisation"),
            class_="depth-switches",
        )
    )


def _power(rate: float) -> float:
    return round(math.log10(rate), 2)


def tasks(texts: list[tuple[str, str, str, bool, bool]]) -> str:
    """The tasks; `texts` as depth_words.task_texts gives them."""
    items = []
    for title, goal, more, explains, done in texts:
        state = tag("span", "done" if done else "to do", class_="depth-state")
        told = tag("p", escape(more), class_="depth-why")
        if not explains:
            told = tag("details", tag("summary", "Hint"), tag("p", escape(more)))
        inside = tag("h4", escape(title), " ", state) + tag("p", escape(goal)) + told
        items.append(tag("li", inside, class_="done" if done else None))
    return tag("ol", *items, class_="depth-tasks")


def shell(_options: DeepSetup, _state: State, filled: Slots, _widget_id: str) -> str:
    """Everything inside the section, with the slots filled."""

    def slot(name: str, element: str = "div", **attributes) -> str:
        return tag(element, filled[name], data_slot=name, **attributes)

    speed = tag(
        "select",
        *(tag("option", text, value=value, selected=value == "100") for value, text in SPEEDS),
        data_speed=True,
        aria_label="Speed of training",
    )
    controls = tag(
        "div",
        _button("Reset", data_event='{"type":"reset"}'),
        _button("One step", data_event='{"type":"train","epochs":1}'),
        _button("Train", data_command="play", class_="primary play"),
        tag("label", speed, class_="speed"),
        _button("New weights", data_event='{"type":"weights"}'),
        slot("progress", "p", class_="depth-progress"),
        class_="controls",
        role="group",
        aria_label="Controls of the depth lab",
    )
    below = tag(
        "div",
        tag("p", class_="error", data_error="", role="alert"),
        tag("p", data_python_status=True, class_="python-status"),
        class_="below",
    )
    panel = tag(
        "div",
        slot("verdict", class_="depth-verdict"),
        slot("strip", class_="depth-strip"),
        tag(
            "div", slot("sizes", class_="depth-sizes"), slot("boundary", class_="depth-boundary"), class_="depth-stage"
        ),
        tag("div", slot("sentence", "p", class_="sentence", aria_live="polite"), class_="said"),
        controls,
        slot("choices", class_="depth-choices", role="group", aria_label="Choices for the network"),
        below,
        class_="panel no-card depth-panel",
    )
    curve = tag(
        "figure",
        tag("p", "Press Train and watch the loss.", class_="empty"),
        data_chart="loss",
        aria_label="Loss curve of the depth lab",
    )
    boxes = (
        ("Tasks", "tasks", slot("tasks")),
        ("Loss curve", "curve", curve),
        ("The reason, in numbers", "chain", slot("chain", class_="depth-chain", data_needs="")),
        ("Every layer in numbers", "numbers", slot("numbers")),
    )
    under = tag(
        "div",
        *(
            tag("div", tag("h3", title), inside, class_=f"box depth-box-{name}", data_tab=title)
            for title, name, inside in boxes
        ),
        class_="under",
        data_tabset=True,
    )
    return slot("question", class_="box depth-question") + panel + under


def _select(select_id: str, options: list[tuple[str, str]], chosen: str, event: str, into: str) -> str:
    inside = "".join(tag("option", escape(text), value=value, selected=value == chosen) for value, text in options)
    return tag("select", inside, id=select_id, data_event=event, data_into=into)


def _button(text: str, **attributes) -> str:
    return tag("button", text, type="button", **attributes)
