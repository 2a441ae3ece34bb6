"""The network and its forward pass, in plain floats.

A network is a tuple of layers. Each layer takes the activations of the one before, weighs them, adds a bias and bends
the sum: z = W·a + b, then a' = g(z). Every value here is frozen; nothing is changed in place.
Letters and shapes: see `lesson_core`.
"""

import math
import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from .checks import DivergenceError, LessonError, WrongValueError, as_floats, as_instance, as_list, one_of

type Vector = tuple[float, ...]  # (n,)


@dataclass(frozen=True)
class Activation:
    """One activation function: g(z), and its slope g'(z) from z and a = g(z). `kinked`: not smooth at z = 0.

    NaN in gives NaN out, of both: what has gone wrong must not look like a unit at rest.
    """

    function: Callable[[float], float]
    slope: Callable[[float, float], float]
    kinked: bool = False


def sigmoid(z: float) -> float:
    """g(z) = 1 / (1 + e^-z), between 0 and 1. Written in two halves so that e never gets a large positive exponent."""
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


LEAK = 0.01  # the slope of the leaky ReLU left of zero, as in Maas, Hannun & Ng (2013)


def kinked_slope(z: float, left: float) -> float:
    """The slope of ReLU and its kin: `left` up to z = 0, 1 from there on, NaN for NaN."""
    return left if z <= 0 else 1.0 if z > 0 else z


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, lambda _, a: a * (1 - a)),
    "tanh": Activation(math.tanh, lambda _, a: 1 - a * a),
    "relu": Activation(lambda z: 0.0 if z <= 0 else z, lambda z, _: kinked_slope(z, 0.0), kinked=True),
    "leaky_relu": Activation(lambda z: z if z > 0 else LEAK * z, lambda z, _: kinked_slope(z, LEAK), kinked=True),
    "identity": Activation(lambda z: z, lambda _z, _a: 1.0),
}

LOSSES = ("half_squared_error", "squared_error", "binary_cross_entropy")


@dataclass(frozen=True)
class Layer:
    """Weights (n_out, n_in), biases (n_out,) and the name of an activation in `ACTIVATIONS`.

    Numbers are turned into floats. Raises LessonError for a wrong shape, a number that is not finite, or an unknown
    activation.
    """

    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]
    activation: str = "sigmoid"

    def __post_init__(self) -> None:
        """Check the shapes, and turn the numbers into floats."""
        one_of("activation", self.activation, ACTIVATIONS)
        if _is_sound(self.weights, self.biases):
            return
        rows = as_list("weights", self.weights)
        if not rows:
            raise LessonError("weights", "got no rows; it takes one row per unit, at least one")
        weights = tuple(as_floats(f"weights[{j}]", row) for j, row in enumerate(rows))
        biases = as_floats("biases", self.biases)
        for j, row in enumerate(weights):
            if not row:
                raise LessonError(f"weights[{j}]", "got an empty row; it takes one number per input, at least one")
            if len(row) != len(weights[0]):
                raise LessonError(
                    f"weights[{j}]", f"got {len(row)} numbers; it takes {len(weights[0])}, as many as the first row"
                )
        if len(biases) != len(weights):
            raise LessonError("biases", f"got {len(biases)} numbers; it takes {len(weights)}, one per row of weights")
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "biases", biases)

    @property
    def n_in(self) -> int:
        """How many values it takes."""
        return len(self.weights[0])

    @property
    def n_out(self) -> int:
        """How many units it has: how many values it gives."""
        return len(self.weights)


