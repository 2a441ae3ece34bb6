"""The layers of a deep stack on arrays: their forward and backward pass, for a whole batch at a time.

Letters of lesson_core, in batches. N samples stand in columns; n_in values enter a layer and n_out leave it:

    x     (n_in, N)        what enters the layer: the inputs, or what left the layer before
    x̂, s  (n_in, N), (1, N)  x normalised, and the spread it had (x_hat, s in code); without normalisation x̂ is x
    W, b  (n_out, n_in), (n_out,)   weights, one row per unit, and biases
    z     (n_out, N)       pre-activations, z = W x̂ + b
    a     (n_out, N)       activations, a = g(z)
    out   (n_out, N)       what leaves the layer: a, or x + a with a residual connection
    d_q   shaped as q      ∂L/∂q; L is the mean over the samples, and d_z is the blame δ divided by N

Products of matrices are written with einsum, o for outputs, i for inputs, n for samples. numpy in the page has no BLAS;
there einsum on samples in columns takes 88 to 112 µs where @ takes 128 to 195 (32 units, 200 samples, measured).
The backward pass is that of Rumelhart, Hinton & Williams (1986), Nature 323:533, for a whole batch.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lesson_core.deep_setup import DeepSetup
from lesson_core.network import LEAK

if TYPE_CHECKING:  # the page need not load what only mypy reads
    import numpy.typing as npt

type Array = npt.NDArray[np.float64]

SPREAD_FLOOR = 1e-5  # under the root of the variance: without it, equal activations would divide by zero
SMALL = 1e-3  # where the root of a unit's mean square of z is below this, tanh keeps the digits of small numbers


class DeepLayer(NamedTuple):
    """The parameters of one layer, or their gradients: weights (n_out, n_in), biases (n_out,)."""

    weights: Array
    biases: Array


def as_vector(layers: Iterable[DeepLayer]) -> Array:
    """All numbers of the layers in one vector (P,), a copy: layer by layer, the weights row by row, then the biases."""
    return np.concatenate([array.ravel() for layer in layers for array in layer])


def as_layers(vector: Array, like: Iterable[DeepLayer]) -> tuple[DeepLayer, ...]:
    """The parts of a vector (P,) in the shapes of other layers. They are views: what changes in one changes in both."""
    layers, start = [], 0
    for W, b in like:
        middle, end = start + W.size, start + W.size + b.size
        layers.append(DeepLayer(vector[start:middle].reshape(W.shape), vector[middle:end]))
        start = end
    return tuple(layers)


class LayerTrace(NamedTuple):
    """What the forward pass computed in one layer; letters above. `s` is None where nothing was normalised."""

    x: Array
    x_hat: Array
    s: Array | None
    z: Array
    a: Array
    out: Array


# --- activations: a = g(z), and the slope g'(z) from z and a; all (n_out, N) -------------------------------------


def sigmoid(z: Array) -> Array:
    """g(z) = 1 / (1 + e^-z), written with e^-|z| so that it never overflows and loses no digits."""
    e = np.exp(-np.abs(z))  # (n_out, N)
    a: Array = np.where(z >= 0, 1.0, e) / (1.0 + e)  # (n_out, N)
    return a


def tanh(z: Array) -> Array:
    """g(z) = tanh z = 1 - 2 / (1 + e^2z), wrong by at most 1e-12 of the layer's largest value.

    In the page np.tanh takes 111 µs for 6400 new numbers, the exponential 46. But it leaves an error of about 1e-16:
    where activations vanish, a whole layer is smaller than that, and np.tanh does it. The first unit tells where; if it
    alone is small, the slow way is right as well.
    """
    if np.dot(z[0], z[0]) < SMALL * SMALL * len(z[0]):
        return np.tanh(z)  # (n_out, N)
    return 1.0 - 2.0 / (1.0 + np.exp(z + z))  # (n_out, N)


FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": lambda z: np.maximum(z, 0.0),
    "leaky_relu": lambda z: np.maximum(z, LEAK * z),
}
SLOPES: "dict[str, Callable[[Array, Array], Array | npt.NDArray[np.bool]]]" = {
    "sigmoid": lambda _, a: a * (1.0 - a),
    "tanh": lambda _, a: 1.0 - a * a,
    "relu": lambda z, _: z > 0,
    "leaky_relu": lambda z, _: np.where(z > 0, 1.0, LEAK),
}


# --- forward and backward ----------------------------------------------------------------------------------------


def normalised(x: Array) -> tuple[Array, Array]:
    """x̂ = (x - mean) / s over the units of each sample, and s = √(variance + floor): x̂ (n_in, N), s (1, N).

    Layer normalisation: Ba, Kiros & Hinton (2016), arXiv:1607.06450, without its gain and shift, whose part the next
    weights and biases can take. It is used here rather than batch normalisation because each sample is treated by
    itself: a guess never depends on which other points stand in the batch, in training as at any point of the plane.
    """
    centred = x - x.mean(axis=0)  # (n_in, N)
    s = np.sqrt(np.mean(centred * centred, axis=0, keepdims=True) + SPREAD_FLOOR)  # (1, N)
    return centred / s, s


def normalised_backward(d_x_hat: Array, x_hat: Array, s: Array) -> Array:
    """d_x = (d_x̂ - mean(d_x̂) - x̂ mean(d_x̂ x̂)) / s, means over the units of each sample (n_in, N)."""
    mean: Array = d_x_hat.mean(axis=0)  # (N,)
    along: Array = np.mean(d_x_hat * x_hat, axis=0)  # (N,)
    return (d_x_hat - mean - x_hat * along) / s  # (n_in, N)


def has_residual(setup: DeepSetup, x: Array, layer: DeepLayer) -> bool:
    """Whether out = x + a: that needs two equal shapes (He, Zhang, Ren & Sun 2016, arXiv:1512.03385)."""
    return setup.residual and len(x) == len(layer.biases)


def forward(setup: DeepSetup, layers: tuple[DeepLayer, ...], X: Array) -> list[LayerTrace]:
    """The forward pass over inputs X (2, N): a trace per layer. The last `out` is ŷ (1, N)."""
    traces = []
    out = X  # (2, N)
    for k, layer in enumerate(layers):
        x = out  # (n_in, N)
        x_hat, s = normalised(x) if setup.normalisation and k > 0 else (x, None)  # (n_in, N), (1, N)
        z = np.einsum("oi,in->on", layer.weights, x_hat) + layer.biases[:, None]  # (n_out, N): z = W x̂ + b
        if k == len(layers) - 1:
            out = a = sigmoid(z)  # (1, N)
        else:
            a = FUNCTIONS[setup.activation](z)  # (n_out, N)
            out = x + a if has_residual(setup, x, layer) else a  # (n_out, N)
        traces.append(LayerTrace(x, x_hat, s, z, a, out))
    return traces


def cross_entropy(z: Array, y: Array) -> float:
    """L = mean(-y ln ŷ - (1 - y) ln(1 - ŷ)) = mean(ln(e^-yz + e^(z-yz))); z, y (N,).

    Written in z so that ln never meets a ŷ rounded to 0 or 1; logaddexp(p, q) is ln(e^p + e^q) without overflow.
    """
    yz = y * z  # (N,)
    return float(np.add.reduce(np.logaddexp(-yz, z - yz)) / len(y))


def deltas(setup: DeepSetup, layers: tuple[DeepLayer, ...], traces: list[LayerTrace], y: Array) -> Iterator[Array]:
    """d_z = ∂L/∂z of each layer for labels y (N,), from the output layer back to the first: (n_out, N)."""
    last = len(layers) - 1
    d_out: Array | None = None  # of the output layer nobody asks
    d_z = (traces[last].out - y) / len(y)  # (1, N): the slopes of sigmoid and cross-entropy cancel to ŷ - y
    yield d_z
    for k in range(last, 0, -1):
        x, x_hat, s = traces[k][:3]
        d_x_hat = np.einsum("oi,on->in", layers[k].weights, d_z)  # (n_in, N): d_x̂ = Wᵀ d_z
        d_x = d_x_hat if s is None else normalised_backward(d_x_hat, x_hat, s)  # (n_in, N)
        if d_out is not None and has_residual(setup, x, layers[k]):
            d_x = d_x + d_out  # (n_in, N): what came to `out` also takes the short way round the layer
        d_out = d_x  # (n_out, N) of the layer before, whose `out` is this `x`
        d_z = d_out * SLOPES[setup.activation](traces[k - 1].z, traces[k - 1].a)  # (n_out, N) of the layer before
        yield d_z


def backward(setup: DeepSetup, layers: tuple[DeepLayer, ...], traces: list[LayerTrace], y: Array) -> Array:
    """The backward pass for labels y (N,): ∂L/∂ every parameter in one vector (P,), in the order of `as_vector`."""
    gradients = []
    for trace, d_z in zip(reversed(traces), deltas(setup, layers, traces, y), strict=True):
        d_W = np.einsum("on,in->oi", d_z, trace.x_hat)  # (n_out, n_in): d_W = d_z x̂ᵀ
        gradients.append(DeepLayer(d_W, np.add.reduce(d_z, axis=1)))  # (n_out, n_in), (n_out,)
    return as_vector(gradients[::-1])
