"""Questions to answer from memory."""

from lesson_core.widgets.contract import Widget

from .events import EVENTS
from .state import QuizOptions, State, opened
from .view import reply, shell
from .words import label_of

WIDGET = Widget(
    name="quiz",
    doc="Questions that make the reader recall.",
    options=QuizOptions,
    example="""\
questions:
  - ask: Which way does blame run?
    answer: backward
    explain: From the loss back to the first weights.
""",
    state=State,
    opened=opened,
    events=EVENTS,
    view=reply,
    label=label_of,
    fits=lambda opened, state: opened.questions == state.questions,
    shell=shell,
    task=".quiz-verdict",
)
