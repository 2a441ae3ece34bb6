"""The chain rule with numbers: the gradient of one parameter as a product of factors.

For w1 of the lesson's network, short:  ∂L/∂w1 = ∂L/∂ŷ · ∂ŷ/∂h1 · ∂h1/∂w1
and with the pre-activations explicit:  ∂L/∂w1 = ∂L/∂ŷ · ∂ŷ/∂z_out · ∂z_out/∂h1 · ∂h1/∂z_h1 · ∂z_h1/∂w1
Cross-entropy after a sigmoid begins with ∂L/∂z_out = ŷ − y, the one factor that `backprop.output_delta` has there.
"""

import math
from dataclasses import dataclass

from .backprop import Trace, cancels, loss_slope
from .naming import Parameter, as_parameter, unit_names, value_of
from .network import ACTIVATIONS, Network, dot


@dataclass(frozen=True)
class Factor:
    """∂above/∂below and its number. `move`: the move of the lesson that works it out (3 output, 4 hidden)."""

    above: str
    below: str
    value: float
    move: int

    @property
    def term(self) -> str:
        """dL_dyhat, dyhat_dh1, dh1_dw1: the name that edge, row and code line share."""
        return f"d{self.above.replace('_hat', 'hat')}_d{self.below.replace('_hat', 'hat')}"


def chain(
    network: Network, trace: Trace, targets: tuple[float, ...], parameter: Parameter, *, full: bool
) -> tuple[Factor, ...]:
    """The factors whose product is ∂L/∂parameter, from the loss back to the parameter.

    Where several paths lead from a unit to the loss (several outputs, or more layers in between), the first factor is
    ∂L/∂a, the sum over those paths. Where cross-entropy's slope and the sigmoid's cancel, it is ∂L/∂z of the output.
    targets (n_out,); `full` has the pre-activations in it. Source: the chain rule as in Nielsen, Neural Networks and
    Deep Learning (2015), chapter 2. Raises LessonError for a parameter of another network.
    """
    as_parameter(network, parameter)
    units = unit_names(network.sizes)
    last = len(network.layers) - 1
    k, j = parameter.layer, parameter.unit
    into = 1.0 if parameter.column is None else trace.activations[k][parameter.column]
    if k == last:
        return tuple(_from_output(network, trace, targets, j, parameter.name, into, full, move=3))
    if k == last - 1 and len(trace.outputs) == 1:
        weight = network.layers[last].weights[0][j]
        factors = _from_output(network, trace, targets, 0, units[k + 1][j], weight, full, move=4)
    else:
        dL_da = dot([row[j] for row in network.layers[k + 1].weights], trace.deltas[k + 1])
        factors = [Factor("L", units[k + 1][j], dL_da, 4)]
    return (*factors, *_link(network, trace, k, j, parameter.name, into, full, move=4))


def _from_output(
    network: Network, trace: Trace, targets: tuple[float, ...], j: int, below: str, inner: float, full: bool, move: int
) -> list[Factor]:
    """From the loss through output j to one thing in its sum. `inner`: what that thing is multiplied by."""
    last = len(network.layers) - 1
    unit = unit_names(network.sizes)[-1][j]
    if cancels(network):
        z = pre_activation_name(unit)
        return [Factor("L", z, trace.deltas[last][j], 3), Factor(z, below, inner, move)]
    slope = loss_slope_or_nan(network.loss, trace.outputs[j], targets[j])
    return [Factor("L", unit, slope, 3), *_link(network, trace, last, j, below, inner, full, move)]


def _link(
    network: Network, trace: Trace, k: int, j: int, below: str, inner: float, full: bool, move: int
) -> list[Factor]:
    """How unit j of layer k answers to one thing in its sum: slope of g times `inner`; two factors when `full`."""
    unit = unit_names(network.sizes)[k + 1][j]
    slope = ACTIVATIONS[network.layers[k].activation].slope(trace.pre_activations[k][j], trace.activations[k + 1][j])
    if not full:
        return [Factor(unit, below, slope * inner, move)]
    z = pre_activation_name(unit)
    return [Factor(unit, z, slope, move), Factor(z, below, inner, move)]


def pre_activation_name(unit: str) -> str:
    """z1 for h1, zOut for the output: the pre-activation carries the number of its unit."""
    return unit.replace("y_hat", "zOut") if unit.startswith("y") else "z" + unit[1:]


def loss_slope_or_nan(loss: str, y_hat: float, y: float) -> float:
    """∂L/∂ŷ; nan where cross-entropy meets an output that was rounded to exactly 0 or 1 and the slope has no float."""
    try:
        return loss_slope(loss, y_hat, y)
    except ZeroDivisionError:
        return math.nan


def gradient_of(trace: Trace, parameter: Parameter) -> float:
    """∂L/∂parameter as backpropagation gives it."""
    return value_of(trace.gradients, parameter)
