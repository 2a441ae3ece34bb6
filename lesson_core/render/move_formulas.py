"""The formula of each move, with the numbers of the moment under its letters.

`view` carries the values: state, network, before, now, used, gradients, parameters, chosen (see widgets.network_view).
"""

from ..chain import pre_activation_name
from ..naming import target_names, unit_names
from ..network import ACTIVATIONS
from .formulas import math_box, operator, partial, with_number
from .markup import fmt, spoken, symbol_html, tag

LONG = 4  # a sum with more inputs than this is shortened in the middle


def _forward_formula(view) -> str:
    lines = []
    units = unit_names(view.sizes)
    shown = [(0, j) for j in range(min(len(units[1]), 2))]
    if len(units) > 2:
        shown.append((len(view.network.layers) - 1, 0))
    for k, j in shown:
        lines.append(_unit_line(view, units, k, j))
    said = "; ".join(f"{spoken(units[k + 1][j])} is {fmt(view.now.activations[k + 1][j])}" for k, j in shown)
    return math_box(lines, said, lines=True)


def _unit_line(view, units, k: int, j: int) -> str:
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
        trim = k == 0
        parts += [
            _part(named[k, j, i], layer.weights[j][i], 3),
            operator("·"),
            _part(units[k][i], view.now.activations[k][i], 4, trim=trim),
        ]
    parts += [operator("+"), _part(named[k, j, None], layer.biases[j], 3)]
    if layer.activation != "identity":
        parts.append(operator(")"))
    return tag("div", *parts, class_="line")


def _loss_formula(view) -> str:
    y_hat, y = view.now.outputs[0], view.state.targets[0]
    guess, truth = _part(first_output(view), y_hat), _part(target_names(view.sizes)[0], y)
    value = _part("loss", view.now.loss, 6)
    several = [operator("+ …")] if view.sizes[-1] > 1 else []
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
    return math_box(parts + several, f"The loss is {fmt(view.now.loss, 6)}")


def _output_formula(view) -> str:
    """∂L/∂z = ∂L/∂ŷ · ∂ŷ/∂z, then the gradient of one weight into the output."""
    out = first_output(view)
    z = pre_activation_name(out)
    y_hat, delta = view.now.outputs[0], view.now.deltas[-1][0]
    slope = ACTIVATIONS[view.network.layers[-1].activation].slope(view.now.pre_activations[-1][0], y_hat)
    blame = view.output_slope
    first = [
        with_number(partial("L", z), fmt(delta), name=f"delta_{out}", exact=delta),
        operator("="),
        with_number(partial("L", out), fmt(blame), term=f"dL_d{_plain(out)}", name=f"dL_d{_plain(out)}", exact=blame),
        operator("·"),
        with_number(partial(out, z), fmt(slope), term=f"d{_plain(out)}_d{z}", name=f"d{_plain(out)}_d{z}", exact=slope),
    ]
    return math_box(
        [tag("div", *first, class_="line"), _gradient_line(view, len(view.network.layers) - 1, 0, z, delta)],
        f"The blame of {spoken(out)} is {fmt(delta)}: {fmt(blame)} times {fmt(slope)}",
        lines=True,
    )


def _hidden_formula(view) -> str:
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
    z = pre_activation_name(unit)
    delta = view.now.deltas[k][j]
    a = view.now.activations[k + 1][j]
    slope = ACTIVATIONS[layers[k].activation].slope(view.now.pre_activations[k][j], a)
    outgoing = [
        (p, m)
        for m in range(layers[k + 1].n_out)
        for p in view.parameters
        if (p.layer, p.unit, p.column) == (k + 1, m, j)
    ]
    sums = []
    for position, (p, m) in enumerate(outgoing[:2]):
        above = pre_activation_name(units[k + 2][m])
        if position:
            sums.append(operator("+"))
        sums += [
            with_number(partial("L", above), fmt(view.now.deltas[k + 1][m])),
            operator("·"),
            _part(p.name, layers[k + 1].weights[m][j], 3),
        ]
    if len(outgoing) > 2:
        sums.append(operator("+ …"))
    if len(outgoing) > 1:
        sums = [operator("("), *sums, operator(")")]
    first = [
        with_number(partial("L", z), fmt(delta), name=f"delta_{unit}", exact=delta),
        operator("="),
        *sums,
        operator("·"),
        with_number(partial(unit, z), fmt(slope), term=f"d{unit}_d{z}", name=f"d{unit}_d{z}", exact=slope),
    ]
    return math_box(
        [tag("div", *first, class_="line"), _gradient_line(view, k, j, z, delta)],
        f"The blame of {spoken(unit)} is {fmt(delta)}",
        lines=True,
    )


def _gradient_line(view, k: int, j: int, z: str, delta: float) -> str:
    """∂L/∂w = ∂L/∂z · what came in: for the chosen parameter if it is this unit's, else its first weight."""
    mine = [p for p in view.parameters if (p.layer, p.unit) == (k, j)]
    p = next((p for p in mine if p.name == view.chosen.name), mine[0])
    gradient = view.gradients[p.name]
    into = (
        operator("1")
        if p.is_bias
        else _part(unit_names(view.sizes)[k][p.column], view.now.activations[k][p.column], 4, trim=k == 0)
    )
    parts = [
        with_number(partial("L", p.name), fmt(gradient), name=f"d_{p.name}", exact=gradient, term=f"dL_d{p.name}"),
        operator("="),
        with_number(partial("L", z), fmt(delta)),
        operator("·"),
        into,
    ]
    return tag("div", *parts, class_="line")


def _update_formula(view) -> str:
    """w ← w − η ∂L/∂w for the chosen parameter."""
    p = view.chosen
    gradient = view.gradients[p.name]
    before, after = view.value(view.before, p), view.value(view.network, p)
    rate = view.state.learning_rate
    if p.is_bias and not view.state.train_biases:
        return math_box(
            [_part(p.name, after), operator("stays: the biases are not trained here")],
            f"{spoken(p.name)} stays {fmt(after)}: the biases are not trained here",
        )
    parts = [
        _part(p.name, after),
        operator("="),
        with_number(symbol_html(p.name), fmt(before)),
        operator("−"),
        _part("learning_rate", rate, 4, trim=True),
        operator("·"),
        with_number(partial("L", p.name), fmt(gradient), name=f"d_{p.name}", exact=gradient, term=f"dL_d{p.name}"),
    ]
    return math_box(
        parts,
        f"{spoken(p.name)} becomes {fmt(after)}: {fmt(before)} minus {fmt(rate, 4, trim=True)} times {fmt(gradient)}",
    )


FORMULAS = (None, _forward_formula, _loss_formula, _output_formula, _hidden_formula, _update_formula)


def _part(name: str, value: float, decimals: int = 4, *, trim: bool = False) -> str:
    term = "L" if name == "loss" else name
    return with_number(symbol_html(name), fmt(value, decimals, trim=trim), name=name, exact=value, term=term)


def first_output(view) -> str:
    return unit_names(view.sizes)[-1][0]


def _plain(name: str) -> str:
    return name.replace("_hat", "hat")


def _g(activation: str) -> str:
    return {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU", "leaky_relu": "leaky ReLU"}[activation]
