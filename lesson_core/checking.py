"""Checking gradients: the slope that backpropagation gives beside the slope measured by two small steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from .backprop import backpropagate
from .naming import parameters, value_of, with_value
from .network import ACTIVATIONS, LessonError, Network, as_float, as_sample, forward
from .training import loss_of

SMALL = 1e-6  # below this both slopes count as zero: rounding in the loss alone is about 1e-16 / step


@dataclass(frozen=True)
class GradientEntry:
    """One parameter: both slopes, how far they are apart, and whether a kink lay between the two small steps."""

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
    """Compare backpropagation with central differences: (L(w + h) − L(w − h)) / 2h, an error of order h².

    Where ReLU bends, a slope is not defined: an entry whose two steps fall on different sides of a kink is marked
    `at_kink` and left out of the maximum. Raises LessonError for bad input or a step that is not positive.
    """
    if as_float("step", step) <= 0:
        raise LessonError("step", f"got {step!r}; it takes a number above 0")
    inputs, targets = as_sample(network, inputs, targets)
    gradients = backpropagate(network, inputs, targets).gradients
    entries = []
    for parameter in parameters(network):
        value = value_of(network.layers, parameter)
        above = with_value(network, parameter, value + step)
        below = with_value(network, parameter, value - step)
        measured = (loss_of(above, inputs, targets) - loss_of(below, inputs, targets)) / (2 * step)
        slope = value_of(gradients, parameter)
        error = abs(slope - measured) / max(abs(slope), abs(measured), SMALL)
        at_kink = _sides(above, inputs) != _sides(below, inputs)
        entries.append(GradientEntry(parameter.name, slope, measured, error, at_kink))
    worst = max((entry.relative_error for entry in entries if not entry.at_kink), default=0.0)
    return GradientCheck(worst, tuple(entries))


def _sides(network: Network, inputs: Sequence[float]) -> tuple[bool, ...]:
    """For each unit with a kink: does its pre-activation lie right of it?"""
    pre_activations, _ = forward(network, inputs)
    return tuple(
        z_j > 0
        for layer, z in zip(network.layers, pre_activations)
        if ACTIVATIONS[layer.activation].kinked
        for z_j in z
    )
