"""The chain of one unit a layer: what is left of the blame, layer by layer. Plain floats: it needs no numpy."""

from dataclasses import dataclass

from lesson_core.backprop import backpropagate
from lesson_core.network import ACTIVATIONS
from lesson_core.presets import chain_network

from .state import Chain


@dataclass(frozen=True)
class Link:
    """The way back through one layer: its slope, the factor (weight · slope), and the blame after it.

    `layer` is counted from 1.
    """

    layer: int
    slope: float
    factor: float
    blame: float


def links_of(chain: Chain) -> tuple[Link, ...]:
    """The links of a chain, the last layer first.

    The target is taken so that ∂L/∂ŷ = 1: what arrives at the far end is then the product of the factors.
    """
    network = chain_network(chain.weight, chain.layers)
    start = ACTIVATIONS["sigmoid"].function(0.0)
    guess = backpropagate(network, (start,), (0.0,)).outputs[0]
    trace = backpropagate(network, (start,), (guess - 1,))
    links, blame = [], 1.0  # blame: ∂L/∂a of the layer at hand
    for k in range(chain.layers - 1, -1, -1):
        (weight,), (delta,) = network.layers[k].weights[0], trace.deltas[k]
        slope = delta / blame
        blame = weight * delta
        links.append(Link(k + 1, slope, weight * slope, blame))
    return tuple(links)
