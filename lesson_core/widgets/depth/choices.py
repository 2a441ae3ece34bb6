"""What a reader can choose about the depth lab's network: sliders, menus, switches."""

import math
from dataclasses import dataclass

from lesson_core.deep_setup import ACTIVATIONS, DATA_SETS, INITIAL_WEIGHTS, MOST_LAYERS, MOST_UNITS, DeepSetup
from lesson_core.markup import controls
from lesson_core.markup.numbers import fmt
from lesson_core.markup.tags import tag

from . import words

CLIPS = (None, 10.0, 1.0, 0.1)


def choices(setup: DeepSetup, widget_id: str) -> str:
    """The form with the setup's choices."""
    form = _Form(setup, widget_id)
    rate = setup.learning_rate
    clips = CLIPS if setup.clip in CLIPS else (*CLIPS, setup.clip)
    return (
        form.slider("depth", setup.depth, 1, MOST_LAYERS, 1, str(setup.depth))
        + form.slider("width", setup.width, 1, MOST_UNITS, 1, str(setup.width))
        + form.slider("learning_rate", round(math.log10(rate), 2), -3, 2, 0.05, fmt(rate, 4, trim=True))
        + form.menu("activation", _with_names(ACTIVATIONS), setup.activation)
        + form.menu("initial_weights", _with_names(INITIAL_WEIGHTS), setup.initial_weights)
        + form.menu("data", _with_names(DATA_SETS), setup.data)
        + form.menu("clip", [(_clip_value(clip), words.clip_text(clip)) for clip in clips], _clip_value(setup.clip))
        + tag("div", form.switch("residual"), form.switch("normalisation"), class_="depth-switches")
    )


def _with_names(values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(value, words.NAMES[value]) for value in values]


def _clip_value(clip: float | None) -> str:
    return "off" if clip is None else repr(clip)


@dataclass(frozen=True)
class _Form:
    """Controls with their labels; each sets the choice of its `name`."""

    setup: DeepSetup
    widget_id: str

    def slider(self, name: str, value: float, low: float, high: float, step: float, shown: str) -> str:
        """A slider with its value beside the label, as text."""
        control = controls.slider(
            value, low, high, step, event=_event(name), into="value", id=self._id(name), aria_valuetext=shown
        )
        exact = repr(getattr(self.setup, name))
        shown_value = tag("span", shown, data_value=name, data_exact=exact)
        return self._choice(name, control, tag("output", shown_value, for_=self._id(name)))

    def menu(self, name: str, options: list[tuple[str, str]], chosen: str) -> str:
        """A menu of (value, text)."""
        return self._choice(name, controls.select(options, chosen, event=_event(name), into="value", id=self._id(name)))

    def switch(self, name: str) -> str:
        """A box to tick."""
        is_on = getattr(self.setup, name)
        box = controls.checkbox(checked=is_on, event=_event(name), into="value", id=self._id(name))
        return tag("div", box, self._label(name), class_="depth-switch")

    def _choice(self, name: str, control: str, output: str = "") -> str:
        return tag("div", tag("div", self._label(name), output, class_="depth-label"), control, class_="depth-choice")

    def _label(self, name: str) -> str:
        return tag("label", words.CHOICES[name], for_=self._id(name))

    def _id(self, name: str) -> str:
        return f"{self.widget_id}-{name}"


def _event(name: str) -> controls.Event:
    return {"type": "set", "name": name}
