"""The loss over one parameter, and the steps of gradient descent on it. A picture: nothing in it asks."""

from lesson_core.naming import find_parameter
from lesson_core.valley import valley, walk
from lesson_core.widgets.contract import Outcome, Reply, Slots, Widget

from .picture import render_valley
from .state import State, ValleyOptions, opened


def reply(outcome: Outcome[State], _widget_id: str) -> Reply[State]:
    """The picture."""
    state, problem = outcome.state, outcome.state.problem
    about = (problem.network, problem.inputs, problem.targets, find_parameter(problem.network, state.of))
    walks = [walk(*about, rate, state.steps) for rate in state.rates]
    return Reply(state, {"valley": render_valley(valley(*about, state.low, state.high), walks, state.of)})


def shell(_options: ValleyOptions, _state: State, filled: Slots, _widget_id: str) -> str:
    """The picture, with nothing round it."""
    return filled["valley"]


WIDGET = Widget(
    name="valley",
    doc="The loss over one parameter of a network, drawn, with the steps of gradient descent on it.",
    options=ValleyOptions,
    example="""\
network: live-network
of: w1
low: -4
high: 4
rates: [0.5, 5]
""",
    state=State,
    opened=opened,
    events={},
    view=reply,
    shell=shell,
)
