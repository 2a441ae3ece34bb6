"""A network with the example it learns: what every question, picture and number of a lesson is about."""

from dataclasses import dataclass

from .backprop import Trace, backpropagate
from .checks import as_flag, as_instance, as_positive
from .network import Network, as_sample
from .training import TrainingRun, loss_of, train


@dataclass(frozen=True)
class Problem:
    """A network, one sample, and the settings of its training.

    inputs (n_in,), targets (n_out,), learning_rate above 0; `train_biases` False keeps the biases as they are.
    Raises LessonError where they do not fit.
    """

    network: Network
    inputs: tuple[float, ...]
    targets: tuple[float, ...]
    learning_rate: float
    train_biases: bool = True

    def __post_init__(self) -> None:
        """Check that the sample fits the network."""
        as_instance("network", self.network, Network)
        inputs, targets = as_sample(self.network, self.inputs, self.targets)
        object.__setattr__(self, "inputs", inputs)
        object.__setattr__(self, "targets", targets)
        object.__setattr__(self, "learning_rate", as_positive("learning_rate", self.learning_rate))
        as_flag("train_biases", self.train_biases)

    def trace(self) -> Trace:
        """Both passes through the network, as `backpropagate` makes them. Raises DivergenceError as it does."""
        return backpropagate(self.network, self.inputs, self.targets)

    def loss(self) -> float:
        """The loss of the network on the sample. Raises DivergenceError where it is not defined."""
        return loss_of(self.network, self.inputs, self.targets)

    def train(self, epochs: int) -> TrainingRun:
        """So many epochs of gradient descent, see `train`. Raises LessonError as it does."""
        return train(
            self.network, self.inputs, self.targets, self.learning_rate, epochs, train_biases=self.train_biases
        )
