"""What a deep stack is made of: the choices and their limits, checked. No numpy here, so that a page can show the
choices, and refuse a bad one, before numpy is there. The mathematics: lesson_core.deep.
"""

from dataclasses import dataclass

from .checks import as_flag, as_positive, as_whole, one_of

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu")
INITIAL_WEIGHTS = ("small", "large", "xavier", "he", "orthogonal")
DATA_SETS = ("moons", "spirals", "circles")

MOST_LAYERS = 100
MOST_UNITS = 128
SAMPLES = 200  # points in a data set; every step uses all of them (one step is one epoch)
VIEW = 1.75  # every data set lies in the square from -VIEW to VIEW


@dataclass(frozen=True)
class DeepSetup:
    """Everything that decides a run: equal setups give equal runs, float by float, on one machine.

    Between machines (natively and in the page) np.exp, np.tanh and the order of a sum may differ in the last bit. One
    pass agrees to 1e-9, and so does a run that settles. A run that overshoots, with long gradients or a large learning
    rate, multiplies the difference with each step.

    depth            hidden layers, 1 to 100; one output unit follows
    width            units of each hidden layer, 1 to 128
    activation       a name in ACTIVATIONS
    initial_weights  a name in INITIAL_WEIGHTS
    residual         each hidden layer adds what enters it to what it computes, where the two have one shape
    normalisation    what leaves a hidden layer is brought to mean 0 and spread 1 before the next layer weighs it
    clip             the longest gradient that an update uses (norm over all parameters), or None for no limit
    learning_rate    a number above 0
    data             a name in DATA_SETS
    data_seed, weights_seed   whole numbers from 0

    Raises LessonError for anything else.
    """

    depth: int = 10
    width: int = 32
    activation: str = "sigmoid"
    initial_weights: str = "xavier"
    residual: bool = False
    normalisation: bool = False
    clip: float | None = None
    learning_rate: float = 0.1
    data: str = "moons"
    data_seed: int = 0
    weights_seed: int = 0

    def __post_init__(self):
        as_whole("depth", self.depth, 1, MOST_LAYERS)
        as_whole("width", self.width, 1, MOST_UNITS)
        one_of("activation", self.activation, ACTIVATIONS)
        one_of("initial_weights", self.initial_weights, INITIAL_WEIGHTS)
        for argument in ("residual", "normalisation"):
            as_flag(argument, getattr(self, argument))
        if self.clip is not None:
            object.__setattr__(self, "clip", as_positive("clip", self.clip))
        object.__setattr__(self, "learning_rate", as_positive("learning_rate", self.learning_rate))
        one_of("data", self.data, DATA_SETS)
        as_whole("data_seed", self.data_seed, 0, 2**32 - 1)
        as_whole("weights_seed", self.weights_seed, 0, 2**32 - 1)

    @property
    def multiplications(self) -> int:
        """Products of a weight with a number in one step: forward, and backward to weights and to inputs."""
        weights = 2 * self.width + (self.depth - 1) * self.width**2 + self.width
        return 3 * SAMPLES * weights
