"""A prediction: a question about a network of the page, judged on that network."""

from lesson_core.widgets.contract import Widget
from lesson_core.widgets.network.options import fits

from .events import EVENTS, walks
from .state import PredictOptions, State, opened
from .view import reply, shell
from .words import label_of

WIDGET = Widget(
    name="predict",
    doc="A question about a network on the page, asked before the reader sees the answer and checked on that network.",
    options=PredictOptions,
    example="""\
id: sign-of-w1
network: live-network
question: Is the gradient of $w_1$ positive or negative?
of: d_w1
ask: sign
""",
    state=State,
    opened=opened,
    events=EVENTS,
    view=reply,
    shell=shell,
    task=":is(.predict-form, .predict-choices) ~ .predict-verdict",
    walks=walks,
    label=label_of,
    fits=lambda opened, state: opened.setting == state.setting and fits(opened.network, state.network),
)
