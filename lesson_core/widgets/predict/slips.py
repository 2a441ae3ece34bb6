"""Wrong answers that come from one known slip: each is computed, so that a reader's answer can be recognised.

A slip is a way to get a number of the lesson nearly right: the wrong sign, a slope left out, z in the place of a, the
output weights after their update instead of before, no learning rate, the 2 or the half of the loss lost.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from lesson_core.backprop import Trace
from lesson_core.chain import loss_slope_or_nan
from lesson_core.checks import LessonError
from lesson_core.naming import Parameter, parameters, unit_names, value_of
from lesson_core.network import ACTIVATIONS, Activation, Network
from lesson_core.problem import Problem
from lesson_core.reading.numbers import Answer
from lesson_core.training import update

type Rows = Sequence[Sequence[float]]  # of each layer, a number for each unit
type Slope = Callable[[Activation, float, float], float]  # from the activation function, z and a

# Where two slips lead to one number, the first in this list is told: it leaves the least open.
KINDS = (
    "no_step",
    "only_change",
    "frozen",
    "no_rate",
    "sign",
    "new_weights",
    "z_for_a",
    "z_multiplied",
    "not_bent",
    "no_bias",
    "two_lost",
    "half_lost",
    "half_twice",
    "slope",
)
# How far off, as a part, an answer may be from a slip's number, however kind the author is to right ones.
LOOK_ALIKE = 0.005


@dataclass(frozen=True)
class Slip:
    """What went wrong, and the number that comes out then. `activation`: whose slope or bend it is, if it is one's."""

    kind: str  # one of KINDS
    value: float
    activation: str = ""


def slips(problem: Problem, name: str) -> tuple[Slip, ...]:
    """The slips that lead to a wrong value of `name` (a name of `values.named_values`); none for names without any."""
    network = problem.network
    trace = problem.trace()
    for prefix in ("d_", "new_", "change_"):
        for parameter in parameters(network):
            if name == prefix + parameter.name:
                return tuple(_of_parameter(problem, trace, parameter, prefix))
    for k, names in enumerate(unit_names(network.sizes)[1:]):
        for j, unit in enumerate(names):
            if name == f"delta_{unit}":
                bias = next(p for p in parameters(network) if p.is_bias and (p.layer, p.unit) == (k, j))
                return tuple(_of_gradient(problem, trace, bias))
            if name == unit:
                return tuple(_of_activation(network, trace, k, j))
    if name == "error":
        return (Slip("sign", problem.targets[0] - trace.outputs[0]),)
    return tuple(_of_loss(network, trace)) if name == "loss" else ()


def _of_parameter(problem: Problem, trace: Trace, parameter: Parameter, prefix: str) -> Iterator[Slip]:
    rate, gradient = problem.learning_rate, value_of(trace.gradients, parameter)
    wrong = list(_of_gradient(problem, trace, parameter))
    if prefix == "d_":
        yield from wrong
        return
    old = value_of(problem.network.layers, parameter) if prefix == "new_" else 0.0
    if parameter.is_bias and not problem.train_biases:
        yield Slip("frozen", old - rate * gradient)
        return
    yield Slip("no_rate", old - gradient)
    for slip in wrong:
        yield replace(slip, value=old - rate * slip.value)
    if prefix == "new_":
        yield Slip("only_change", -rate * gradient)
        yield Slip("no_step", old)


