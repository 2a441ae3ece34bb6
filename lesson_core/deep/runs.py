"""Runs of a deep stack: begun, trained, measured; and where numbers break. Letters and shapes: layers.py."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from lesson_core.checks import as_instance, as_whole
from lesson_core.deep_setup import VIEW, DeepSetup

from .layers import Array, DeepLayer, LayerTrace, as_layers, as_vector, backward, cross_entropy, deltas, forward
from .start import data_set, initial_weights


def norm(values: Array) -> float:
    """√(sum of all squares), divided by the largest first so that 1e-200 squared is not lost and 1e200 squared fits."""
    if np.isinf(values).any():
        return math.inf  # also where ∞ - ∞ has made a nan beside it
    largest = float(np.max(np.abs(values)))
    return largest * math.sqrt(float(np.sum(np.square(values / largest)))) if largest != 0 else 0.0


def root_mean_square(values: Array) -> float:
    """√(mean of all squares), which neither overflows nor loses what is tiny."""
    if not np.isfinite(values).all():
        return norm(values)  # inf, or nan
    largest = float(np.max(np.abs(values)))
    return largest * math.sqrt(float(np.mean(np.square(values / largest)))) if largest != 0 else 0.0


def clipped(gradient: Array, longest: float) -> Array:
    """The whole gradient times longest / norm where its norm is larger (Pascanu, Mikolov & Bengio 2013)."""
    length = norm(gradient)
    return gradient if length <= longest else longest * (gradient / length)


@dataclass(frozen=True)
class Divergence:
    """Where numbers first left what a float can hold.

    In the pass after `step` updates, in layer `layer` (counted from 1, the output last), in its "activations", its
    "gradient" or the "loss". `value`: inf, or nan where no inf is.
    """

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
    """One forward and one backward pass over the whole data set, and the first number in it that is not finite.

    `gradient` (P,) is ∂L/∂ every parameter, in the order of `as_vector`.
    """

    traces: list[LayerTrace]
    loss: float
    gradient: Array
    divergence: Divergence | None


def begin(setup: DeepSetup) -> DeepRun:
    """A run before its first update: initial weights, biases 0. Raises LessonError for what is no DeepSetup."""
    as_instance("setup", setup, DeepSetup)
    return DeepRun(setup, tuple(DeepLayer(W, np.zeros(len(W))) for W in initial_weights(setup)))


@np.errstate(all="ignore")  # what overflows is looked for and named: `first_fault`
def train_deep(run: DeepRun, steps: int) -> DeepRun:
    """Gradient descent over the whole data set, `steps` updates more.

    Stops before an update when its pass met a number that is not finite, and says where. Resuming a run gives the same
    floats as never having stopped. Raises LessonError unless `run` is a run and `steps` a whole number from 0.
    """
    as_instance("run", run, DeepRun)
    as_whole("steps", steps, 0, 10**6)
    setup = run.setup
    parameters = as_vector(run.layers)  # (P,), a copy; `layers` are its parts, so that one line updates them all
    layers = as_layers(parameters, run.layers)
    X, y = data_set(setup.data, setup.data_seed)  # (2, N), (N,)
    losses = list(run.losses)
    for step in range(run.step, run.step + steps if run.divergence is None else run.step):
        one = one_pass(setup, layers, X, y, step)
        if one.divergence is not None:
            return replace(run, layers=layers, step=step, losses=tuple(losses), divergence=one.divergence)
        losses.append(one.loss)
        gradient = one.gradient if setup.clip is None else clipped(one.gradient, setup.clip)
        parameters -= setup.learning_rate * gradient  # W <- W - η ∂L/∂W and b <- b - η ∂L/∂b, in every layer
    return replace(run, layers=layers, step=len(losses), losses=tuple(losses))


@np.errstate(all="ignore")
def one_pass(setup: DeepSetup, layers: tuple[DeepLayer, ...], X: Array, y: Array, step: int = 0) -> DeepPass:
    """Forward, loss, backward: inputs X (2, N), labels y (N,)."""
    traces = forward(setup, layers, X)
    loss = cross_entropy(traces[-1].z[0], y)
    gradient = backward(setup, layers, traces, y)
    # Every pass pays for this look, so it is one sum; where that is not finite, each number is looked at.
    sums = sum(np.add.reduce(values, axis=None) for trace in traces for values in _sums(trace))
    if math.isfinite(sums + loss + np.add.reduce(gradient)):
        return DeepPass(traces, loss, gradient, None)
    return DeepPass(traces, loss, gradient, first_fault(step, traces, loss, as_layers(gradient, layers)))


def first_fault(
    step: int, traces: list[LayerTrace], loss: float, gradients: tuple[DeepLayer, ...]
) -> Divergence | None:
    """The first infinity or nan, in the order of the calculation: layers forward, the loss, layers backward."""
    last = len(traces) - 1
    checks: list[tuple[int, str, Iterable[Array]]]
    checks = [(k, "activations", _sums(trace)) for k, trace in enumerate(traces)]
    checks.append((last, "loss", [np.array(loss)]))
    checks += [(k, "gradient", gradients[k]) for k in range(last, -1, -1)]
    for k, quantity, arrays in checks:
        for values in arrays:
            if not np.isfinite(values).all():
                worst = math.inf if np.isinf(values).any() else math.nan  # ∞ comes first: nan is ∞ - ∞ or 0 · ∞
                return Divergence(step, k + 1, k == last, quantity, worst)
    return None


def _sums(trace: LayerTrace) -> list[Array]:
    """What a layer adds up, in the order of the calculation: its other numbers are finite where these are."""
    spread = [] if trace.s is None else [trace.s]
    return [*spread, trace.z] if trace.out is trace.a else [*spread, trace.z, trace.out]


@dataclass(frozen=True)
class Measurement:
    """A run as it stands.

    Per layer, the output last:
    deltas       blame: √(mean of δ² over units and samples), with δ = ∂(the loss of one sample)/∂z of one unit
    gradients    weight gradient: the norm of ∂L/∂W, where L is the mean of the samples' losses
    activations  √(mean square) of what leaves the layer
    `accuracy`: the share of points on the right side of ŷ = ½.
    """

    loss: float
    accuracy: float
    deltas: tuple[float, ...]
    gradients: tuple[float, ...]
    activations: tuple[float, ...]
    divergence: Divergence | None


@np.errstate(all="ignore")
def measure(run: DeepRun) -> Measurement:
    """One more pass, without an update, over the run's data set. Raises LessonError for what is no run."""
    as_instance("run", run, DeepRun)
    X, y = data_set(run.setup.data, run.setup.data_seed)
    one = one_pass(run.setup, run.layers, X, y, run.step)
    y_hat = one.traces[-1].out[0]  # (N,)
    back = [root_mean_square(d_z * len(y)) for d_z in deltas(run.setup, run.layers, one.traces, y)]
    return Measurement(
        loss=one.loss,
        accuracy=float(np.mean((y_hat > 0.5) == (y > 0.5))),
        deltas=tuple(back[::-1]),
        gradients=tuple(norm(layer.weights) for layer in as_layers(one.gradient, run.layers)),
        activations=tuple(root_mean_square(trace.out) for trace in one.traces),
        divergence=one.divergence,
    )


@np.errstate(all="ignore")
def guess_grid(run: DeepRun, size: int) -> tuple[tuple[float, ...], ...]:
    """ŷ in the middle of size × size equal fields of the square from -VIEW to VIEW: rows from the top (y = VIEW).

    Raises LessonError unless `run` is a run and `size` a whole number from 1.
    """
    as_instance("run", run, DeepRun)
    as_whole("size", size, 1)
    middles = (np.arange(size) + 0.5) * (2 * VIEW / size) - VIEW  # (size,)
    across, up = np.meshgrid(middles, middles[::-1])  # (size, size) each
    y_hat = forward(run.setup, run.layers, np.stack([across.ravel(), up.ravel()]))[-1].out  # (1, size²)
    return tuple(map(tuple, y_hat.reshape(size, size).tolist()))


def data_points(setup: DeepSetup) -> tuple[tuple[float, float, int], ...]:
    """The points that the run learns, as (x1, x2, label)."""
    X, y = data_set(setup.data, setup.data_seed)
    return tuple((x1, x2, int(label)) for (x1, x2), label in zip(X.T.tolist(), y.tolist(), strict=True))
