"""lesson_core: a small neural network, its training and its pictures, in plain Python.

The same code runs in the tests, while the site is built, and in the reader's browser. Legend, for the whole package:

"""

from .backprop import LayerGradient, Trace, backpropagate
from .checking import GradientCheck, check_gradients
from .checks import LessonError
from .network import Layer, Network
from .presets import LESSON_INPUTS, LESSON_LEARNING_RATE, LESSON_TARGETS, lesson_network
from .training import TrainingRun, train, update

LEGEND = (
    # letter, shape, meaning
    ("x", "(n_in,)", "the inputs"),
    ("y", "(n_out,)", "the targets"),
    ("ŷ", "(n_out,)", "the outputs: the network's guess (y_hat in code)"),
    ("w", "(n_out, n_in)", "the weights of a layer: one row per unit, one column per input"),
    ("b", "(n_out,)", "the biases of a layer"),
    ("z", "(n_out,)", "the pre-activations: z = w·a + b, with a from the layer before"),
    ("a", "(n_out,)", "the activations: a = g(z); for the hidden layer also written h"),
    ("g", "function", "the activation function, g' its slope"),
    ("L", "number", "the loss, summed over the outputs"),
    ("δ", "(n_out,)", "the blame: ∂L/∂z (delta in code)"),
    ("η", "number", "the learning rate"),
    ("i, j, k", "index", "i counts a unit's inputs, j the units of a layer, k layers or the units of the next layer"),
)

__doc__ += "\n".join(f"    {letter:8}{shape:15}{meaning}" for letter, shape, meaning in LEGEND)

__all__ = [
    "LEGEND",
    "LESSON_INPUTS",
    "LESSON_LEARNING_RATE",
    "LESSON_TARGETS",
    "GradientCheck",
    "Layer",
    "LayerGradient",
    "LessonError",
    "Network",
    "Trace",
    "TrainingRun",
    "backpropagate",
    "check_gradients",
    "lesson_network",
    "train",
    "update",
]
