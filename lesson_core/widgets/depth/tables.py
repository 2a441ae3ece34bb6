"""The depth lab's numbers as tables: every layer, and the chain of one unit a layer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lesson_core.markup.controls import error_line, number_field, slider
from lesson_core.markup.numbers import DASH, fmt, number
from lesson_core.markup.tags import tag

from . import words
from .chain import Link
from .state import Chain

if TYPE_CHECKING:
    from lesson_core.deep import Measurement


def numbers_table(now: "Measurement", ratio: float | None) -> str:
    """The size of blame, weight gradient and activation of every layer, in full."""
    rows = []
    for layer, sizes in enumerate(zip(now.deltas, now.gradients, now.activations, strict=True), 1):
        name = words.OUTPUT_ROW if layer == len(now.deltas) else str(layer)
        measures = zip(("delta", "gradient", "activation"), sizes, strict=True)
        cells = [_size(f"{measure}_{layer}", size) for measure, size in measures]
        rows.append(tag("tr", tag("th", name, scope="row"), *(tag("td", cell) for cell in cells)))
    shown = DASH if ratio is None else _size("ratio", ratio)
    table = _table(words.LAYER_COLUMNS, rows, blame_column=1, label=words.NUMBERS_LABEL)
    return tag("p", f"{words.RATIO_LABEL} ", shown) + table


def _size(name: str, value: float) -> str:
    """A size with its name and all its digits."""
    return tag("span", words.short_size_text(value), data_value=name, data_exact=repr(value))


def chain_table(chain: Chain, links: tuple[Link, ...], widget_id: str) -> str:
    """The chain of one unit a layer, with what the reader can change about it."""
    rows = []
    for link in links:
        weight, slope, factor = (fmt(value, 4, trim=True) for value in (chain.weight, link.slope, link.factor))
        product = f"{weight} · {slope} = {factor}"
        blame = number(f"chain_blame_{link.layer}", link.blame, 6, trim=True)
        name = words.layer_text(link.layer, is_output=False)
        rows.append(tag("tr", tag("th", name, scope="row"), tag("td", product), tag("td", blame)))
    factors = " · ".join(number(f"chain_factor_{link.layer}", link.factor, 4, trim=True) for link in links)
    arrives = number("chain_product", links[-1].blame, 6, element="b", trim=True)
    return (
        tag("p", words.CHAIN_TEXT)
        + tag("div", _chain_controls(chain, widget_id), class_="depth-chain-controls")
        + tag("p", factors, " = ", arrives, class_="depth-product")
        + _table(words.CHAIN_COLUMNS, rows, blame_column=2, label=words.CHAIN_LABEL)
    )


def _chain_controls(chain: Chain, widget_id: str) -> str:
    layers_id, weight_id, error_id = (f"{widget_id}-chain-{name}" for name in ("layers", "weight", "error"))
    layers_event, weight_event = ({"type": "chain", "name": name} for name in ("layers", "weight"))
    return (
        tag("label", words.CHAIN_LAYERS, for_=layers_id)
        + slider(chain.layers, 1, 12, 1, event=layers_event, into="value", id=layers_id)
        + tag("output", str(chain.layers), for_=layers_id, data_value="chain_layers", data_exact=chain.layers)
        + tag("label", words.CHAIN_WEIGHT, for_=weight_id)
        + number_field(chain.weight, field_id=weight_id, error_id=error_id, event=weight_event, into="value")
        + error_line("chain_weight", error_id)
    )


def _table(columns: Iterable[str], rows: Iterable[str], *, blame_column: int, label: str) -> str:
    """A table that scrolls where it is too long."""
    heads = [tag("th", name, scope="col", class_="g" if k == blame_column else None) for k, name in enumerate(columns)]
    table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="depth-numbers")
    return tag("div", table, class_="depth-table", tabindex="0", role="group", aria_label=label)
