"""The formula of each move, with the numbers of the moment under its letters."""

import math

from lesson_core.backprop import cancels
from lesson_core.chain import Factor, pre_activation_name
from lesson_core.markup.formulas import Sum, digits_for, math_box, operator, partial, with_number
from lesson_core.markup.numbers import fmt
from lesson_core.markup.symbols import spoken, symbol_html
from lesson_core.markup.tags import tag
from lesson_core.naming import Parameter, target_names, unit_names
from lesson_core.network import ACTIVATIONS

from .view import View

LONG = 4  # a sum with more inputs than this is shortened in the middle


def _forward_formula(view: View) -> str:
    units = unit_names(view.sizes)
    shown = [(0, j) for j in range(min(len(units[1]), 2))]
    if len(units) > 2:
        shown.append((len(view.network.layers) - 1, 0))
    lines = [_unit_line(view, units, k, j) for k, j in shown]
    said = "; ".join(f"{spoken(units[k + 1][j])} is {fmt(view.now.activations[k + 1][j])}" for k, j in shown)
    return math_box(lines, said, lines=True)


def _unit_line(view: View, units: tuple[tuple[str, ...], ...], k: int, j: int) -> str:
    """h₁ = σ(w₁·x₁ + w₂·x₂ + b₁) with the numbers under the letters."""
    layer = view.network.layers[k]
    named = {(p.layer, p.unit, p.column): p.name for p in view.parameters}
    parts = [
        _part(units[k + 1][j], view.now.activations[k + 1][j]),
        operator("=" if layer.activation == "identity" else f"= {_g(layer.activation)}("),
    ]
    size = len(layer.weights[j])
    for i in range(size) if size <= LONG else (0, 1, size - 1):
        if i:
            parts.append(operator("+" if size <= LONG or i == 1 else "+ … +"))
        parts += [
            _part(named[k, j, i], layer.weights[j][i]),
            operator("·"),
            _part(units[k][i], view.now.activations[k][i], trim=k == 0),
        ]
    parts += [operator("+"), _part(named[k, j, None], layer.biases[j])]
    if layer.activation != "identity":
        parts.append(operator(")"))
    return tag("div", *parts, class_="line")


def _squared_error(shown: list[float]) -> float:
    error = shown[0] - shown[1]
    return error * error  # error**2 would raise where this overflows to ∞


def _cross_entropy(shown: list[float]) -> float:
    y, y_hat = shown
    return -y * math.log(y_hat) - (1 - y) * math.log1p(-y_hat) if 0 < y_hat < 1 else math.nan


# What a reader works out from the numbers shown, target and guess: so it is known how many places these need.
_WORK_OUT = {
    "half_squared_error": lambda shown: 0.5 * _squared_error(shown),
    "squared_error": _squared_error,
    "binary_cross_entropy": _cross_entropy,
}


def _loss_formula(view: View) -> str:
    y_hat, y = view.now.outputs[0], view.problem.targets[0]
    several = [operator("+ …")] if view.sizes[-1] > 1 else []
    if cancels(view.network) and y_hat in (0, 1):
        return math_box(_loss_by_the_sum(view, y) + several, f"The loss is {fmt(view.now.loss, 6)}")
    places, digits = (
        (6, 6) if several else digits_for((view.now.loss, [y, y_hat], _WORK_OUT[view.network.loss]), least=6)
    )
    guess, truth = _part(view.first_output, y_hat, digits), _part(target_names(view.sizes)[0], y, digits, trim=True)
    value = _part("loss", view.now.loss, places)
    match view.network.loss:
        case "half_squared_error":
            parts = [value, operator("= ½ ("), truth, operator("−"), guess, operator(")²")]
        case "squared_error":
            parts = [value, operator("= ("), truth, operator("−"), guess, operator(")²")]
        case _:
            parts = [
                value,
                operator("= −"),
                truth,
                operator("ln"),
                guess,
                operator("− (1 −"),
                truth,
                operator(") ln(1 −"),
                guess,
                operator(")"),
            ]
    return math_box(parts + several, f"The loss is {fmt(view.now.loss, places)}")


