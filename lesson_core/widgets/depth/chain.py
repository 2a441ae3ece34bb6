"""The chain of one unit a layer: what is left of the blame, layer by layer. Plain floats: it needs no numpy."""

from dataclasses import dataclass

from lesson_core.backprop import backpropagate
from lesson_core.network import ACTIVATIONS
from lesson_core.presets import chain_network

from .state import Chain


@dataclass(frozen=True)
class Link:
    """The way back to one layer: its slope, the factor (weight · slope), and its blame. `layer` counts from 1."""

    layer: int
    slope: float
    factor: float
    blame: float


def links_of(chain: Chain) -> tuple[Link, ...]:
    """The links of a chain of hidden layers, the last one first; the output layer comes after them.

    The target is taken so that the output's blame is 1: what arrives at layer 1 is then the product of the factors.
    """
    network = chain_network(chain.weight, chain.layers + 1)
    sigmoid = ACTIVATIONS["sigmoid"]
    start = sigmoid.function(0.0)
    target = start - 1 / sigmoid.slope(0.0, start)  # δ = (ŷ − y) · slope = 1
    deltas = [delta for (delta,) in backpropagate(network, (start,), (target,)).deltas]
    links = []
    for k in range(chain.layers - 1, -1, -1):
        factor = deltas[k] / deltas[k + 1]
        links.append(Link(k + 1, factor / chain.weight, factor, deltas[k]))
    return tuple(links)
