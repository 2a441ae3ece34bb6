"""What a deep stack is made of: the choices and their limits, checked.

No numpy here, so that a page can show the choices, and refuse a bad one, before numpy is there. The mathematics:
lesson_core.deep.
"""

from dataclasses import dataclass
from functools import partial

from .checks import as_flag, as_positive, as_whole, one_of
from .records import Record, option, or_none

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu")
INITIAL_WEIGHTS = ("small", "large", "xavier", "he", "orthogonal")
DATA_SETS = ("moons", "spirals", "circles")

MOST_LAYERS = 100
MOST_UNITS = 128
SAMPLES = 200  # points in a data set; every step uses all of them (one step is one epoch)
VIEW = 1.75  # every data set lies in the square from -VIEW to VIEW


as_seed = partial(as_whole, least=0, most=2**32 - 1)


@dataclass(frozen=True)
class DeepSetup(Record):
    """Everything that decides a run: equal setups give equal runs, float by float, on one machine.

    Between machines (natively and in the page) np.exp, np.tanh and the order of a sum may differ in the last bit. One
    pass agrees to 1e-9, and so does a run that settles. A run that overshoots, with long gradients or a large learning
    rate, multiplies the difference with each step.

    Raises LessonError for a value that its field does not take.
    """

    depth: int = option(
        10, partial(as_whole, least=1, most=MOST_LAYERS), "how many hidden layers; one output unit follows"
    )
    width: int = option(32, partial(as_whole, least=1, most=MOST_UNITS), "how many units in each hidden layer")
    activation: str = option("sigmoid", partial(one_of, allowed=ACTIVATIONS), "how every hidden unit bends its sum")
    initial_weights: str = option(
        "xavier",
        partial(one_of, allowed=INITIAL_WEIGHTS),
        "how the weights are drawn: with spread 0.01, with spread 1, after Glorot & Bengio, after He et al., or at "
        "right angles",
    )
    residual: bool = option(False, as_flag, "true adds to each hidden layer what entered it")
    normalisation: bool = option(False, as_flag, "true brings what enters a layer to mean 0 and spread 1")
    clip: float | None = option(None, or_none(as_positive), "the longest gradient that an update may use")
    learning_rate: float = option(0.1, as_positive, "how large each step is")
    data: str = option("moons", partial(one_of, allowed=DATA_SETS), "the points to learn")
    data_seed: int = option(0, as_seed, "the number from which the points are drawn")
    weights_seed: int = option(0, as_seed, "the number from which the weights are drawn")

    @property
    def multiplications(self) -> int:
        """Products of a weight with a number in one step: forward, and backward to weights and to inputs."""
        weights = 2 * self.width + (self.depth - 1) * self.width**2 + self.width
        return 3 * SAMPLES * weights