def _loss_by_the_sum(view: View, y: float) -> list[str]:
    """Cross-entropy written in z, as `network.unit_loss` has it: ŷ was rounded to 0 or 1, where ln has no number."""
    z = view.now.pre_activations[-1][0]
    of_sum = _part(pre_activation_name(view.first_output), z, 6)
    truth = _part(target_names(view.sizes)[0], y, 6, trim=True)
    start = [_part("loss", view.now.loss, 6), operator("= max("), of_sum, operator(", 0) −"), truth, operator("·")]
    return [*start, of_sum, operator("+ ln(1 + e^(−|"), of_sum, operator("|))")]


def _output_formula(view: View) -> str:
    """∂L/∂z = ∂L/∂ŷ · ∂ŷ/∂z, or ŷ − y where the two slopes cancel; then the gradient of one weight into the output."""
    out = view.first_output
    y_hat, y, delta = view.now.outputs[0], view.problem.targets[0], view.now.deltas[-1][0]
    last = len(view.network.layers) - 1
    gradient = _gradient_sum(view, last, 0, delta)
    if len(view.output_factors) == 1:
        places, digits = digits_for((delta, [y_hat, y], lambda shown: shown[0] - shown[1]), gradient)
        truth = _part(target_names(view.sizes)[0], y, digits, trim=True)
        parts = [_part(out, y_hat, digits), operator("−"), truth]
        said = f"{fmt(y_hat, digits)} minus {fmt(y, digits, trim=True)}"
    else:
        of_loss, slope = view.output_factors
        places, digits = digits_for((delta, [of_loss.value, slope.value], math.prod), gradient)
        parts = [_factor_part(of_loss, digits), operator("·"), _factor_part(slope, digits)]
        said = f"{fmt(of_loss.value, digits)} times {fmt(slope.value, digits)}"
    first = tag("div", _delta_part(out, delta, places), operator("="), *parts, class_="line")
    return math_box(
        [first, _gradient_line(view, last, 0, out, delta, places, digits)],
        f"The blame of {spoken(out)} is {fmt(delta, places)}: {said}",
        lines=True,
    )


def _hidden_formula(view: View) -> str:
    """∂L/∂z₁ = ∂L/∂z_out · w · slope for the chosen parameter's unit (the first hidden unit if that has none)."""
    layers = view.network.layers
    if len(layers) == 1:
        return ""
    k = min(view.chosen.layer, len(layers) - 2)
    j = view.chosen.unit if view.chosen.layer == k else 0
    if view.chosen.layer > k and view.chosen.column is not None:
        j = view.chosen.column
    units = unit_names(view.sizes)
    unit = units[k + 1][j]
    delta = view.now.deltas[k][j]
    z, a = view.now.pre_activations[k][j], view.now.activations[k + 1][j]
    slope = Factor(unit, pre_activation_name(unit), ACTIVATIONS[layers[k].activation].slope(z, a), 4)
    outgoing = [
        (p, m)
        for m in range(layers[k + 1].n_out)
        for p in view.parameters
        if (p.layer, p.unit, p.column) == (k + 1, m, j)
    ]
    pairs = [(view.now.deltas[k + 1][m], layers[k + 1].weights[m][j]) for _, m in outgoing]
    flat = [slope.value, *(value for pair in pairs for value in pair)]
    gradient = _gradient_sum(view, k, j, delta)
    # Of more than two, a part is left out: nobody can work it out.
    places, digits = digits_for(*[(delta, flat, _sum_of_pairs_times_first)][: 3 - len(outgoing)], gradient)
    sums = []
    for position, ((p, m), (delta_after, weight)) in enumerate(zip(outgoing[:2], pairs)):
        if position:
            sums.append(operator("+"))
        sums += [_delta_part(units[k + 2][m], delta_after, digits), operator("·"), _part(p.name, weight, digits)]
    if len(outgoing) > 2:
        sums.append(operator("+ …"))
    if len(outgoing) > 1:
        sums = [operator("("), *sums, operator(")")]
    first = [_delta_part(unit, delta, places), operator("="), *sums, operator("·"), _factor_part(slope, digits)]
    return math_box(
        [tag("div", *first, class_="line"), _gradient_line(view, k, j, unit, delta, places, digits)],
        f"The blame of {spoken(unit)} is {fmt(delta, places)}",
        lines=True,
    )


