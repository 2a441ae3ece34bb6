"""The markup and the sentences of a prediction. Values come in, nothing is computed here."""

from dataclasses import dataclass

from ..chain import Factor
from .formulas import partial
from .markup import DASH, escape, fmt, symbol_html, tag

FIELD = "your answer"
DIAGNOSES = {
    "sign": (
        "The size is right, but the sign is wrong. A guess that is too low makes ŷ − y negative, and an "
        "update takes the gradient away from the weight."
    ),
    "slope": (
        "A slope is missing. Going back through a sigmoid multiplies by its slope a(1 − a), once for each "
        "unit on the way."
    ),
    "z_for_a": (
        "It looks as if z stands where a belongs. The slope is a(1 − a) and a weight multiplies an "
        "activation: both take the value after the bend, not the sum before it."
    ),
    "new_weights": (
        "That comes out with the new output weights. Blame runs back through the weights as they were in the "
        "forward pass, before any update."
    ),
    "no_rate": "The learning rate is missing. The step is the learning rate times the gradient.",
    "half_lost": (
        "That is twice too large. The loss is half the squared error, so the 2 from the square and the half cancel."
    ),
    "half_twice": (
        "That is half of it. The half in the loss is used up by the 2 of the square: it must not be counted twice."
    ),
    "no_bias": "The bias is missing. It is added to the sum before the bend.",
    "no_step": "That is its value now, before the update. The step is still to be taken.",
    "only_change": "That is how much it changes. Add the change to the old value.",
}


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
            inputmode="decimal",
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


def update_step(name: str, old: float, new: float, rate: float) -> Step:
    """The last line: one step downhill."""
    return Step(
        symbol_html(name) + " ←",
        new,
        f"the old value {fmt(old, 6, trim=True)} minus the learning rate {fmt(rate, trim=True)} times the gradient",
        name,
    )


def shown_steps(setting, steps: tuple[Step, ...]) -> str:
    """All lines of a worked example, the first half of a half-worked one, none of the reader's own."""
    if setting.help == "own" or not steps:
        return ""
    known = len(steps) if setting.help == "worked" else (len(steps) + 1) // 2
    return _list(steps, known)


def full_answer(setting, steps: tuple[Step, ...], values: dict[str, float], than: float) -> str:
    """The answer, why, and every line that leads to it."""
    number = tag("b", fmt(values[setting.of], 6), data_exact=repr(values[setting.of]))
    said = f"For the network as it stood when this was worked out: {number}."
    if setting.ask == "compare":
        said += f" Compared with {fmt(than, 4, trim=True)}."
    return tag("p", said) + (tag("p", setting.why) if setting.why else "") + (_list(steps, len(steps)) if steps else "")


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
    gap = "" if given == truth else f" With more places: {fmt(truth, 6)}."
    return Verdict("right", f"Yes.{gap}", setting.why)


def too_coarse(setting, given: float) -> Verdict:
    return Verdict("coarse", "Right as far as it goes, but the change is smaller than that. Give more decimal places.")


def wrong_number(setting, given: float, truth: float, slip: str | None) -> Verdict:
    """What slipped, where one slip explains the answer; else how the answer differs."""
    if slip is not None:
        return Verdict("wrong", f"Not yet. {DIAGNOSES[slip]}")
    if truth and given and (given < 0) != (truth < 0):
        return Verdict("wrong", "Not yet, and the sign is the other one. Which way must the guess go?")
    if truth == 0:
        return Verdict("wrong", "Not yet. Look for a factor that is 0.")
    size = "too large" if abs(given) > abs(truth) else "too small"
    return Verdict("wrong", f"Not yet: the sign is right, the number is {size}. Work through the factors one by one.")


def choice_verdict(setting, given: str, right: str, truth: float, than: float) -> Verdict:
    if given == right:
        return Verdict("right", f"Yes, {right}: it is {fmt(truth)}.", setting.why)
    against = f", beside {fmt(than, trim=True)}" if setting.ask == "compare" else ""
    return Verdict("wrong", f"Not {given} but {right}: it is {fmt(truth)}{against}.", setting.why)
