"""The loss over one parameter, everything else held still, and the steps that gradient descent takes on it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .backprop import Trace, backpropagate
from .checks import DivergenceError, LessonError, as_float, as_positive, as_whole
from .naming import Parameter, as_parameter, value_of, with_value
from .network import Network
from .training import loss_of, step_downhill


@dataclass(frozen=True)
class Walk:
    """The places (parameter, loss) that gradient descent visits with one learning rate, the start first.

    diverged_at  the step (counted from 1) that leads to a number that is not finite, or to where the loss is not
                 defined; its place is not among `places`. 0 when the loss was not finite from the start, None for a
                 walk that went well
    """

    learning_rate: float
    places: tuple[tuple[float, float], ...]
    diverged_at: int | None = None


def valley(
    network: Network,
    inputs: Sequence[float],
    targets: Sequence[float],
    parameter: Parameter,
    low: float,
    high: float,
    count: int = 81,
) -> tuple[tuple[float, float], ...]:
    """L as a function of the parameter: `count` places (parameter, loss) from `low` to `high`, evenly spread.

    inputs (n_in,), targets (n_out,). Raises LessonError for bad input, or where the loss is not a finite number.
    """
    low, high, count = as_float("low", low), as_float("high", high), as_whole("count", count, 2)
    if low >= high:
        raise LessonError("high", f"got {high!r}; it takes a number above low, which is {low!r}")
    places = []
    for k in range(count):
        w = low + (high - low) * k / (count - 1)
        loss = loss_of(with_value(network, parameter, w), inputs, targets)
        if not math.isfinite(loss):
            raise LessonError("low and high", f"at {parameter.name} = {w!r} the loss overflows; take ends nearer to 0")
        places.append((w, loss))
    return tuple(places)


def walk(
    network: Network,
    inputs: Sequence[float],
    targets: Sequence[float],
    parameter: Parameter,
    learning_rate: float,
    steps: int,
) -> Walk:
    """Go w ← w − η ∂L/∂w, `steps` times, for this parameter alone: the start and `steps` places, fewer if it diverges.

    inputs (n_in,), targets (n_out,). Raises LessonError for bad input, as `train` does.
    """
    rate = as_positive("learning_rate", learning_rate)
    as_whole("steps", steps, 0)
    here = value_of(network.layers, as_parameter(network, parameter))
    trace: Trace | None = backpropagate(network, inputs, targets)
    places: list[tuple[float, float]] = []
    for step in range(steps + 1):
        if trace is None or not math.isfinite(trace.loss):
            return Walk(rate, tuple(places), diverged_at=step)
        places.append((here, trace.loss))
        (here,) = step_downhill((here,), (value_of(trace.gradients, parameter),), rate)
        trace = _trace_at(network, inputs, targets, parameter, here)
    return Walk(rate, tuple(places))


def _trace_at(
    network: Network, inputs: Sequence[float], targets: Sequence[float], parameter: Parameter, value: float
) -> Trace | None:
    """Both passes with the parameter at that value; None where it is not finite or the loss is not defined."""
    if not math.isfinite(value):
        return None
    try:
        return backpropagate(with_value(network, parameter, value), inputs, targets)
    except DivergenceError:
        return None
