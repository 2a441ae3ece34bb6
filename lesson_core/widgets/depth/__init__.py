"""The depth lab: gradients that the reader makes vanish, explode and recover."""

from lesson_core.widgets.contract import Widget

from .events import EVENTS, walks
from .options import LabOptions, opened
from .shell import shell
from .state import State
from .view import reply
from .words import label_of

WIDGET = Widget(
    name="depth",
    doc="A deep network whose gradients the reader makes vanish, explode and recover. The options say how it starts.",
    options=LabOptions,
    example="id: depth-lab",
    state=State,
    opened=opened,
    events=EVENTS,
    view=reply,
    shell=shell,
    walks=walks,
    label=label_of,
    needs=("numpy",),
    limit=60,  # a worker that was replaced makes all steps of a run anew
    wide=True,
    searched=False,
    task=".depth-tasks > li",
    done=".done",
)
