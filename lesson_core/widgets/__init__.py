"""The widgets: each is a function answer(id, state, event) -> reply, registered here under its name.

`state` is what the last reply carried (None for the event `open`); reply and events are described in
docs/contribute/how-it-works.md. A widget that needs numpy imports it inside the function that uses it.
"""

from .depth import events as depth
from .network import events as network
from .predict import events as predict
from .quiz import events as quiz

WIDGETS = {
    "depth": depth.answer,
    "network": network.answer,
    "predict": predict.answer,
    "quiz": quiz.answer,
}
