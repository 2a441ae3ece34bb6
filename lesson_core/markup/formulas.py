"""Formulas whose parts carry numbers: fractions, factors, products."""

import math
from collections.abc import Callable

from lesson_core.chain import Factor

from .numbers import DASH, as_shown, fmt
from .symbols import spoken, symbol_html
from .tags import tag


def partial(above: str, below: str) -> str:
    """∂above/∂below as a fraction."""
    return tag(
        "span",
        tag("span", "∂" + symbol_html(above)),
        tag("span", "∂" + symbol_html(below)),
        class_="frac",
    )


def with_number(
    markup: str, shown: str, *, term: str | None = None, name: str | None = None, exact: float | None = None
) -> str:
    """A part of a formula with its current number under it."""
    value = tag("b", shown, data_value=name, data_exact=None if exact is None else repr(exact))
    return tag("span", markup, value, class_="fac", data_term=term, tabindex="0" if term else None)


def operator(sign: str) -> str:
    """A sign between two parts: =, ·, +."""
    return tag("span", sign, class_="op")


def math_box(parts: list[str], spoken_text: str, *, lines: bool = False) -> str:
    """A formula: its parts for the eye, and one sentence for a screen reader."""
    return tag(
        "div",
        tag("span", spoken_text, class_="visually-hidden"),
        tag(
            "div",
            *parts,
            aria_hidden="true" if not any("tabindex" in part for part in parts) else None,
            class_="parts",
            translate="no",
        ),
        class_="formula lines" if lines else "formula",
    )


type Sum = tuple[float, list[float], Callable[[list[float]], float]]  # a result, its numbers, how it comes from them


def digits_for(*sums: Sum, least: int = 4) -> tuple[int, int]:
    """How many places results and their numbers need so that who works out what is shown gets what is shown.

    The same for both where three more than `least` do it. Else, as where factors are large, the results keep `least`.
    """
    alike = ((places, places) for places in range(least, least + 4))
    apart = ((least, places) for places in range(least + 4, 17))
    for of_results, of_numbers in (*alike, *apart):
        if all(
            fmt(work_out([as_shown(value, of_numbers) for value in values]), of_results) == fmt(result, of_results)
            for result, values, work_out in sums
        ):
            return of_results, of_numbers
    return least, least


def chain_formula(name: str, factors: tuple[Factor, ...], gradient: float | None, shown_move: int) -> str:
    """∂L/∂name = product of factors, each with its number once the move that works it out is made."""
    values = [factor.value for factor in factors]
    places, digits = (4, 4) if gradient is None else digits_for((gradient, values, math.prod))
    parts = [
        with_number(partial("L", name), fmt(gradient, places), name=f"d_{name}", exact=gradient, term=f"dL_d{name}"),
        operator("="),
    ]
    for k, factor in enumerate(factors):
        known = shown_move >= factor.move
        shown = fmt(factor.value, digits) if known else DASH
        if k:
            parts.append(operator("·"))
        parts.append(
            with_number(
                partial(factor.above, factor.below),
                shown,
                term=factor.term,
                name=factor.term,
                exact=factor.value if known else None,
            )
        )
    said = f"The derivative of L by {spoken(name)} is " + ", times ".join(
        f"the derivative of {spoken(f.above)} by {spoken(f.below)}" for f in factors
    )
    if gradient is not None and shown_move >= max(f.move for f in factors):
        said += f". In numbers: {fmt(gradient, places)} = " + " times ".join(fmt(v, digits) for v in values)
    return math_box(parts, said + ".")
