"""A network of the page in another place: parts of it that follow, or one of its five moves beside the text."""

from __future__ import annotations

from html import escape
from typing import Annotated, Any

from pydantic import Field, model_validator

from lesson_core.widgets.network.state import PANELS, PREVIEW
from lesson_core.widgets.network.words import PLAY, WINDOW_CURVE
from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.mistakes import Mistake
from site_scripts.lesson.option_types import Id, Items, Options, whole, words
from site_scripts.lesson.prerender import slot, unseen

PARTS = ("picture", "sentence", "card", "chain", "values", "play", "curve")
NEEDS_PANEL = {"card": "card", "chain": "chain", "values": "values"}  # what the network itself must show


class WindowOptions(Options):
    """Which network, and what of it is shown."""

    of: Id = Field("live-network", description="the id of the network fence that it shows")
    show: Annotated[list[Annotated[str, words(*PARTS)]], Items(least=1)] | None = Field(
        None,
        description="which parts, one below the other; they follow the network. `play` is the button, with the guess "
        "and the loss",
    )
    move: Annotated[int, whole(0, 5)] | None = Field(
        None,
        description="instead of `show`: the picture after so many moves of the epoch that begins with the reader's own "
        "numbers; it stays beside the part of the text that it stands in",
    )
    first: bool = Field(False, description="with `show`: whether it stands at the top of the lesson, beside its title")

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> WindowOptions:
        if (self.show is None) == (self.move is None):
            raise ValueError("say what it shows: either `show`, a list of parts, or `move`, a number of moves.")
        if self.move is not None:
            self._refuse(["first"], "a window on a move stands beside its text. Take the line away.")
        return self


def note(options: WindowOptions, context: Context) -> None:
    """A network must know of the window at the top; the windows on its moves are one widget that knows them all."""
    if options.first and options.of in context.networks:
        settings = context.networks[options.of]
        settings["panels"] = [*settings.get("panels", PANELS), PREVIEW]
    if options.move is not None:
        context.moves_shown.setdefault(options.of, set()).add(options.move)


def render(options: WindowOptions, context: Context) -> str:
    """The place of the window, filled as the network opens."""
    context.sample_of(options.of, option="of")
    settings = context.networks[options.of]
    if options.move is not None:
        return _move(options.of, options.move, settings, context)
    name = context.claim(f"{options.of}-{'first' if options.first else 'window'}", "Show it once.")
    panels = settings.get("panels", PANELS)
    inside = []
    for part in options.show or ():
        if part in NEEDS_PANEL and part not in panels:
            raise Mistake(
                f'"{part}" is not among the `panels` of the network {options.of}. Add it there.', option=("show",)
            )
        inside.append(_part(part, options, name, settings))
    look = "window window-first" if options.first else "window"
    html = (
        f'<div class="{look} widget" id="{name}" data-window="{options.of}" role="group" aria-label="{escape(LABEL)}">'
    )
    html += "".join(inside) + '<p class="error" data-error=""></p></div>'
    return f"{FIRST}{html}{FIRST}" if options.first else html


LABEL = "The live network"
FIRST = "<!--first-->"  # theme/main.html puts what stands between two of them beside the title


def _part(part: str, options: WindowOptions, name: str, settings: dict[str, Any]) -> str:
    if part == "curve":
        return f'<figure data-chart="loss" aria-label="Loss curve"><p class="empty">{escape(WINDOW_CURVE)}</p></figure>'
    if part == "play":
        button = f'<button type="button" class="primary play" data-command="play">{PLAY}</button>'
        brief = _slot("brief", options, name, settings)
        return f'<div class="window-play">{button}<div data-slot="brief">{brief}</div></div>'
    kind = "preview" if part == "picture" and options.first else part
    return f'<div class="{part}" data-slot="{kind}">{_slot(kind, options, name, settings)}</div>'


def _slot(part: str, options: WindowOptions, name: str, settings: dict[str, Any]) -> str:
    """The network's markup, its ids the window's own: as browser/widget/slots.js names them."""
    markup = slot("network", options.of, settings, [], part)
    return markup.replace(f'"{options.of}-', f'"{name}-').replace(f"url(#{options.of}-", f"url(#{name}-")


def _move(network: str, move: int, settings: dict[str, Any], context: Context) -> str:
    """A picture of one move. The first of them brings the widget that all are windows on."""
    widget_id = f"{network}-moves"
    moves = sorted(context.moves_shown[network])
    name = context.claim(f"{widget_id}-{move}", "This move is shown already: keep one of them.")
    given = {"moves": moves, "network": settings}
    section = ""
    if widget_id not in context.ids:
        section = unseen("window", context.claim(widget_id), given, attributes={"data-follows": network})
    picture, caption = (slot("window", widget_id, given, [], f"{part}-{move}") for part in ("move", "caption"))
    picture = picture.replace(f'"{widget_id}-', f'"{name}-').replace(f"url(#{widget_id}-", f"url(#{name}-")
    return (
        f'<figure class="window-beside widget" id="{name}" data-window="{widget_id}" data-move="{move}">'
        f'<div class="picture" data-slot="move-{move}">{picture}</div>'
        f'<figcaption data-slot="caption-{move}">{caption}</figcaption>{section}</figure>'
    )


FENCE = Fence(
    name="window",
    doc="A network of the page in another place: parts of it that follow what the reader does, or one of the five "
    "moves, on the reader's own numbers, beside the text that speaks of it.",
    model=WindowOptions,
    render=render,
    note=note,
    example="""\
of: tiny
move: 1""",
)
