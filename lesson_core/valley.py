"""The loss over one parameter, everything else held still, and the steps that gradient descent takes on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .backprop import backpropagate
from .naming import Parameter, value_of, with_value
from .network import Network
from .training import loss_of, step_downhill


@dataclass(frozen=True)
class Walk:
    """The places (parameter, loss) that gradient descent visits with one learning rate, the start first."""

    learning_rate: float
    places: tuple[tuple[float, float], ...]


def valley(
    network: Network,
    inputs: Sequence[float],
    targets: Sequence[float],
    parameter: Parameter,
    low: float,
    high: float,
    count: int = 81,
) -> tuple[tuple[float, float], ...]:
    """L as a function of the parameter: `count` places (parameter, loss) from `low` to `high`."""
    grid = [low + (high - low) * k / (count - 1) for k in range(count)]
    return tuple((w, loss_of(with_value(network, parameter, w), inputs, targets)) for w in grid)


def walk(
    network: Network,
    inputs: Sequence[float],
    targets: Sequence[float],
    parameter: Parameter,
    learning_rate: float,
    steps: int,
) -> Walk:
    """w ← w − η ∂L/∂w, `steps` times, for this parameter alone."""
    places = []
    for _ in range(steps + 1):
        trace = backpropagate(network, inputs, targets)
        here = value_of(network.layers, parameter)
        places.append((here, trace.loss))
        (after,) = step_downhill((here,), (value_of(trace.gradients, parameter),), learning_rate)
        network = with_value(network, parameter, after)
    return Walk(learning_rate, tuple(places))
