"""The widgets of the lessons. A new one adds its folder and its line here, and nothing else."""

from typing import Any

from . import depth, network, predict, quiz, valley
from .contract import Widget

WIDGETS: tuple[Widget[Any, Any], ...] = (
    depth.WIDGET,
    network.WIDGET,
    predict.WIDGET,
    quiz.WIDGET,
    valley.WIDGET,
)
