"""How a deep stack begins: points to learn and weights to start from, each drawn from a generator with a seed.

Equal seeds give equal numbers. Letters and shapes: layers.py.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

import numpy as np

from lesson_core.deep_setup import SAMPLES, VIEW, DeepSetup

from .layers import Array

# --- data: inputs (2, N) and labels 0 or 1 (N,) ------------------------------------------------------------------


@lru_cache(maxsize=8)
def data_set(name: str, seed: int, N: int = SAMPLES) -> tuple[Array, Array]:
    """N points (2, N), the first half labelled 0 and the second half 1 (N,), in the square from -VIEW to VIEW."""
    rng = np.random.Generator(np.random.PCG64(seed))
    half = N // 2
    along = np.concatenate([rng.random(half), rng.random(N - half)])  # (N,) where on its curve a point lies
    y = (np.arange(N) >= half).astype(float)  # (N,)
    X = CURVES[name](along, 1 - 2 * y) + 0.08 * rng.standard_normal((2, N))  # (2, N)
    X = np.clip(X, -VIEW, VIEW)  # (2, N)
    for kept in (X, y):
        kept.setflags(write=False)  # the same arrays are given to everyone who asks
    return X, y


def moons(along: Array, side: Array) -> Array:
    """Two half circles of radius 1 that reach into each other. `side` is 1 for label 0, -1 for label 1."""
    t = np.pi * along  # (N,)
    return np.stack([side * (np.cos(t) - 0.5), side * (np.sin(t) - 0.25)])  # (2, N)


def spirals(along: Array, side: Array) -> Array:
    """Two arms of one turn and a quarter; the root spreads the points evenly over the length."""
    r = np.sqrt(along)  # (N,)
    t = 2.5 * np.pi * r  # (N,)
    return 1.4 * np.stack([side * r * np.cos(t), side * r * np.sin(t)])  # (2, N)


def circles(along: Array, side: Array) -> Array:
    """A ring of radius 0.5 inside a ring of radius 1.2."""
    r = np.where(side > 0, 0.5, 1.2)  # (N,)
    t = 2 * np.pi * along  # (N,)
    return np.stack([r * np.cos(t), r * np.sin(t)])  # (2, N)


CURVES = {"moons": moons, "spirals": spirals, "circles": circles}


# --- initial weights (n_out, n_in) -------------------------------------------------------------------------------


def orthogonal(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
    """Rows or columns, the fewer, of length 1 and at right angles: W neither stretches nor shrinks what it meets.

    Saxe, McClelland & Ganguli (2014), arXiv:1312.6120. Q of a random matrix; the signs of R make it unique.
    """
    Q, R = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    W: Array = Q * np.where(np.diag(R) < 0, -1.0, 1.0)
    return W if n_out >= n_in else W.T  # (n_out, n_in)


SCALES: dict[str, Callable[[int, int], float]] = {  # the standard deviation of a normal distribution around 0
    "small": lambda _out, _in: 0.01,
    "large": lambda _out, _in: 1.0,
    "xavier": lambda n_out, n_in: math.sqrt(2 / (n_in + n_out)),  # Glorot & Bengio (2010), AISTATS
    "he": lambda _out, n_in: math.sqrt(2 / n_in),  # He, Zhang, Ren & Sun (2015), arXiv:1502.01852
}


def initial_weights(setup: DeepSetup) -> list[Array]:
    """W (n_out, n_in) of each hidden layer and of the output layer before any training."""
    rng = np.random.Generator(np.random.PCG64(setup.weights_seed))
    sizes = (2, *[setup.width] * setup.depth, 1)
    weights = []
    for n_in, n_out in pairwise(sizes):
        if setup.initial_weights == "orthogonal":
            weights.append(orthogonal(rng, n_out, n_in))  # (n_out, n_in)
        else:
            scale = SCALES[setup.initial_weights](n_out, n_in)
            weights.append(scale * rng.standard_normal((n_out, n_in)))  # (n_out, n_in)
    return weights
