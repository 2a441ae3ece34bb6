"""Times lesson_core's two engines; run in the page's Python by engines.js. Milliseconds a step."""

import itertools
import math
import time

from lesson_core import Layer, Network, train
from lesson_core.deep.runs import begin, train_deep
from lesson_core.deep_setup import DeepSetup


def network(sizes: list[int], hidden: str) -> Network:
    """A network with weights that are the same at every run."""
    turns = itertools.count(1)
    return Network(
        tuple(
            Layer(
                tuple(tuple(0.5 * math.sin(next(turns)) for _ in range(n_in)) for _ in range(n_out)),
                (0.0,) * n_out,
                "sigmoid" if n_out == sizes[-1] else hidden,
            )
            for n_in, n_out in itertools.pairwise(sizes)
        )
    )


def scalar_step(sizes: list[int], hidden: str, steps: int) -> float:
    """One sample: forward, backward, update."""
    start = network(list(sizes), hidden)
    began = time.perf_counter()
    train(start, (0.5, 0.8), (1.0,), 0.05, steps)
    return 1000 * (time.perf_counter() - began) / steps


def deep_step(steps: int) -> float:
    """A batch of 200 through 2-32-32-32-1 on arrays: forward, backward, update."""
    start = train_deep(begin(DeepSetup(depth=3, width=32, activation="tanh")), steps)  # warm, as the plain engine is
    began = time.perf_counter()
    train_deep(start, steps)
    return 1000 * (time.perf_counter() - began) / steps
