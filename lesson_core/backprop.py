"""Backpropagation: one forward pass, then the error followed back to every weight.

Source of the formulas: Rumelhart, Hinton & Williams (1986), Nature 323:533; in this notation Nielsen, Neural Networks
and Deep Learning (2015), chapter 2. Letters and shapes: see `lesson_core`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .network import ACTIVATIONS, Layer, Network, Vector, as_sample, dot, forward, total_loss


@dataclass(frozen=True)
class LayerGradient:
    """How the loss changes with each parameter of one layer: weights (n_out, n_in), biases (n_out,)."""

    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]


@dataclass(frozen=True)
class Trace:
    """Everything one forward and backward pass computed, unrounded.

    pre_activations  a tuple per layer, z (n_out,)
    activations      a tuple per layer, the inputs first, a (n_out,)
    loss             summed over the outputs
    deltas           a tuple per layer, the blame δ = ∂L/∂z (n_out,)
    gradients        a LayerGradient per layer
    """

    pre_activations: tuple[tuple[float, ...], ...]
    activations: tuple[tuple[float, ...], ...]
    loss: float
    deltas: tuple[tuple[float, ...], ...]
    gradients: tuple[LayerGradient, ...]

    @property
    def outputs(self) -> tuple[float, ...]:
        """ŷ (n_out,): the last activations."""
        return self.activations[-1]


def backpropagate(network: Network, inputs: Sequence[float], targets: Sequence[float]) -> Trace:
    """One forward and one backward pass over one sample.

    inputs (n_in,) and targets (n_out,) are plain numbers. The deltas of a layer come from the deltas of the layer
    after it, through that layer's weights as they are *before* any update. Raises LessonError for inputs or targets
    that do not fit, DivergenceError where the loss of the outputs is not defined. Numbers that overflow become inf or
    nan, as floats do.
    """
    inputs, targets = as_sample(network, inputs, targets)
    pre_activations, activations = forward(network, inputs)
    loss = total_loss(network, pre_activations, activations[-1], targets)

    delta = output_delta(network, pre_activations[-1], activations[-1], targets)
    deltas: tuple[Vector, ...] = (delta,)
    for k in range(len(network.layers) - 2, -1, -1):
        delta = hidden_delta(network.layers[k], network.layers[k + 1], delta, pre_activations[k], activations[k + 1])
        deltas = (delta, *deltas)

    gradients = tuple(layer_gradient(delta, a_before) for delta, a_before in zip(deltas, activations))
    return Trace(pre_activations, activations, loss, deltas, gradients)


def loss_slope(loss: str, y_hat: float, y: float) -> float:
    """∂L/∂ŷ of one output: half_squared_error ŷ − y, squared_error 2 (ŷ − y), cross-entropy (ŷ − y) / (ŷ (1 − ŷ))."""
    error = y_hat - y
    if loss == "half_squared_error":
        return error
    if loss == "squared_error":
        return 2 * error
    return error / (y_hat * (1 - y_hat))


def cancels(network: Network) -> bool:
    """Whether the slopes of loss and last activation cancel to ŷ − y: cross-entropy after a sigmoid."""
    return network.loss == "binary_cross_entropy" and network.layers[-1].activation == "sigmoid"


def output_delta(network: Network, z: Sequence[float], outputs: Sequence[float], targets: Sequence[float]) -> Vector:
    """The blame of each output (n_out,): δ = ∂L/∂z = ∂L/∂ŷ · g'(z)."""
    if cancels(network):
        # ŷ (1 − ŷ) stands above and below the line and cancels; dividing by it would fail where it is rounded to 0.
        return tuple(y_hat - y for y_hat, y in zip(outputs, targets))
    slope = ACTIVATIONS[network.layers[-1].activation].slope
    delta = []
    for z_k, y_hat, y in zip(z, outputs, targets):
        dL_dy_hat = loss_slope(network.loss, y_hat, y)
        delta.append(dL_dy_hat * slope(z_k, y_hat))  # δ = ∂L/∂ŷ · g'(z)
    return tuple(delta)


def hidden_delta(
    layer: Layer, layer_after: Layer, delta_after: Sequence[float], z: Sequence[float], a: Sequence[float]
) -> Vector:
    """The blame of each hidden unit j (n_out,): δ_j = (Σ_k w_kj δ_k) · g'(z_j), where k runs over the layer after."""
    slope = ACTIVATIONS[layer.activation].slope
    columns = zip(*layer_after.weights)
    delta = []
    for w_out, z_j, a_j in zip(columns, z, a):
        dL_da = dot(w_out, delta_after)  # ∂L/∂a_j = Σ_k w_kj δ_k
        delta.append(dL_da * slope(z_j, a_j))  # δ_j = ∂L/∂a_j · g'(z_j)
    return tuple(delta)


def layer_gradient(delta: Sequence[float], a_before: Sequence[float]) -> LayerGradient:
    """∂L/∂w_ji = δ_j a_i (n_out, n_in) and ∂L/∂b_j = δ_j (n_out,)."""
    weights = tuple([tuple([d * a for a in a_before]) for d in delta])  # (n_out, n_in)
    return LayerGradient(weights, tuple(delta))
