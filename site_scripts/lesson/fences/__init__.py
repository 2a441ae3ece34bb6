"""The fences of lessons. A new one adds its file and its name here, and nothing else."""

from typing import Any

from site_scripts.lesson.fence import Fence

from . import depth, formula, lessons, network, picture, predict, quiz, reflect, source, valley, words

FENCES: dict[str, Fence[Any]] = {
    module.FENCE.name: module.FENCE
    for module in (network, picture, depth, formula, reflect, valley, predict, quiz, words, source, lessons)
}
