"""What an author may say of a live network, and the state it opens with."""

from dataclasses import dataclass, replace
from functools import partial

from lesson_core.checks import as_flag, as_floats, as_positive, as_record, as_text, one_of
from lesson_core.naming import parameters
from lesson_core.network import LOSSES, Layer, Network
from lesson_core.presets import lesson_problem
from lesson_core.problem import Problem
from lesson_core.records import Record, each, option, or_none

from .state import PANELS, State, as_panels, as_shown

LESSON = lesson_problem()


def as_layer(argument: str, value: object) -> Layer:
    """The layer that an object with weights, biases and perhaps an activation describes, or LessonError."""
    if isinstance(value, Layer):
        return value
    return Layer(**as_record(argument, value, ("weights", "biases"), ("activation",)))


@dataclass(frozen=True)
class NetworkOptions(Record):
    """What an author may say of a live network; what is left out is the lesson's."""

    layers: tuple[Layer, ...] | None = option(
        None, or_none(each(as_layer)), "the layers, from the inputs to the output"
    )
    loss: str = option(LOSSES[0], partial(one_of, allowed=LOSSES), "how wrong a guess is")
    inputs: tuple[float, ...] = option(LESSON.inputs, as_floats, "the inputs, one for each column of the first layer")
    targets: tuple[float, ...] = option(
        LESSON.targets, as_floats, "the right answers, one for each output; with `binary_cross_entropy` from 0 to 1"
    )
    learning_rate: float = option(LESSON.learning_rate, as_positive, "how large each step is")
    train_biases: bool = option(True, as_flag, "false keeps the biases as they are")
    panels: tuple[str, ...] = option(PANELS, as_panels, "which parts are shown beside the picture")
    chosen: str | None = option(None, or_none(as_text), "the parameter whose chain rule is shown first, such as `w1`")

    def problem(self) -> Problem:
        """The network with its sample. Raises LessonError where they do not fit, or are too large for a page."""
        network = LESSON.network if self.layers is None else Network(self.layers)
        network = as_shown("layers", replace(network, loss=self.loss))
        return Problem(network, self.inputs, self.targets, self.learning_rate, self.train_biases)


def opened(options: NetworkOptions) -> State:
    """The first state."""
    problem = options.problem()
    chosen = parameters(problem.network)[0].name if options.chosen is None else options.chosen
    return State(problem, chosen=chosen, editing=chosen, panels=options.panels)


def fits(first: State, state: State) -> bool:
    """Whether a state can stand where a network opened with the first: all is the same but what a reader can change."""
    return _frame(first) == _frame(state)


def _frame(state: State) -> tuple[object, ...]:
    network = state.network
    activations = tuple(layer.activation for layer in network.layers)
    return network.sizes, activations, network.loss, state.problem.train_biases, state.panels
