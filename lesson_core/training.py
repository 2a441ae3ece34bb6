"""Training: the update, and many updates in a row (gradient descent on one sample)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .backprop import LayerGradient, backpropagate
from .checks import DivergenceError, LessonError, as_flag, as_instance, as_list, as_number, as_positive, as_whole
from .network import Layer, Network, as_sample, forward, total_loss


@dataclass(frozen=True)
class TrainingRun:
    """What a run of training left behind.

    network      after the last update that stayed finite
    losses       before the first update and after each one: epochs + 1 floats, fewer if the run diverged
    diverged_at  the epoch (counted from 1) after whose update a number was not finite, or an output lay where the
                 loss is not defined; 0 when the loss was not finite from the start; None for a run that went well
    """

    network: Network
    losses: tuple[float, ...]
    diverged_at: int | None = None


def update(
    network: Network, gradients: Sequence[LayerGradient], learning_rate: float, *, train_biases: bool = True
) -> Network:
    """One step downhill: w ← w − η ∂L/∂w for every weight, and for every bias unless `train_biases` is False.

    Gradient descent goes back to Cauchy (1847), Comptes rendus 25:536. The gradient of a layer has the shapes of its
    weights (n_out, n_in) and biases (n_out,). Raises LessonError for a learning rate that is not positive and finite,
    or gradients that do not fit the network; DivergenceError when a parameter or gradient is no longer finite.
    """
    as_instance("network", network, Network)
    rate = as_positive("learning_rate", learning_rate)
    return _updated(network, _as_gradients(network, gradients), rate, as_flag("train_biases", train_biases))


def _as_gradients(network: Network, gradients: Sequence[LayerGradient]) -> tuple[LayerGradient, ...]:
    """The gradients in floats, perhaps not finite ones. Raises LessonError where they do not fit the network."""
    gradients = as_list("gradients", gradients)
    if len(gradients) != len(network.layers):
        raise LessonError("gradients", f"got {len(gradients)}; this network takes {len(network.layers)}, one per layer")
    found = []
    for k, (layer, gradient) in enumerate(zip(network.layers, gradients)):
        where = f"gradients[{k}]"
        as_instance(where, gradient, LayerGradient)
        rows = [*as_list(f"{where}.weights", gradient.weights), gradient.biases]
        rows = [[as_number(where, value) for value in as_list(where, row)] for row in rows]
        if list(map(len, rows)) != [layer.n_in] * layer.n_out + [layer.n_out]:
            shape = f"weights {layer.n_out} x {layer.n_in}, biases {layer.n_out}"
            raise LessonError(where, f"does not have the shape of layer {k}; it takes {shape}")
        found.append(LayerGradient(tuple(map(tuple, rows[:-1])), tuple(rows[-1])))
    return tuple(found)


def _updated(network: Network, gradients: Sequence[LayerGradient], rate: float, train_biases: bool) -> Network:
    layers = []
    for k, (layer, gradient) in enumerate(zip(network.layers, gradients)):
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
    """One step: w − η ∂L/∂w for each value (n,) and its slope."""
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

    inputs (n_in,) and targets (n_out,) are plain numbers. Stops early when the loss or a parameter is no longer finite,
    or an output has left the range in which the loss is defined, and says at which epoch. Raises LessonError for bad
    input, which an output outside that range before the first update is too.
    """
    as_whole("epochs", epochs, 0)
    rate = as_positive("learning_rate", learning_rate)
    as_flag("train_biases", train_biases)
    trace = backpropagate(network, inputs, targets)
    if not math.isfinite(trace.loss):
        return TrainingRun(network, (), diverged_at=0)
    losses = [trace.loss]
    for epoch in range(1, epochs + 1):
        try:
            after = _updated(network, trace.gradients, rate, train_biases)
            trace = backpropagate(after, inputs, targets)
        except DivergenceError:
            return TrainingRun(network, tuple(losses), diverged_at=epoch)
        if not math.isfinite(trace.loss):
            return TrainingRun(network, tuple(losses), diverged_at=epoch)
        network = after
        losses.append(trace.loss)
    return TrainingRun(network, tuple(losses))


def loss_of(network: Network, inputs: Sequence[float], targets: Sequence[float]) -> float:
    """The loss of the network on one sample, inputs (n_in,) and targets (n_out,), without a backward pass.

    Raises LessonError for input that does not fit, DivergenceError where the loss is not defined.
    """
    inputs, targets = as_sample(network, inputs, targets)
    pre_activations, activations = forward(network, inputs)
    return total_loss(network, pre_activations, activations[-1], targets)
