"""Deep stacks on arrays: how gradients shrink or grow from layer to layer, and what keeps them healthy.

This module and deep_start are the only ones that import numpy; a widget imports them when they are first needed.

    inputs (2, N) -> `depth` hidden layers of `width` units -> one output unit -> ŷ (N,)

Letters of lesson_core, in batches. N samples stand in columns; n_in values enter a layer and n_out leave it:

    x     (n_in, N)        what enters the layer: the inputs, or what left the layer before
    x̂, s  (n_in, N), (1, N)  x normalised, and the spread it had (x_hat, s in code); without normalisation x̂ is x
    W, b  (n_out, n_in), (n_out,)   weights, one row per unit, and biases
    z     (n_out, N)       pre-activations, z = W x̂ + b
    a     (n_out, N)       activations, a = g(z)
    out   (n_out, N)       what leaves the layer: a, or x + a with a residual connection
    d_q   shaped as q      ∂L/∂q, the blame of q; L is the mean over the samples

Products of matrices are written with einsum, o for outputs, i for inputs, n for samples. numpy in the page has no BLAS;
there einsum on samples in columns takes 88 to 112 µs where @ takes 128 to 195 (32 units, 200 samples, measured).
The backward pass is that of Rumelhart, Hinton & Williams (1986), Nature 323:533, for a whole batch.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from .checks import as_whole
from .deep_setup import VIEW, DeepSetup
from .deep_start import data_set, initial_weights
from .network import LEAK

Array = np.ndarray

SPREAD_FLOOR = 1e-5  # under the root of the variance: without it, equal activations would divide by zero


class DeepLayer(NamedTuple):
    """The parameters of one layer, or their gradients: weights (n_out, n_in), biases (n_out,)."""

    weights: Array
    biases: Array


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
    return np.where(z >= 0, 1.0, e) / (1.0 + e)  # (n_out, N)


FUNCTIONS = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0.0),
    "leaky_relu": lambda z: np.maximum(z, LEAK * z),
}
SLOPES = {
    "sigmoid": lambda z, a: a * (1.0 - a),
    "tanh": lambda z, a: 1.0 - a * a,
    "relu": lambda z, a: z > 0,
    "leaky_relu": lambda z, a: np.where(z > 0, 1.0, LEAK),
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
    mean = d_x_hat.mean(axis=0)  # (N,)
    along = np.mean(d_x_hat * x_hat, axis=0)  # (N,)
    return (d_x_hat - mean - x_hat * along) / s  # (n_in, N)


def has_residual(setup: DeepSetup, x: Array, layer: DeepLayer) -> bool:
    """out = x + a needs two equal shapes (He, Zhang, Ren & Sun 2016, arXiv:1512.03385)."""
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
    """L = mean(-y ln ŷ - (1 - y) ln(1 - ŷ)), written in z so that ln never meets a ŷ rounded to 0 or 1. z, y (N,)."""
    return float(np.mean(np.maximum(z, 0.0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def backward(setup: DeepSetup, layers: tuple[DeepLayer, ...], traces: list[LayerTrace], y: Array) -> list[DeepLayer]:
    """The backward pass for labels y (N,): the gradients of each layer's weights and biases, first layer first."""
    gradients = []
    last = len(layers) - 1
    d_out = None  # of the output layer nobody asks
    d_z = (traces[last].out - y) / len(y)  # (1, N): the slopes of sigmoid and cross-entropy cancel to ŷ - y
    for k in range(last, -1, -1):
        x, x_hat, s = traces[k][:3]
        d_W = np.einsum("on,in->oi", d_z, x_hat)  # (n_out, n_in): d_W = d_z x̂ᵀ
        gradients.append(DeepLayer(d_W, d_z.sum(axis=1)))  # (n_out, n_in), (n_out,)
        if k == 0:
            break
        d_x_hat = np.einsum("oi,on->in", layers[k].weights, d_z)  # (n_in, N): d_x̂ = Wᵀ d_z
        d_x = d_x_hat if s is None else normalised_backward(d_x_hat, x_hat, s)  # (n_in, N)
        if k < last and has_residual(setup, x, layers[k]):
            d_x = d_x + d_out  # (n_in, N): blame also takes the short way round the layer
        d_out = d_x  # (n_out, N) of the layer before, whose `out` is this `x`
        d_z = d_out * SLOPES[setup.activation](traces[k - 1].z, traces[k - 1].a)  # (n_out, N) of the layer before
    return gradients[::-1]


