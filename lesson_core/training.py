"""Training: the update, and many updates in a row (gradient descent on one sample)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .backprop import LayerGradient, backpropagate
from .network import (
    DivergenceError,
    Layer,
    LessonError,
    Network,
    as_learning_rate,
    as_sample,
    forward,
    total_loss,
)


@dataclass(frozen=True)
class TrainingRun:
    """What a run of training left behind.

    network      after the last update that stayed finite
    losses       before the first update and after each one: epochs + 1 floats, fewer if the run diverged
    diverged_at  the epoch (counted from 1) whose update overflowed, or None
    """

    network: Network
    losses: tuple[float, ...]
    diverged_at: int | None = None


def update(
    network: Network, gradients: Sequence[LayerGradient], learning_rate: float, *, train_biases: bool = True
) -> Network:
    """One step downhill: w ← w − η ∂L/∂w for every weight, and for every bias unless `train_biases` is False.

    Raises LessonError for a learning rate that is not positive and finite, or gradients that do not fit the network;
    DivergenceError when a parameter or gradient is no longer finite.
    """
    rate = as_learning_rate(learning_rate)
    if len(gradients) != len(network.layers):
        raise LessonError("gradients", f"got {len(gradients)}; this network takes {len(network.layers)}, one per layer")
    layers = []
    for k, (layer, gradient) in enumerate(zip(network.layers, gradients)):
        if (len(gradient.weights), len(gradient.weights[0])) != (layer.n_out, layer.n_in):
            raise LessonError(f"gradients[{k}]", f"does not have the shape of layer {k}: {layer.n_out} x {layer.n_in}")
        rows = zip(layer.weights, gradient.weights)
        weights = tuple([step_downhill(w, g, rate) for w, g in rows])  # (n_out, n_in)
        biases = step_downhill(layer.biases, gradient.biases, rate) if train_biases else layer.biases
        try:
            layers.append(Layer(weights, biases, layer.activation))
        except LessonError:
            raise DivergenceError(
                "gradients", f"the update of layer {k} overflowed; a smaller learning rate may help"
            ) from None
    return Network(tuple(layers), network.loss)


def step_downhill(values: Sequence[float], slopes: Sequence[float], rate: float) -> tuple[float, ...]:
    """w − η ∂L/∂w for each value (n,) and its slope."""
    pairs = zip(values, slopes)
    return tuple([w - rate * g for w, g in pairs])


def train(
    network: Network,
    inputs: Sequence[float],
    targets: Sequence[float],
    learning_rate: float,
    epochs: int,
    *,
    train_biases: bool = True,
) -> TrainingRun:
    """Repeat backpropagate and update `epochs` times over one sample.

    Stops early when the loss or a parameter overflows, and says at which epoch. Raises LessonError for bad input.
    """
    if isinstance(epochs, bool) or not isinstance(epochs, int) or epochs < 0:
        raise LessonError("epochs", f"got {epochs!r}; it takes a whole number, 0 or more")
    as_learning_rate(learning_rate)
    trace = backpropagate(network, inputs, targets)
    if not math.isfinite(trace.loss):
        return TrainingRun(network, (), diverged_at=0)
    losses = [trace.loss]
    for epoch in range(1, epochs + 1):
        try:
            after = update(network, trace.gradients, learning_rate, train_biases=train_biases)
        except DivergenceError:
            return TrainingRun(network, tuple(losses), diverged_at=epoch)
        trace = backpropagate(after, inputs, targets)
        if not math.isfinite(trace.loss):
            return TrainingRun(network, tuple(losses), diverged_at=epoch)
        network = after
        losses.append(trace.loss)
    return TrainingRun(network, tuple(losses))


def loss_of(network: Network, inputs: Sequence[float], targets: Sequence[float]) -> float:
    """The loss of the network on one sample, without a backward pass."""
    inputs, targets = as_sample(network, inputs, targets)
    pre_activations, activations = forward(network, inputs)
    return total_loss(network, pre_activations, activations[-1], targets)
