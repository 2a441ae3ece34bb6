"""Blame and weight gradients of a deep run with numpy alone, and nothing of lesson_core.deep's mathematics."""

import math
from dataclasses import dataclass

import numpy as np

from lesson_core import deep


def slope_of(name, z, a):
    return {
        "sigmoid": lambda: a * (1 - a),
        "tanh": lambda: 1 - a * a,
        "relu": lambda: (z > 0).astype(float),
        "leaky_relu": lambda: np.where(z > 0, 1, 0.01),
    }[name]()


def activation_of(name, z):
    return {
        "sigmoid": lambda: 0.5 * (1 + np.tanh(z / 2)),
        "tanh": lambda: np.tanh(z),
        "relu": lambda: np.maximum(z, 0),
        "leaky_relu": lambda: np.maximum(z, 0.01 * z),
    }[name]()


@dataclass
class Truth:
    """Per layer, the output last: blame and weight gradient; the loss, and how many points are guessed right."""

    deltas: list[float]
    gradients: list[float]
    loss: float
    right: int


@np.errstate(all="ignore")
def truth_of(run):
    """One pass over the run's points, samples in rows. δ is of each point's own loss."""
    setup = run.setup
    X, y = deep.data_set(setup.data, setup.data_seed)
    n = len(y)
    x, steps = X.T, []
    for k, (W, b) in enumerate(run.layers):
        spread, fed = None, x
        if setup.normalisation and k:
            spread = np.sqrt(x.var(1, keepdims=True) + 1e-5)
            fed = (x - x.mean(1, keepdims=True)) / spread
        z = fed @ W.T + b
        if k == len(run.layers) - 1:
            steps.append((fed, spread, z, None, False))
            break
        a = activation_of(setup.activation, z)
        adds = setup.residual and a.shape == x.shape
        steps.append((fed, spread, z, a, adds))
        x = x + a if adds else a
    z_out = steps[-1][2][:, 0]
    y_hat = np.where(z_out >= 0, 1 / (1 + np.exp(-z_out)), np.exp(z_out) / (1 + np.exp(z_out)))
    loss = float(np.mean(np.maximum(z_out, 0) - y * z_out + np.log1p(np.exp(-np.abs(z_out)))))
    delta, out, found = (y_hat - y)[:, None], None, []
    for k in range(len(run.layers) - 1, -1, -1):
        fed, spread, z, a, adds = steps[k]
        if k < len(run.layers) - 1:
            delta = out * slope_of(setup.activation, z, a)
        largest = np.abs(delta).max()
        size = largest * math.sqrt(np.mean((delta / largest) ** 2)) if largest else 0.0
        gradient = delta.T @ fed / n
        top = np.abs(gradient).max()
        found.append((float(size), float(top * math.sqrt(np.sum((gradient / top) ** 2)) if top else 0.0)))
        back = delta @ run.layers[k].weights
        if spread is not None:
            back = (back - back.mean(1, keepdims=True) - fed * (back * fed).mean(1, keepdims=True)) / spread
        out = back + out if adds else back
    deltas, gradients = zip(*found[::-1], strict=True)
    return Truth(list(deltas), list(gradients), loss, int(np.sum((y_hat > 0.5) == (y > 0.5))))
