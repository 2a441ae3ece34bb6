"""The markup of a prediction."""

from lesson_core.markup.controls import button, radio_group, submit_button, text_field
from lesson_core.markup.numbers import DASH, fmt
from lesson_core.markup.tags import authored, escape, tag
from lesson_core.widgets.contract import Outcome, Reply, Slots

from .judging import compared_with, judge
from .state import ASKS, PredictOptions, Setting, State, values_of
from .steps import Step, steps_to
from .words import ABOUT, CHECK, FIELD, LOOK, PREDICT_FIRST, SKIP, WHY, WORKED, Verdict, beside, which_network


def reply(outcome: Outcome[State], _widget_id: str) -> Reply[State]:
    """The verdict, and the lines and the answer for the network as it was last seen."""
    state = outcome.state
    setting, network = state.setting, state.network
    values = values_of(setting, network.problem)
    found = judge(setting, network.problem, values, state.text) if state.text else Verdict("", "")
    steps = steps_to(setting.of, network.problem, values)
    where = which_network(network.segment, network.epoch)
    slots = {
        "which": f"{ABOUT} {tag('b', where)}.",
        "steps": shown_steps(setting, steps),
        "sentence": verdict(found),
        "answer": full_answer(setting, steps, values, compared_with(setting, values), where),
    }
    if setting.help != "worked":
        slots["fold"] = WHY if found.kind == "right" else SKIP
    return Reply(state, slots, found.sentence)


def shell(setting: PredictOptions, _state: State, slots: Slots, widget_id: str) -> str:
    """The whole inside of the widget, its slots filled."""
    label = f"{widget_id}-question"
    which = tag("span", slots["which"], data_slot="which")
    look = button(LOOK, {"type": "look", "network": None}, class_="predict-look")
    answer = tag("div", slots["answer"], data_slot="answer")
    summary = tag("summary", slots.get("fold", ""), data_slot="fold")
    parts = (
        tag("p", WORKED if setting.help == "worked" else PREDICT_FIRST, class_="predict-label"),
        authored("question", setting.question, "div", class_="predict-question", id=label, data_question=True),
        tag("p", which, " ", look, class_="predict-which"),
        tag("div", slots["steps"], data_slot="steps"),
        _answer_controls(setting, widget_id, label),
        tag("p", "", data_error=FIELD, class_="error"),
        tag("p", "", data_error="", class_="error"),
        tag("p", slots["sentence"], data_slot="sentence", role="status", class_="predict-verdict"),
        "" if setting.help == "worked" else tag("details", summary, answer),
    )
    return "".join(parts)


def _answer_controls(setting: Setting, widget_id: str, label: str) -> str:
    """Words to choose from, a field with its button, or nothing for a worked example."""
    if setting.help == "worked":
        return ""
    event, key = {"type": "answer"}, f"predict-{widget_id}"
    if choices := ASKS[setting.ask]:
        return radio_group(
            f"{widget_id}-choice",
            choices,
            event=event,
            into="text",
            aria_labelledby=label,
            class_="predict-choices",
            data_remember=key,
        )
    field = text_field(event=event, into="text", aria_labelledby=label, data_remember=key)
    return tag("form", field, " ", submit_button(CHECK, {"type": "check"}), class_="predict-form")


def shown_steps(setting: Setting, steps: tuple[Step, ...]) -> str:
    """All lines of a worked example, the first half of a half-worked one, none of the reader's own."""
    if setting.help == "own" or not steps:
        return ""
    known = len(steps) if setting.help == "worked" else (len(steps) + 1) // 2
    return _list(steps, known)


def full_answer(setting: Setting, steps: tuple[Step, ...], values: dict[str, float], than: float, where: str) -> str:
    """The answer, why, and every line that leads to it. `where`: of which network, in which state."""
    value = values[setting.of]
    texts = beside(value, than, 6) if setting.ask == "compare" else (fmt(value, 6),)
    numbers = [tag("b", text, data_exact=repr(number)) for text, number in zip(texts, (value, than))]
    said = f"In {where} it is {', beside '.join(numbers)}."
    return tag("p", said) + authored("why", setting.why, "p") + (_list(steps, len(steps)) if steps else "")


def _list(steps: tuple[Step, ...], known: int) -> str:
    rows = []
    for k, step in enumerate(steps):
        shown = tag("b", fmt(step.value, 6), data_exact=repr(step.value)) if k < known else tag("b", DASH)
        rows.append(
            tag(
                "li",
                tag("span", step.markup, data_term=step.term, class_="predict-symbol"),
                shown,
                tag("span", step.why, class_="predict-why"),
            )
        )
    return tag("ol", *rows, class_="predict-steps")


def verdict(found: Verdict) -> str:
    """The sentence, with a mark that does not need colour."""
    if not found.kind:
        return ""
    mark = {"right": "✓", "wrong": "✗", "coarse": "…"}[found.kind]
    return (
        tag("span", mark + " ", aria_hidden="true")
        + tag("span", escape(found.sentence), class_=f"verdict-{found.kind}")
        + (" " + authored("why", found.why) if found.why else "")
    )