# --- training ----------------------------------------------------------------------------------------------------


def norm(arrays: Iterable[Array]) -> float:
    """√(sum of all squares), divided by the largest first so that 1e-200 squared is not lost and 1e200 squared fits."""
    arrays = list(arrays)
    if any(np.isinf(array).any() for array in arrays):
        return math.inf  # also where ∞ - ∞ has made a nan beside it
    largest = max(float(np.max(np.abs(array))) for array in arrays)
    if largest == 0:
        return 0.0
    return largest * math.sqrt(sum(float(np.sum(np.square(array / largest))) for array in arrays))


def clipped(gradients: list[DeepLayer], longest: float) -> list[DeepLayer]:
    """All gradients times longest / norm where their common norm is larger (Pascanu, Mikolov & Bengio 2013)."""
    length = norm(array for gradient in gradients for array in gradient)
    if length <= longest:
        return gradients
    return [DeepLayer(longest * (W / length), longest * (b / length)) for W, b in gradients]


def updated(layers: tuple[DeepLayer, ...], gradients: list[DeepLayer], learning_rate: float) -> tuple[DeepLayer, ...]:
    """W <- W - η ∂L/∂W and b <- b - η ∂L/∂b for every layer."""
    return tuple(
        DeepLayer(W - learning_rate * d_W, b - learning_rate * d_b)
        for (W, b), (d_W, d_b) in zip(layers, gradients, strict=True)
    )


@dataclass(frozen=True)
class Divergence:
    """Where numbers first left what a float can hold: in the pass after `step` updates, in layer `layer` (counted from
    1, the output last), in its "activations", its "gradient" or the "loss". `value`: inf, or nan where no inf is."""

    step: int
    layer: int
    is_output: bool
    quantity: str
    value: float


@dataclass(frozen=True)
class DeepRun:
    """A run after `step` updates: its layers now, the loss before each update so far, and where it broke, if it did."""

    setup: DeepSetup
    layers: tuple[DeepLayer, ...]
    step: int = 0
    losses: tuple[float, ...] = ()
    divergence: Divergence | None = None


@dataclass(frozen=True)
class DeepPass:
    """One forward and one backward pass over the whole data set, and the first number in it that is not finite."""

    traces: list[LayerTrace]
    loss: float
    gradients: list[DeepLayer]
    divergence: Divergence | None


def begin(setup: DeepSetup) -> DeepRun:
    """A run before its first update: initial weights, biases 0."""
    return DeepRun(setup, tuple(DeepLayer(W, np.zeros(len(W))) for W in initial_weights(setup)))


@np.errstate(all="ignore")  # what overflows is looked for and named: `first_fault`
def train_deep(run: DeepRun, steps: int) -> DeepRun:
    """Gradient descent over the whole data set, `steps` updates more.

    Stops before an update when its pass met a number that is not finite, and says where. Resuming a run gives the same
    floats as never having stopped. Raises LessonError unless `steps` is a whole number from 0.
    """
    as_whole("steps", steps, 0, 10**6)
    setup, layers = run.setup, run.layers
    X, y = data_set(setup.data, setup.data_seed)  # (2, N), (N,)
    losses = list(run.losses)
    for step in range(run.step, run.step + steps if run.divergence is None else run.step):
        one = one_pass(setup, layers, X, y, step)
        if one.divergence is not None:
            return replace(run, layers=layers, step=step, losses=tuple(losses), divergence=one.divergence)
        losses.append(one.loss)
        gradients = one.gradients if setup.clip is None else clipped(one.gradients, setup.clip)
        layers = updated(layers, gradients, setup.learning_rate)
    return replace(run, layers=layers, step=len(losses), losses=tuple(losses))


