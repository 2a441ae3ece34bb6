"""The chain rule of one parameter, alive: choose it, see its factors with numbers, and the lines that compute them."""

from lesson_core.chain import Factor
from lesson_core.markup.controls import button, checkbox, select
from lesson_core.markup.formulas import chain_formula
from lesson_core.markup.source import CANCELLED, code_line, line_of
from lesson_core.markup.tags import tag, term

from .words import CHAIN_CODE, CHAIN_DASHES, CHAIN_LABEL, CHAIN_SWITCH, FILL_IN, IN_PYTHON

OUTPUT_SLOPE = "dL_dy_hat = loss_slope("
OUTPUT_DELTA = "delta.append(dL_dy_hat * slope(z_k"
HIDDEN_SUM = "dL_da = dot("
HIDDEN_DELTA = "delta.append(dL_da * slope(z_j"
WEIGHTS = "weights = tuple([tuple([d * a"
BIASES = "return LayerGradient(weights"
# In the order of the source.
LINES = (CANCELLED, OUTPUT_SLOPE, OUTPUT_DELTA, HIDDEN_SUM, HIDDEN_DELTA, WEIGHTS, BIASES)


def render_chain(
    factors: tuple[Factor, ...],
    gradient: float | None,
    move: int,
    whose: str,
    choices: list[tuple[str, str]],
    chosen: str,
    *,
    full: bool,
    is_bias: bool,
    outputs: tuple[str, ...],
    id_prefix: str,
) -> str:
    """`gradient` is None while no move has worked it out, else `whose` says whose numbers these are.

    `outputs`: the names of the output units.
    """
    select_id = f"{id_prefix}-chain"
    menu = select(choices, chosen, event={"type": "choose"}, into="name", id=select_id)
    switch = tag(
        "label", checkbox(checked=full, event={"type": "form"}, into="full"), f" {CHAIN_SWITCH}", class_="switch"
    )
    controls = tag("div", tag("label", CHAIN_LABEL, for_=select_id), menu, switch, class_="chain-controls")
    if gradient is None:
        hint = tag("p", f"{CHAIN_DASHES} ", button(FILL_IN, {"type": "reveal"}), class_="hint")
    else:
        hint = tag("p", whose, class_="hint")
    formula = chain_formula(chosen, factors, gradient, move)
    return controls + tag("div", formula + hint, class_="chain-formula") + _code(lines_of(factors, is_bias, outputs))


def lines_of(factors: tuple[Factor, ...], is_bias: bool, outputs: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """For each line of backprop.py that works on these factors: their terms. A short factor takes two lines."""
    last = BIASES if is_bias else WEIGHTS
    found: dict[str, tuple[str, ...]] = {}
    for factor in factors:
        of_output = factor.above in outputs or factor.above.startswith("zOut")
        ends = factor is factors[-1]
        lines: tuple[str, ...]
        if factor.above == "L" and factor.below.startswith("zOut"):
            lines = (CANCELLED,)
        elif factor.above == "L":
            lines = (OUTPUT_SLOPE,) if factor.below in outputs else (HIDDEN_SUM,)
        elif factor.below.startswith("z"):
            lines = (OUTPUT_DELTA,) if of_output else (HIDDEN_DELTA,)
        elif factor.above.startswith("z"):
            lines = (last,) if ends else (HIDDEN_SUM,)
        else:
            delta = OUTPUT_DELTA if of_output else HIDDEN_DELTA
            lines = (delta, last if ends else HIDDEN_SUM)
        for line in lines:
            found[line] = (*found.get(line, ()), factor.term)
    return {line: found[line] for line in LINES if line in found}


def _code(lines: dict[str, tuple[str, ...]]) -> str:
    rows = [term(terms, code_line(line_of("backprop", start))) for start, terms in lines.items()]
    source = tag(
        "div", tag("code", *rows, translate="no"), class_="source", tabindex="0", role="region", aria_label=CHAIN_CODE
    )
    return tag("details", tag("summary", IN_PYTHON), source, class_="in-python")
