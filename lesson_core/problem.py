"""A network with the example it learns: what every question, picture and number of a lesson is about."""

from dataclasses import dataclass, replace

from .backprop import Trace, backpropagate
from .checks import as_flag, as_instance, as_positive
from .naming import find_parameter, parameters, target_names, unit_names, with_value
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


def editable(network: Network) -> tuple[str, ...]:
    """The names of all that a reader can change but the learning rate: parameters, inputs, targets."""
    names = (parameter.name for parameter in parameters(network))
    return (*names, *unit_names(network.sizes)[0], *target_names(network.sizes))


def with_change(problem: Problem, name: str, value: float) -> Problem:
    """The problem with one of its values changed, by the name that the reader knows it by. Raises LessonError."""
    network, units = problem.network, unit_names(problem.network.sizes)[0]
    if name == "learning_rate":
        return replace(problem, learning_rate=value)
    if name in units:
        return replace(problem, inputs=_put(problem.inputs, units.index(name), value))
    if name in (names := target_names(network.sizes)):
        return replace(problem, targets=_put(problem.targets, names.index(name), value))
    return replace(problem, network=with_value(network, find_parameter(network, name), value))


def _put(values: tuple[float, ...], index: int, value: float) -> tuple[float, ...]:
    return (*values[:index], value, *values[index + 1 :])
