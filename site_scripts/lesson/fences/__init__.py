"""The fences of lessons. A new one adds its file and its name here; a widget without a file has its fence by itself."""

from typing import Any

from lesson_core.widgets import WIDGETS
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.widget_fence import widget_fence

from . import formula, lessons, network, picture, predict, quiz, reflect, source, valley, window, words

FENCES: dict[str, Fence[Any]] = {
    module.FENCE.name: module.FENCE
    for module in (network, window, picture, formula, reflect, valley, predict, quiz, words, source, lessons)
}
FENCES |= {widget.name: widget_fence(widget) for widget in WIDGETS if widget.name not in FENCES}
