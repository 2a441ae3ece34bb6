"""The depth lab's markup: the frame, the controls, the tasks. What stands in them is worked out elsewhere."""

from collections.abc import Iterable

from lesson_core.markup.controls import button, error_line, select
from lesson_core.markup.numbers import DASH, number
from lesson_core.markup.tags import Attribute, escape, tag
from lesson_core.widgets.contract import Slots

from . import words
from .options import LabOptions
from .state import SKIPPED, State
from .task_words import DONE, HINT, TO_DO, TaskText


def question(text: str, answer: str | None) -> str:
    """The question with its answers to choose from, or what came of it."""
    if answer is not None:
        return tag("p", tag("strong", escape(text)), " ", escape(answer))
    guesses = [button(label, {"type": "guess", "guess": guess}) for guess, label in words.GUESS_TEXTS.items()]
    skip = button(words.SKIP, {"type": "guess", "guess": SKIPPED}, class_="quiet")
    return tag("p", tag("strong", f"{words.OPENING} "), escape(text)) + tag(
        "div", *guesses, skip, class_="depth-guesses", role="group", aria_label=words.GUESSES_LABEL
    )


def verdict(health_word: str, text: str) -> str:
    """What has become of the blame, in words, and why."""
    title = tag("strong", escape(words.TITLES[health_word]), class_=f"depth-word {health_word}")
    return title + tag("p", escape(text))


def progress(step: int, loss: float, accuracy: float | None) -> str:
    """Epoch, loss, share of points on the right side (None where numbers overflowed)."""
    right = DASH if accuracy is None else words.percent_text(accuracy)
    exact = None if accuracy is None else repr(accuracy)
    return (
        tag("span", f"{words.EPOCH} ", tag("b", f"{step:,}", data_value="epoch", data_exact=step))
        + tag("span", f"{words.LOSS} ", number("loss", loss, 4, element="b"))
        + tag("span", f"{words.ACCURACY} ", tag("b", right, data_value="accuracy", data_exact=exact))
    )


def tasks(texts: Iterable[TaskText]) -> str:
    """The tasks, each with a network to start from, and a hint to unfold or what it has shown."""
    items = []
    for text in texts:
        state = tag("span", DONE if text.done else TO_DO, class_="depth-state")
        start = button(text.start, {"type": "preset", "task": text.name}) if text.start else ""
        more = tag("p", escape(text.more), class_="depth-why")
        if not text.explains:
            more = tag("details", tag("summary", HINT), tag("p", escape(text.more)))
        inside = tag("h4", escape(text.title), " ", state) + tag("p", escape(text.goal)) + start + more
        items.append(tag("li", inside, class_="done" if text.done else None))
    return tag("ol", *items, class_="depth-tasks")


def shell(options: LabOptions, _state: State, slots: Slots, _widget_id: str) -> str:
    """Everything inside the section, with the slots filled."""
    return (
        _slot(slots, "question", class_="box depth-question")
        + _panel(slots, has_tasks=bool(options.tasks))
        + _boxes(slots)
    )


def _slot(slots: Slots, name: str, element: str = "div", **attributes: Attribute) -> str:
    return tag(element, slots[name], data_slot=name, **attributes)


def _panel(slots: Slots, *, has_tasks: bool) -> str:
    stage = _slot(slots, "sizes", class_="depth-sizes") + _slot(slots, "boundary", class_="depth-boundary")
    return tag(
        "div",
        _slot(slots, "verdict", class_="depth-verdict"),
        _slot(slots, "strip", class_="depth-strip"),
        tag("div", stage, class_="depth-stage"),
        tag("div", _slot(slots, "sentence", "p", class_="sentence", aria_live="polite"), class_="said"),
        _controls(slots),
        tag("div", tag("h3", words.TASKS_TITLE), _slot(slots, "tasks"), class_="depth-try", hidden=not has_tasks),
        _slot(slots, "choices", class_="depth-choices", role="group", aria_label=words.CHOICES_LABEL),
        tag("div", error_line(""), tag("p", data_python_status=True, class_="python-status"), class_="below"),
        class_="panel no-card depth-panel",
    )


def _controls(slots: Slots) -> str:
    speed = select(words.SPEEDS, "100", data_speed=True, aria_label=words.SPEED_LABEL)
    return tag(
        "div",
        button(words.RESET, {"type": "reset"}),
        button(words.ONE_STEP, {"type": "train", "epochs": 1}),
        button(words.TRAIN, data_command="play", class_="primary play"),
        tag("label", speed, class_="speed"),
        button(words.NEW_WEIGHTS, {"type": "weights"}),
        _slot(slots, "progress", "p", class_="depth-progress"),
        class_="controls",
        role="group",
        aria_label=words.CONTROLS_LABEL,
    )


def _boxes(slots: Slots) -> str:
    empty = tag("p", words.EMPTY_CURVE, class_="empty")
    contents = {
        "curve": tag("figure", empty, data_chart="loss", aria_label=words.CURVE_LABEL),
        "chain": _slot(slots, "chain", class_="depth-chain", data_needs=""),
        "numbers": _slot(slots, "numbers"),
    }
    boxes = [
        tag("div", tag("h3", title), contents[name], class_=f"box depth-box-{name}", data_tab=title)
        for name, title in words.BOX_TITLES.items()
    ]
    return tag("div", *boxes, class_="under", data_tabset=True)