@np.errstate(all="ignore")
def one_pass(setup: DeepSetup, layers: tuple[DeepLayer, ...], X: Array, y: Array, step: int = 0) -> DeepPass:
    """Forward, loss, backward: inputs X (2, N), labels y (N,)."""
    traces = forward(setup, layers, X)
    loss = cross_entropy(traces[-1].z[0], y)
    gradients = backward(setup, layers, traces, y)
    return DeepPass(traces, loss, gradients, first_fault(step, traces, loss, gradients))


def first_fault(step: int, traces: list[LayerTrace], loss: float, gradients: list[DeepLayer]) -> Divergence | None:
    """The first infinity or nan, in the order of the calculation: layers forward, the loss, layers backward."""
    last = len(traces) - 1
    checks = [(k, "activations", [q for q in (trace.s, trace.z) if q is not None]) for k, trace in enumerate(traces)]
    checks.append((last, "loss", (np.array([loss]),)))
    checks += [(k, "gradient", gradients[k]) for k in range(last, -1, -1)]
    for k, quantity, arrays in checks:
        for values in arrays:
            # A sum is twice as quick as a look at each number; where it has overflowed, the numbers decide.
            if not math.isfinite(np.add.reduce(values, axis=None)) and not np.isfinite(values).all():
                worst = math.inf if np.isinf(values).any() else math.nan  # ∞ comes first: nan is ∞ - ∞ or 0 · ∞
                return Divergence(step, k + 1, k == last, quantity, worst)
    return None


@dataclass(frozen=True)
class Measurement:
    """A run as it stands. Per layer, the output last: `gradients`, the norm of ∂L/∂W; `activations`, the root of the
    mean square of what leaves the layer. `accuracy`: the share of points on the right side of ŷ = ½."""

    loss: float
    accuracy: float
    gradients: tuple[float, ...]
    activations: tuple[float, ...]
    divergence: Divergence | None


def measure(run: DeepRun) -> Measurement:
    """One more pass, without an update, over the run's data set."""
    X, y = data_set(run.setup.data, run.setup.data_seed)
    one = one_pass(run.setup, run.layers, X, y, run.step)
    y_hat = one.traces[-1].out[0]  # (N,)
    return Measurement(
        loss=one.loss,
        accuracy=float(np.mean((y_hat > 0.5) == (y > 0.5))),
        gradients=tuple(norm([gradient.weights]) for gradient in one.gradients),
        activations=tuple(norm([trace.out]) / math.sqrt(trace.out.size) for trace in one.traces),
        divergence=one.divergence,
    )


@np.errstate(all="ignore")
def guess_grid(run: DeepRun, size: int) -> tuple[tuple[float, ...], ...]:
    """ŷ in the middle of size × size equal fields of the square from -VIEW to VIEW: rows from the top (y = VIEW)."""
    middles = (np.arange(size) + 0.5) * (2 * VIEW / size) - VIEW  # (size,)
    across, up = np.meshgrid(middles, middles[::-1])  # (size, size) each
    y_hat = forward(run.setup, run.layers, np.stack([across.ravel(), up.ravel()]))[-1].out  # (1, size²)
    return tuple(map(tuple, y_hat.reshape(size, size).tolist()))


def data_points(setup: DeepSetup) -> tuple[tuple[float, float, int], ...]:
    """The points that the run learns, as (x1, x2, label)."""
    X, y = data_set(setup.data, setup.data_seed)
    return tuple((x1, x2, int(label)) for (x1, x2), label in zip(X.T.tolist(), y.tolist(), strict=True))
