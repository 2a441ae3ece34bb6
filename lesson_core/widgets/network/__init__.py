"""The live network: a network that the reader steps through, trains and changes."""

from lesson_core.widgets.contract import Widget

from .events import EVENTS, walks
from .options import NetworkOptions, fits, opened
from .shell import shell
from .slots import reply
from .state import State
from .words import label_of

WIDGET = Widget(
    name="network",
    doc="A network that the reader steps through, trains and changes.",
    options=NetworkOptions,
    example="id: live-network",
    state=State,
    opened=opened,
    events=EVENTS,
    view=reply,
    shell=shell,
    walks=walks,
    label=label_of,
    fits=fits,
    wide=True,
    searched=False,
    task='[data-slot] [data-value="epoch"]',
    done=':not([data-exact="0"])',
)
