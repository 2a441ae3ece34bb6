"""The markup and the sentences of a prediction. Values come in, nothing is computed here."""

import math
from dataclasses import dataclass

from lesson_core.chain import Factor
from lesson_core.markup.formulas import partial
from lesson_core.markup.numbers import DASH, MINUS, fmt
from lesson_core.markup.symbols import symbol_html
from lesson_core.markup.tags import escape, tag

from .diagnoses import DIAGNOSES, advice, asked, diagnosis

FIELD = "your answer"
NOISE = 1e-12  # as a part: what the rounding of floats leaves between two numbers that are equal in exact arithmetic


@dataclass(frozen=True)
class Verdict:
    """A sentence about an answer; `kind` is right, wrong, coarse, or empty when nothing is answered. `why`: markup."""

    kind: str
    sentence: str
    why: str = ""


@dataclass(frozen=True)
class Step:
    """One line of a calculation: what it is (markup), its number, why, and the highlight it shares."""

    markup: str
    value: float
    why: str
    term: str | None = None


def shell(widget_id: str, setting, choices: tuple[str, ...], slots: dict[str, str]) -> str:
    """The whole inside of the widget, its slots filled."""
    label = f"{widget_id}-question"
    if setting.help == "worked":
        controls = ""
    elif choices:
        buttons = [
            tag(
                "label",
                tag(
                    "input",
                    type="radio",
                    name=f"{widget_id}-choice",
                    value=word,
                    data_event='{"type":"answer"}',
                    data_into="text",
                ),
                " ",
                word,
            )
            for word in choices
        ]
        controls = tag(
            "div",
            *buttons,
            role="radiogroup",
            aria_labelledby=label,
            class_="predict-choices",
            data_remember=f"predict-{widget_id}",
        )
    else:
        field = tag(
            "input",
            type="text",
            autocomplete="off",
            aria_labelledby=label,
            data_event='{"type":"answer"}',
            data_into="text",
            data_remember=f"predict-{widget_id}",
        )
        check = tag("button", "Check", type="submit", data_event='{"type":"check"}')
        controls = tag("form", field, " ", check, class_="predict-form")
    look = tag(
        "button", "Use the network as it stands now", type="button", data_event='{"type":"look"}', class_="predict-look"
    )
    answer = tag("div", slots["answer"], data_slot="answer")
    parts = (
        tag("p", "A worked example" if setting.help == "worked" else "Predict first", class_="predict-label"),
        tag("div", setting.question, class_="predict-question", id=label),
        tag("div", slots["steps"], data_slot="steps"),
        look if setting.help != "own" else "",
        controls,
        tag("p", "", data_error=FIELD, class_="error"),
        tag("p", "", data_error="", class_="error"),
        tag("p", slots["sentence"], data_slot="sentence", role="status", class_="predict-verdict"),
        ""
        if setting.help == "worked"
        else tag("details", tag("summary", "Skip, and show the answer"), answer, look if setting.help == "own" else ""),
    )
    return "".join(parts)


def gradient_steps(
    name: str, factors: tuple[Factor, ...], gradient: float, reasons: tuple[str, ...]
) -> tuple[Step, ...]:
    """The factors of the chain rule, then their product."""
    lines = [
        Step(partial(factor.above, factor.below) + " =", factor.value, why, factor.term)
        for factor, why in zip(factors, reasons)
    ]
    product = Step(partial("L", name) + " =", gradient, "multiply them all: the gradient", f"dL_d{name}")
    return (*lines, product)


def update_step(name: str, old: float, new: float, rate: float | None) -> Step:
    """The last line: one step downhill. `rate` is None for a bias that is kept as it is."""
    why = "this network keeps its biases as they are"
    if rate is not None:
        was, times = fmt(old, 6, trim=True), fmt(rate, 6, trim=True)
        why = f"the old value {was} minus the learning rate {times} times the gradient"
    return Step(symbol_html(name) + " ←", new, why, name)


