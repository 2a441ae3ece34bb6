"""The widgets of the lessons: a folder each, which declares a `Widget`. A new one adds its folder and its line here."""

from importlib import import_module
from typing import Any

from .contract import Widget

FOLDERS = (
    "depth",
    "network",
    "predict",
    "quiz",
    "valley",
    "window",
)
WIDGETS: tuple[Widget[Any, Any], ...] = tuple(import_module(f"{__name__}.{folder}").WIDGET for folder in FOLDERS)
