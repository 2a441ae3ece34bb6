"""A still picture of a network of the page: the one that its widget draws, without what there is to press.

It stands in the page as SVG, not as an image file: so it follows the page's palette, has its own proportions on a
phone, and lights up with the formulas.
"""

from __future__ import annotations

import re
from html import escape
from typing import Annotated

from pydantic import Field

from lesson_core.naming import unit_names
from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.mistakes import Mistake
from site_scripts.lesson.numbers import NUMBER, evaluate
from site_scripts.lesson.option_types import Id, Options, Text, whole
from site_scripts.lesson.prerender import slot

CONTROLS = re.compile(
    r' (?:tabindex|role|aria-[\w-]+|data-(?:nudge|field|event|value|exact))="[^"]*"| class="handle[^"]*"'
)
MOTION = re.compile(r'<path class="flow[^>]*></path>|<text[^>]*></text>')  # and what the move leaves empty
LEVELS = re.compile(r'<clipPath.*?</clipPath><rect class="fill[^>]*></rect>')


class PictureOptions(Options):
    """Which network, after which move, in which words."""

    network: Id = Field("live-network", description="the id of the network fence it is about")
    moves: Annotated[int, whole(0, 4)] = Field(
        0, description="how many moves are made; with 0 each number that a move would work out is a question mark"
    )
    alt: Text = Field(description="what a screen reader says in its place; may hold computed numbers")


def render(options: PictureOptions, context: Context) -> str:
    """Both proportions of the picture; the style sheet shows one."""
    sample = context.sample_of(options.network)
    name = context.claim(f"{options.network}-still-{options.moves}", "It is the same picture: keep one of them.")
    events = [{"type": "step", "moves": options.moves}] if options.moves else []
    drawn = slot("network", name, context.networks[options.network], events, "picture")
    if not options.moves:
        drawn = _unknown(drawn, {name for column in unit_names(sample.network.sizes)[1:] for name in column} | {"loss"})
    alt = NUMBER.sub(lambda found: evaluate(found[1], context.samples).text, options.alt)
    if syntax := re.search(r"\$[^$]+\$|\[\[.*?\]\]", alt):
        raise Mistake(f'"{syntax[0]}" would be read out as it stands. Say it in words.', option=("alt",))
    still = CONTROLS.sub("", MOTION.sub("", drawn))
    still = still.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ')
    return f'<div class="picture" id="{name}">{still}</div>'


def _unknown(drawn: str, names: set[str]) -> str:
    """The picture with a question mark for each of these numbers, and with their nodes neither full nor empty."""
    number = re.compile(rf'(<tspan data-value="(?:{"|".join(map(re.escape, names))})"[^>]*>)[^<]*')
    return (
        number.sub(r"\1?", LEVELS.sub("", drawn))
        .replace('class="node high"', 'class="node input"')
        .replace('class="node low"', 'class="node input"')
    )


FENCE = Fence(
    name="picture",
    doc="A still picture of a network on the page, before its first update.",
    model=PictureOptions,
    render=render,
    example="""\
network: tiny
moves: 1
alt: A neuron with two inputs and the output {{ tiny.y_hat }}.""",
)