def shown_steps(setting, steps: tuple[Step, ...]) -> str:
    """All lines of a worked example, the first half of a half-worked one, none of the reader's own."""
    if setting.help == "own" or not steps:
        return ""
    known = len(steps) if setting.help == "worked" else (len(steps) + 1) // 2
    return _list(steps, known)


def full_answer(setting, steps: tuple[Step, ...], values: dict[str, float], than: float, where: str) -> str:
    """The answer, why, and every line that leads to it. `where`: “In this network”, or in which state of it."""
    value = values[setting.of]
    texts = beside(value, than, 6) if setting.ask == "compare" else (fmt(value, 6),)
    numbers = [tag("b", text, data_exact=repr(number)) for text, number in zip(texts, (value, than))]
    said = f"{where} it is {', beside '.join(numbers)}."
    return tag("p", said) + (tag("p", setting.why) if setting.why else "") + (_list(steps, len(steps)) if steps else "")


def beside(value: float, other: float, decimals: int) -> tuple[str, str]:
    """Two numbers to compare, with the same places: `decimals`, or as many more as it takes to tell them apart."""
    if math.isclose(value, other, rel_tol=NOISE):
        return fmt(value, decimals), fmt(value, decimals)
    for places in (decimals, 6, 9, 12):
        texts = fmt(value, places), fmt(other, places)
        if texts[0] != texts[1]:
            return texts
    return repr(value).replace("-", MINUS), repr(other).replace("-", MINUS)


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
        + (" " + tag("span", found.why) if found.why else "")
    )


def right_number(setting, given: float, truth: float) -> Verdict:
    shown = fmt(truth, 6)
    told = "e" in shown or round(given, 6) == round(truth, 6)  # the page has no more places to give than the reader
    return Verdict("right", "Yes." if told else f"Yes. To six decimal places it is {shown}.", setting.why)


def too_coarse(setting) -> Verdict:
    small = ", but the change is small beside your last decimal place" if setting.of.startswith("new_") else ""
    return Verdict("coarse", f"Right as far as it goes{small}. Give more decimal places.")


def old_value(setting, old: float, truth: float) -> Verdict:
    """The answer is the value before the update."""
    if abs(truth - old) < 0.5e-6:  # no place that the page shows tells them apart
        only = f"the change is only {fmt(truth - old, 6, sign=True)}"
        return Verdict("coarse", f"Right as far as it goes, but that is the old value too: {only}.")
    return Verdict("wrong", f"Not yet. {DIAGNOSES['no_step']}")


def wrong_number(setting, given: float, truth: float, slip, old: float) -> Verdict:
    """What slipped, where one slip explains the answer; else how the answer differs. `old`: what is to be changed."""
    if slip is not None:
        return Verdict("wrong", f"Not yet. {diagnosis(slip, setting.of)}")
    return Verdict("wrong", f"Not yet{_difference(setting, given, truth, old)}")


def _difference(setting, given: float, truth: float, old: float) -> str:
    more = advice(setting.of)
    if setting.of.startswith("new_"):
        if truth == old:
            return ": this update leaves it as it is."
        if (given < old) != (truth < old):
            return f": that is a step the wrong way. {more}"
        far = "too far" if abs(given - old) > abs(truth - old) else "not far enough"
        return f": the step goes the right way, but {far}. {more}"
    if truth == 0:
        zeros = {"gradient": "Look for a factor that is 0.", "change": "This update leaves it as it is."}
        hint = zeros.get(asked(setting.of), more)
        return f": it is nearer to 0 than that. {hint}"
    if given and (given < 0) != (truth < 0):
        return f", and the sign is the other one. {more}"
    where = "too far from 0" if abs(given) > abs(truth) else "too near 0"
    return f": the {'sign is right, but the ' if given else ''}number is {where}. {more}"


def choice_verdict(setting, given: str, right: str, truth: float, than: float) -> Verdict:
    numbers = ", beside ".join(beside(truth, than, 4)) if setting.ask == "compare" else fmt(truth)
    if given == right:
        return Verdict("right", f"Yes, {right}: it is {numbers}.", setting.why)
    return Verdict("wrong", f"Not {given} but {right}: it is {numbers}.", setting.why)
