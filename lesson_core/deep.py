"""Deep stacks on arrays: how gradients shrink or grow from layer to layer, and what keeps them healthy.

The only module that imports numpy. Nothing else of lesson_core imports this one until a reader needs it.

    inputs (n, 2) -> `depth` hidden layers of `width` units -> one output unit -> sigmoid -> y_hat (n,)

Letters, beside those of lesson_core:

    n  samples in the batch      i  inputs of a layer       u  units of a layer
    x  (n, i)  what enters a layer                          W  (u, i)  weights, one row per unit
    a  (n, u)  weighted sums     m  (n, 1)  their mean      s  (n, 1)  their spread, over the units of one sample
    c  (n, u)  sums that enter gain and bias                g  (u,)    gain          b  (u,)  biases
    z  (n, u)  pre-activations   h  (n, u)  f(z)            out (n, u)  what leaves the layer
    d_q  (as q)  dL/dq, the blame of q, for any q above

A hidden layer, every choice switched on:  out = x + f(g (x W^T - m) / s + b).
"""

import math
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from lesson_core.network import LessonError

Array = NDArray[np.float64]

LEAK = 0.01  # the slope of leaky ReLU below zero, as in lesson_core.network
SPREAD_FLOOR = 1e-5  # added to the variance, so that equal sums do not divide by zero (Ba et al. 2016 leave it open)


# --- activations: f(z) and its slope, from z and h = f(z) --------------------------------------------------------


def sigmoid(z: Array) -> Array:
    """1 / (1 + e^-z), from e^-|z| so that no z overflows and no digit is lost."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


ACTIVATIONS = {
    "sigmoid": (sigmoid, lambda z, h: h * (1.0 - h)),
    "tanh": (np.tanh, lambda z, h: 1.0 - h * h),
    "relu": (lambda z: np.maximum(z, 0.0), lambda z, h: (z > 0).astype(float)),
    "leaky_relu": (lambda z: np.where(z > 0, z, LEAK * z), lambda z, h: np.where(z > 0, 1.0, LEAK)),
}


# --- initial weights: (u, i) from a generator --------------------------------------------------------------------


def orthogonal(rng: np.random.Generator, u: int, i: int) -> Array:
    """Rows (or columns, the fewer) at right angles and of length 1, so that W neither stretches nor shrinks.

    Saxe, McClelland & Ganguli 2014, arXiv:1312.6120. The signs of R make the factor of QR unique.
    """
    q, r = np.linalg.qr(rng.standard_normal((max(u, i), min(u, i))))
    q = q * np.where(np.diag(r) < 0, -1.0, 1.0)
    return q if u >= i else q.T


INITIAL_WEIGHTS = {
    "small": lambda rng, u, i: 0.01 * rng.standard_normal((u, i)),
    "large": lambda rng, u, i: 1.0 * rng.standard_normal((u, i)),
    "xavier": lambda rng, u, i: math.sqrt(2 / (i + u)) * rng.standard_normal((u, i)),  # Glorot & Bengio 2010
    "he": lambda rng, u, i: math.sqrt(2 / i) * rng.standard_normal((u, i)),  # He et al. 2015, arXiv:1502.01852
    "orthogonal": orthogonal,
}