def _sum_of_pairs_times_first(values: list[float]) -> float:
    slope, *rest = values
    return slope * sum(delta_after * weight for delta_after, weight in zip(rest[::2], rest[1::2]))


def _parameter_of(view: View, k: int, j: int) -> Parameter:
    """The chosen parameter if it is this unit's, else the unit's first weight."""
    mine = [p for p in view.parameters if (p.layer, p.unit) == (k, j)]
    return next((p for p in mine if p.name == view.chosen.name), mine[0])


def _gradient_sum(view: View, k: int, j: int, delta: float) -> Sum:
    p = _parameter_of(view, k, j)
    into = 1.0 if p.column is None else view.now.activations[k][p.column]
    return view.gradients[p.name], [delta, into], math.prod


def _gradient_line(view: View, k: int, j: int, unit: str, delta: float, places: int, digits: int) -> str:
    """∂L/∂w = ∂L/∂z · what came in."""
    p = _parameter_of(view, k, j)
    into = operator("1")
    if p.column is not None:
        into = _part(unit_names(view.sizes)[k][p.column], view.now.activations[k][p.column], digits, trim=k == 0)
    gradient = _gradient_part(p.name, view.gradients[p.name], places)
    return tag("div", gradient, operator("="), _delta_part(unit, delta, digits), operator("·"), into, class_="line")


def _update_formula(view: View) -> str:
    """The update: w ← w − η ∂L/∂w for the chosen parameter."""
    p = view.chosen
    gradient = view.gradients[p.name]
    before, after = view.value(view.before, p), view.value(view.network, p)
    rate = view.problem.learning_rate
    if p.is_bias and not view.problem.train_biases:
        return math_box(
            [_part(p.name, after), operator("stays: the biases are not trained here")],
            f"{spoken(p.name)} stays {fmt(after)}: the biases are not trained here",
        )
    places, digits = digits_for((after, [before, rate, gradient], lambda shown: shown[0] - shown[1] * shown[2]))
    old, step, slope = fmt(before, digits), fmt(rate, digits, trim=True), fmt(gradient, digits)
    parts = [
        _part(p.name, after, places),
        operator("="),
        with_number(symbol_html(p.name), old, name=f"old_{p.name}", exact=before),
        operator("−"),
        _part("learning_rate", rate, digits, trim=True),
        operator("·"),
        _gradient_part(p.name, gradient, digits),
    ]
    return math_box(parts, f"{spoken(p.name)} becomes {fmt(after, places)}: {old} minus {step} times {slope}")


_FORMULAS = (_forward_formula, _loss_formula, _output_formula, _hidden_formula, _update_formula)


def move_formula(view: View) -> str:
    """The formula of the move that was made last, with the numbers of the moment."""
    return _FORMULAS[view.state.move - 1](view)


def _part(name: str, value: float, decimals: int = 4, *, trim: bool = False) -> str:
    term = "L" if name == "loss" else name
    return with_number(symbol_html(name), fmt(value, decimals, trim=trim), name=name, exact=value, term=term)


def _factor_part(factor: Factor, digits: int) -> str:
    """∂above/∂below, named as the factor of the chain rule that it is."""
    shown = fmt(factor.value, digits)
    return with_number(
        partial(factor.above, factor.below), shown, name=factor.term, exact=factor.value, term=factor.term
    )


def _delta_part(unit: str, delta: float, digits: int = 4) -> str:
    """∂L/∂z of a unit: its blame."""
    z = pre_activation_name(unit)
    return with_number(partial("L", z), fmt(delta, digits), name=f"delta_{unit}", exact=delta, term=f"dL_d{z}")


def _gradient_part(name: str, gradient: float, digits: int = 4) -> str:
    return with_number(partial("L", name), fmt(gradient, digits), name=f"d_{name}", exact=gradient, term=f"dL_d{name}")


def _g(activation: str) -> str:
    return {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU", "leaky_relu": "leaky ReLU"}[activation]