@dataclass(frozen=True)
class Network:
    """Layers, first to last, and the name of a loss in `LOSSES`.

    Raises LessonError when there is no layer, when a layer takes another number of values than the one before gives,
    or for an unknown loss.
    """

    layers: tuple[Layer, ...]
    loss: str = "half_squared_error"

    def __post_init__(self) -> None:
        """Check that each layer takes what the one before gives."""
        one_of("loss", self.loss, LOSSES)
        layers = tuple(as_list("layers", self.layers))
        if not layers:
            raise LessonError("layers", "got none; it takes at least one Layer")
        for k, layer in enumerate(layers):
            as_instance(f"layers[{k}]", layer, Layer)
            if k and layer.n_in != layers[k - 1].n_out:
                raise LessonError(
                    f"layers[{k}]",
                    f"takes {layer.n_in} inputs but the layer before gives {layers[k - 1].n_out}; they must be equal",
                )
        object.__setattr__(self, "layers", layers)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values stand in each column: inputs first, e.g. (2, 2, 1)."""
        return (self.layers[0].n_in, *(layer.n_out for layer in self.layers))


def dot(u: Sequence[float], v: Sequence[float]) -> float:
    """Σ_i u_i v_i of two (n,), added up by `sum`: since Python 3.12 that keeps what rounding drops (Neumaier 1974)."""
    products: Iterator[float] = map(operator.mul, u, v)
    return sum(products)


def forward(network: Network, inputs: Vector) -> tuple[tuple[Vector, ...], tuple[Vector, ...]]:
    """The forward pass: pre-activations z and activations a, a tuple per layer; the activations begin with the inputs.

    z_j = Σ_i w_ji a_i + b_j        a_j = g(z_j)

    inputs (n_in,) are taken as they are: `as_sample` checks them. Overflow gives inf or nan, as floats do.
    """
    pre_activations: tuple[Vector, ...] = ()
    activations: tuple[Vector, ...] = (inputs,)
    a = inputs  # (n_in,)
    for layer in network.layers:
        g = ACTIVATIONS[layer.activation].function
        units = zip(layer.weights, layer.biases)
        z = tuple([dot(w, a) + b for w, b in units])  # (n_out,)
        a = tuple(map(g, z))  # (n_out,)
        pre_activations += (z,)
        activations += (a,)
    return pre_activations, activations


def unit_loss(network: Network, z: float, y_hat: float, y: float) -> float:
    """The loss of one output: what `network.loss` says of the guess ŷ, with the target y.

    half_squared_error: ½ (y − ŷ)²      squared_error: (y − ŷ)²
    binary_cross_entropy: −y ln ŷ − (1 − y) ln(1 − ŷ)

    Raises DivergenceError where cross-entropy is not defined: it takes a ŷ between 0 and 1.
    """
    error = y - y_hat
    if network.loss == "half_squared_error":
        return 0.5 * error * error
    if network.loss == "squared_error":
        return error * error
    if network.layers[-1].activation == "sigmoid":
        # The same formula written in z, so that ln never meets a ŷ that was rounded to 0 or 1.
        return max(z, 0.0) - y * z + math.log1p(math.exp(-abs(z)))
    if not 0 < y_hat < 1:
        raise DivergenceError(
            "loss", f"binary_cross_entropy got the output {y_hat!r}; it takes outputs between 0 and 1: use sigmoid last"
        )
    return -y * math.log(y_hat) - (1 - y) * math.log1p(-y_hat)


def total_loss(
    network: Network, pre_activations: Sequence[Sequence[float]], outputs: Sequence[float], targets: Sequence[float]
) -> float:
    """The loss of the whole network: the losses of its outputs, summed. Outputs and targets (n_out,).

    Raises DivergenceError as `unit_loss` does.
    """
    samples = zip(pre_activations[-1], outputs, targets)
    return sum([unit_loss(network, z, y_hat, y) for z, y_hat, y in samples])


def as_sample(network: Network, inputs: Sequence[float], targets: Sequence[float]) -> tuple[Vector, Vector]:
    """The inputs (n_in,) and targets (n_out,) as tuples of floats that fit the network, or LessonError.

    With binary_cross_entropy a target lies from 0 to 1, ends included. At an end the loss has no lowest point: training
    brings it ever nearer to 0.
    """
    as_instance("network", network, Network)
    inputs, targets = as_floats("inputs", inputs), as_floats("targets", targets)
    n_in, n_out = network.layers[0].n_in, network.layers[-1].n_out
    for argument, values, size in (("inputs", inputs, n_in), ("targets", targets, n_out)):
        if len(values) != size:
            raise LessonError(argument, f"got {len(values)} numbers; this network takes {size}")
    if network.loss == "binary_cross_entropy":
        for k, y in enumerate(targets):
            if not 0 <= y <= 1:
                raise WrongValueError(f"targets[{k}]", y, "a target from 0 to 1, as cross-entropy needs it")
    return inputs, targets


def _is_sound(weights: object, biases: object) -> bool:
    """Whether these are already what checking would make of them: training makes two layers each epoch."""
    if type(weights) is not tuple or type(biases) is not tuple or len(weights) != len(biases) or not weights:
        return False
    if set(map(type, weights)) != {tuple} or len(set(map(len, weights))) != 1 or not weights[0]:
        return False
    values = (*chain.from_iterable(weights), *biases)
    return set(map(type, values)) == {float} and all(map(math.isfinite, values))
