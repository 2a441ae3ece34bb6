"""The card of a move: its name, one or two sentences, its formula with numbers, and the lines that compute it."""

from lesson_core.markup.source import render_source
from lesson_core.markup.tags import tag

from .move_formulas import move_formula
from .move_words import card_text, place_of
from .view import View
from .words import IN_PYTHON, MOVE_NAMES, READY


def render_card(view: View) -> str:
    """The card of the move that was made last."""
    move = view.state.move
    name = MOVE_NAMES[move] if move or view.state.epoch == 0 else READY
    heading = tag("h3", tag("small", place_of(view)), name)
    body = tag("p", card_text(view), class_="card-text")
    if move == 0:
        return heading + body
    source = render_source(move, view.network)
    code = tag("details", tag("summary", IN_PYTHON), source, class_="in-python") if source else ""
    return heading + body + move_formula(view) + code
