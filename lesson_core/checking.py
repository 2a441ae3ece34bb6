"""Checking gradients: the slope that backpropagation gives beside the slope measured by two small steps."""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from .backprop import backpropagate
from .checks import LessonError, as_positive
from .naming import Parameter, parameters, value_of, with_value
from .network import ACTIVATIONS, Network, Vector, as_sample, forward
from .training import loss_of

LONGEST_STEP = 0.1
MARGIN = 1e4  # how many times the measurement's own error a slope must be before it is judged by its own size


@dataclass(frozen=True)
class GradientEntry:
    """One parameter: both slopes, how far they are apart, and whether a kink lay between the two small steps.

    relative_error  |backpropagated − measured| / the larger of the two, or of the floor below which the measurement
                    cannot tell (see `check_gradients`); infinite where one of the two is not finite
    """

    name: str
    backpropagated: float
    measured: float
    relative_error: float
    at_kink: bool


@dataclass(frozen=True)
class GradientCheck:
    """max_relative_error over the entries away from kinks, and all entries in the order of the table."""

    max_relative_error: float
    entries: tuple[GradientEntry, ...]

    @property
    def worst(self) -> str | None:
        """The name of the parameter with the largest relative error; None when every entry stands at a kink."""
        smooth = [entry for entry in self.entries if not entry.at_kink]
        return max(smooth, key=lambda entry: entry.relative_error).name if smooth else None


def check_gradients(
    network: Network, inputs: Sequence[float], targets: Sequence[float], step: float = 1e-5
) -> GradientCheck:
    """Compare backpropagation with central differences: (L(w + h) − L(w − h)) / 2h for every parameter.

    Source: Nocedal & Wright, Numerical Optimization (2006), section 8.1. inputs (n_in,), targets (n_out,); `step` is h.

    The measurement has an error of its own, about h² from the bend of the loss and ε L / h from the rounding of L
    (ε = 2.2e-16). Slopes below MARGIN times that are compared with this floor instead of with themselves. Where ReLU
    bends, a slope is not defined: an entry whose two steps fall on different sides of a kink is marked `at_kink` and
    left out of the maximum.

    Raises LessonError for bad input, and for a step that is not positive, longer than 0.1, or too small to change a
    parameter.
    """
    step = as_positive("step", step)
    if step > LONGEST_STEP:
        raise LessonError("step", f"got {step!r}, which tells nothing of a slope; it takes at most {LONGEST_STEP}")
    inputs, targets = as_sample(network, inputs, targets)
    gradients = backpropagate(network, inputs, targets).gradients
    entries = []
    for parameter in parameters(network):
        above, below, width = _steps(network, parameter, step)
        losses = loss_of(above, inputs, targets), loss_of(below, inputs, targets)
        measured = (losses[0] - losses[1]) / width
        slope = value_of(gradients, parameter)
        floor = MARGIN * (step**2 + sys.float_info.epsilon / step) * max(1.0, *losses)
        error = abs(slope - measured) / max(abs(slope), abs(measured), floor)
        if not (math.isfinite(slope) and math.isfinite(measured)):
            error = math.inf
        at_kink = _sides(above, inputs) != _sides(below, inputs)
        entries.append(GradientEntry(parameter.name, slope, measured, error, at_kink))
    worst = max((entry.relative_error for entry in entries if not entry.at_kink), default=0.0)
    return GradientCheck(worst, tuple(entries))


def _steps(network: Network, parameter: Parameter, step: float) -> tuple[Network, Network, float]:
    """The network with the parameter a step larger and a step smaller, and how far apart the two really are."""
    value = value_of(network.layers, parameter)
    high, low = value + step, value - step
    if not low < value < high:
        raise LessonError("step", f"got {step!r}, too small to change {parameter.name} = {value!r}; take a longer one")
    return with_value(network, parameter, high), with_value(network, parameter, low), high - low


def _sides(network: Network, inputs: Vector) -> tuple[bool, ...]:
    """For each unit with a kink: does its pre-activation lie right of it?"""
    pre_activations, _ = forward(network, inputs)
    return tuple(
        z_j > 0
        for layer, z in zip(network.layers, pre_activations)
        if ACTIVATIONS[layer.activation].kinked
        for z_j in z
    )
