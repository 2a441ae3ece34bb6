"""Networks for the tests: the published examples with their expected numbers, and random networks."""

from itertools import pairwise

from hypothesis import strategies as st

from lesson_core import Layer, Network
from lesson_core.network import ACTIVATIONS
from lesson_core.presets import examples

EXAMPLES = {example.name: example for example in examples()}

# Hand-worked or published numbers; sources in lesson_core.presets. "after": after one update.
PUBLISHED = {
    "lesson": {"hidden": (0.547357618, 0.647940802), "outputs": (0.736266025,), "loss": 0.0347778048},
    "mazur": {
        "hidden": (0.593269992, 0.596884378),
        "outputs": (0.75136507, 0.772928465),
        "loss": 0.298371109,
        "weights": (
            ((0.149780716, 0.199561432), (0.249751144, 0.299502287)),
            ((0.35891648, 0.408666186), (0.51130127, 0.561370121)),
        ),
        "loss_after": 0.291027774,
    },
    "macleod": {
        "outputs": (0.690283493,),
        "weights": (((0.099070929, 0.79761096), (0.397139924, 0.592645519)), ((0.272325965, 0.872998363),)),
    },
    "linear": {
        "hidden": (0.85, 0.48),
        "outputs": (0.191,),
        "loss": 0.3272405,
        "weights": (((0.121326, 0.226989), (0.132135, 0.0982025)), ((0.1743825, 0.169416),)),
    },
    "one-neuron": {"loss": 3.61, "weights": (((1.0798,),),), "biases": ((0.038,),), "loss_after": 2.8710591},
}


def numbers(size: float):
    return st.floats(-size, size, allow_nan=False, width=32)


@st.composite
def networks(draw, activations=tuple(ACTIVATIONS), losses=("half_squared_error", "squared_error"), layers=3):
    """A random network with inputs and targets that fit it."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=layers + 1))
    made = []
    for n_in, n_out in pairwise(sizes):
        row = st.lists(numbers(2), min_size=n_in, max_size=n_in)
        weights = draw(st.lists(row, min_size=n_out, max_size=n_out))
        biases = draw(st.lists(numbers(1), min_size=n_out, max_size=n_out))
        made.append(Layer(weights, biases, draw(st.sampled_from(activations))))
    network = Network(tuple(made), draw(st.sampled_from(losses)))
    inputs = draw(st.lists(numbers(2), min_size=sizes[0], max_size=sizes[0]))
    targets = draw(st.lists(st.floats(0.1, 0.9), min_size=sizes[-1], max_size=sizes[-1]))
    return network, inputs, targets
