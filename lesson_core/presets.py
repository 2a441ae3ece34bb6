"""The lesson's network, and worked examples published elsewhere, each with its source."""

from dataclasses import dataclass

from .checks import as_float, as_whole, one_of
from .network import ACTIVATIONS, Layer, Network
from .problem import Problem

LESSON_INPUTS = (0.5, 0.8)
LESSON_TARGETS = (1.0,)
LESSON_LEARNING_RATE = 0.5


def lesson_network() -> Network:
    """The lesson's 2-2-1 network at epoch 0: sigmoid everywhere, half the squared error."""
    hidden = Layer(weights=((0.5, -0.2), (0.3, 0.7)), biases=(0.1, -0.1))
    output = Layer(weights=((0.8, 0.6),), biases=(0.2,))
    return Network((hidden, output))


def lesson_problem() -> Problem:
    """The lesson's network with its sample and learning rate."""
    return Problem(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, LESSON_LEARNING_RATE)


@dataclass(frozen=True)
class Example:
    """A problem as somebody published it."""

    name: str
    source: str
    problem: Problem


def examples() -> tuple[Example, ...]:
    """The lesson's example first, then published ones."""
    return (
        Example("lesson", "this lesson", lesson_problem()),
        Example(
            "mazur",
            "Matt Mazur, A Step by Step Backpropagation Example, 2015",
            Problem(
                Network(
                    (
                        Layer(((0.15, 0.2), (0.25, 0.3)), (0.35, 0.35)),
                        Layer(((0.4, 0.45), (0.5, 0.55)), (0.6, 0.6)),
                    )
                ),
                inputs=(0.05, 0.1),
                targets=(0.01, 0.99),
                learning_rate=0.5,
                train_biases=False,
            ),
        ),
        Example(
            "macleod",
            "C. MacLeod, An Introduction to Practical Neural Networks and Genetic Algorithms, chapter 3",
            Problem(
                Network((Layer(((0.1, 0.8), (0.4, 0.6)), (0.0, 0.0)), Layer(((0.3, 0.9),), (0.0,)))),
                inputs=(0.35, 0.9),
                targets=(0.5,),
                learning_rate=1.0,
                train_biases=False,
            ),
        ),
        Example(
            "linear",
            "hmkcode.com, Backpropagation Step by Step",
            Problem(
                Network(
                    (
                        Layer(((0.11, 0.21), (0.12, 0.08)), (0.0, 0.0), "identity"),
                        Layer(((0.14, 0.15),), (0.0,), "identity"),
                    )
                ),
                inputs=(2.0, 3.0),
                targets=(1.0,),
                learning_rate=0.05,
                train_biases=False,
            ),
        ),
        Example(
            "one-neuron",
            "xnought, backprop-explainer",
            Problem(
                Network((Layer(((1.0,),), (0.0,), "identity"),), "squared_error"),
                inputs=(2.1,),
                targets=(4.0,),
                learning_rate=0.01,
            ),
        ),
    )


def chain_network(weight: float, depth: int, activation: str = "sigmoid") -> Network:
    """A chain of one unit a layer, `depth` layers, every weight the same, every pre-activation 0 for a suitable bias.

    M. Nielsen, Neural Networks and Deep Learning, chapter 5. The bias is −weight·g(0), and the input is taken to be
    g(0), so that z = 0 in every layer, where the sigmoid is steepest. Raises LessonError for a weight that is not a
    finite number, no whole number of layers from 1, or an unknown activation.
    """
    as_float("weight", weight)
    as_whole("depth", depth, 1)
    one_of("activation", activation, ACTIVATIONS)
    a = ACTIVATIONS[activation].function(0.0)
    return Network(tuple(Layer(((weight,),), (-weight * a,), activation) for _ in range(depth)))
