"""Tables and readouts of a network's numbers."""

from lesson_core.chain import Factor
from lesson_core.markup.numbers import number
from lesson_core.markup.symbols import symbol_html
from lesson_core.markup.tags import escape, tag
from lesson_core.naming import Parameter

from .words import GUESS, LOSS, TARGET, WEIGHTS_CAPTION, WEIGHTS_HEAD, judged


def render_weights(
    rows: list[tuple[Parameter, float, float | None, float | None]],
    path: dict[str, tuple[Factor, ...]],
    chosen: str,
) -> str:
    """One row a parameter: value, gradient (None while it does not exist), last change (None before the first)."""
    head = tag("thead", tag("tr", *(tag("th", text, scope="col") for text in WEIGHTS_HEAD)))
    bodies = []
    for parameter, value, gradient, change in rows:
        name = parameter.name
        label = tag("span", escape(name)) + (
            "" if name == "bOut" else " " + tag("span", escape(parameter.role), class_="role")
        )
        choose = tag(
            "button",
            label,
            type="button",
            class_="choose",
            aria_pressed="true" if name == chosen else "false",
            data_event=f'{{"type":"choose","name":"{name}"}}',
        )
        row = tag(
            "tr",
            tag("th", choose, scope="row"),
            tag("td", number(name, value, 3)),
            tag("td", number(f"d_{name}", gradient, 4), class_="g"),
            tag("td", number(f"change_{name}", change, 4, sign=True)),
            data_term=name,
            class_="chosen" if name == chosen else None,
        )
        bodies.append(_body(path.get(name, ()), row))
    return tag("table", tag("caption", WEIGHTS_CAPTION, class_="visually-hidden"), head, *bodies, class_="weights")


def _body(factors: tuple[Factor, ...], row: str) -> str:
    """A row belongs to its parameter and, at most, to one factor of the chain rule: the table body carries that."""
    return tag("tbody", row, data_term=factors[0].term if factors else None)


def render_readout(entries: list[tuple[str, float | None, int]]) -> str:
    """Name and value side by side: the network state. Entries are (name, value, decimals)."""
    cells = []
    for name, value, decimals in entries:
        term_name = "L" if name == "loss" else name
        cell = tag("dt", symbol_html(name)) + tag("dd", number(name, value, decimals))
        cells.append(tag("div", cell, data_term=term_name))
    return tag("dl", *cells, class_="readout")


def render_brief(guess: float, target: float, loss: float) -> str:
    """The guess, the target and the loss of the network as it stands, in one line; of several outputs the first."""
    said = f"{GUESS} {number('y_hat', guess, 4)}, {TARGET} {number('y', target, 4, trim=True)}. {judged(guess, target)}"
    return tag("p", said) + tag("p", LOSS, " ", number("loss", loss, 6), class_="brief-loss")