def _of_gradient(problem: Problem, trace: Trace, parameter: Parameter) -> Iterator[Slip]:
    network, k = problem.network, parameter.layer
    true_slopes = _slopes(network, trace, lambda g, z, a: g.slope(z, a))
    flat = [[1.0] * len(row) for row in true_slopes]
    into: Rows = trace.activations

    def gradient(slopes: Rows = true_slopes, back: Network = network, into: Rows = into) -> float:
        return _gradient(problem, trace, parameter, slopes, back, into)

    def bends(changed: Rows, layers: range) -> str:
        """The activation function of those of the layers whose slopes were changed; "" where they are several."""
        names = {network.layers[n].activation for n in layers if changed[n] != true_slopes[n]}
        return names.pop() if len(names) == 1 else ""

    way = range(k, len(network.layers))
    yield Slip("sign", -gradient())
    yield Slip("slope", gradient(slopes=flat), bends(flat, way))
    for layer in way:
        one = [flat[n] if n == layer else row for n, row in enumerate(true_slopes)]
        yield Slip("slope", gradient(slopes=one), bends(one, way))
    of_sums = _slopes(network, trace, lambda g, z, _: g.slope(z, z))
    yield Slip("z_for_a", gradient(slopes=of_sums), bends(of_sums, way))
    if k > 0 and not parameter.is_bias:
        yield Slip("z_multiplied", gradient(into=[into[0], *trace.pre_activations]))
    if k < len(network.layers) - 1:
        try:
            after = update(network, trace.gradients, problem.learning_rate, train_biases=problem.train_biases)
        except LessonError:  # the update overflows: there are no new weights to mix up with the old
            after = network
        yield Slip("new_weights", gradient(back=after))
    if network.loss == "half_squared_error":
        yield Slip("half_lost", 2 * gradient())
        yield Slip("half_twice", gradient() / 2)
    if network.loss == "squared_error":
        yield Slip("two_lost", gradient() / 2)


def _gradient(problem: Problem, trace: Trace, parameter: Parameter, slopes: Rows, back: Network, into: Rows) -> float:
    """∂L/∂parameter, with the slopes, the weights that carry blame back, and the values that the weights multiplied."""
    network = problem.network
    last = len(network.layers) - 1
    delta = [
        loss_slope_or_nan(network.loss, y_hat, y) * slope
        for y_hat, y, slope in zip(trace.outputs, problem.targets, slopes[last])
    ]  # (n_out,)
    for layer in range(last - 1, parameter.layer - 1, -1):
        columns = zip(*back.layers[layer + 1].weights)
        delta = [sum(w * d for w, d in zip(column, delta)) * slope for column, slope in zip(columns, slopes[layer])]
    column = parameter.column
    return delta[parameter.unit] * (1.0 if column is None else into[parameter.layer][column])


def _slopes(network: Network, trace: Trace, slope: Slope) -> list[list[float]]:
    return [
        [slope(ACTIVATIONS[layer.activation], z, a) for z, a in zip(zs, activations)]
        for layer, zs, activations in zip(network.layers, trace.pre_activations, trace.activations[1:])
    ]


def _of_activation(network: Network, trace: Trace, k: int, j: int) -> Iterator[Slip]:
    layer, z = network.layers[k], trace.pre_activations[k][j]
    yield Slip("not_bent", z, layer.activation)
    yield Slip("no_bias", ACTIVATIONS[layer.activation].function(z - layer.biases[j]), layer.activation)


def _of_loss(network: Network, trace: Trace) -> Iterator[Slip]:
    yield Slip("sign", -trace.loss)
    if network.loss == "half_squared_error":
        yield Slip("half_lost", 2 * trace.loss)
        yield Slip("half_twice", trace.loss / 2)


def recognise(problem: Problem, name: str, truth: float, scale: float, answer: Answer, tolerance: float) -> Slip | None:
    """The slip that leads to `answer`, or None when no single slip does.

    `scale`: how large the number in question is; for a weight after its update, how large the change is. A slip whose
    number would pass for right, being within `tolerance` of the truth, is none.
    """
    near = min(tolerance, LOOK_ALIKE)
    far = [
        (slip, abs(answer.value - slip.value), abs(slip.value - truth))
        for slip in slips(problem, name)
        if math.isfinite(slip.value) and abs(slip.value - truth) > tolerance * scale
    ]
    rounded = [(slip, 0.0) for slip, _, gap in far if answer.unit <= gap and answer.is_rounded(slip.value)]
    close = [(slip, miss) for slip, miss, gap in far if miss <= near * min(abs(slip.value), gap)]
    found = rounded or close
    if not found:
        return None
    nearest = min(miss for _, miss in found)
    # Slips that lead to one number differ by the rounding of floats: a billionth of the scale does not count.
    return min(
        (slip for slip, miss in found if miss <= nearest + 1e-9 * scale), key=lambda slip: KINDS.index(slip.kind)
    )
