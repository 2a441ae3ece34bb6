"""Deep stacks on arrays: how gradients shrink or grow from layer to layer, and what keeps them healthy.

    inputs (2, N) -> `depth` hidden layers of `width` units -> one output unit -> ŷ (N,)

`layers` holds the mathematics of a layer, and the letters and shapes; `start` the points and weights to begin with;
`runs` makes the runs, finds where numbers break, and measures. Only this folder imports numpy: a widget imports it when
it is first needed. What a stack is made of, without numpy: lesson_core.deep_setup.
"""

from .runs import (
    DeepPass,
    DeepRun,
    Divergence,
    Measurement,
    begin,
    clipped,
    data_points,
    first_fault,
    guess_grid,
    measure,
    norm,
    one_pass,
    train_deep,
)
from .start import data_set

__all__ = [
    "DeepPass",
    "DeepRun",
    "Divergence",
    "Measurement",
    "begin",
    "clipped",
    "data_points",
    "data_set",
    "first_fault",
    "guess_grid",
    "measure",
    "norm",
    "one_pass",
    "train_deep",
]
