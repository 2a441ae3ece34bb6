"""From the live network's state to the markup of each slot."""

from dataclasses import replace

from lesson_core.chain import Factor
from lesson_core.naming import symbol, target_names, unit_names, value_of
from lesson_core.widgets.contract import Outcome, Position, Reply, Slots

from .cards import render_card
from .chain_panel import render_chain
from .diagram import render_picture
from .layout import NARROW, WIDE, Proportions
from .picture import PathFactor, Picture
from .shell import editor, epoch_readout, moves_strip, rate_control
from .state import MOVES, PREVIEW, State, current_value
from .tables import render_brief, render_readout, render_weights
from .view import View
from .words import input_label, of_which_pass, sentence_of, target_label, where


def reply(outcome: Outcome[State], widget_id: str) -> Reply[State]:
    """What the page shows after an event."""
    state, view = outcome.state, View(outcome.state)
    shown = slots(view, widget_id)
    made = outcome.losses is not None
    return Reply(
        state=state,
        slots=shown,
        sentence=shown["sentence"],
        where=where(state.epoch, state.move, state.segment),
        losses=outcome.losses if made else [view.loss],
        since=outcome.since if made else state.epoch,
        position=Position(state.segment, state.moves),
        view=("chosen", "editing", "full"),
        diverged=state.diverged_at is not None,
        table=outcome.table,
    )


def slots(view: View, widget_id: str) -> Slots:
    """The markup of every slot."""
    state = view.state
    shown = {
        "moves": moves_strip(state.move),
        "picture": "".join(picture(view, widget_id, proportions) for proportions in (WIDE, NARROW)),
        "sentence": sentence_of(view),
        "epoch": epoch_readout(state.epoch),
        "rate": rate_control(state.problem.learning_rate, widget_id),
    }
    if PREVIEW in state.panels:
        # As after the second move: all that a pass through the network as it stands works out.
        seen = View(replace(state, move=2, previous=None))
        shown["preview"] = picture(seen, widget_id, NARROW, has_path=False)
        shown["brief"] = render_brief(view.now.outputs[0], state.problem.targets[0], view.loss)
    if "card" in state.panels:
        shown["card"] = render_card(view)
    if "values" in state.panels:
        shown["values"] = _weights(view)
        shown["editor"] = _editor(view, widget_id)
    if "readout" in state.panels:
        shown["readout"] = _readout(view)
    if "chain" in state.panels:
        shown["chain"] = _chain(view, widget_id)
    return shown


def picture(
    view: View, widget_id: str, proportions: Proportions, *, is_still: bool = False, has_path: bool = True
) -> str:
    """The network after the last move, drawn in these proportions.

    `is_still`: nothing in it can be taken hold of. `has_path`: the chosen parameter's path is lit, with its factors.
    After the update the guess is a new one: no gradient of the old one stands beside it.
    """
    move, trace = view.state.move, view.now
    last = len(view.network.layers) - 1
    hidden_known, output_known = move == 4, move in (3, 4)
    flow, flowing = {
        1: ("forward", tuple(range(last + 1))),
        3: ("backward", (last,)),
        4: ("backward", tuple(range(last))),
    }.get(move, ("", ()))
    shown = Picture(
        sizes=view.sizes,
        values=(trace.activations[0], *(a if view.guess_is_known else None for a in trace.activations[1:])),
        targets=view.problem.targets,
        loss=trace.loss if view.loss_is_known else None,
        parameters=tuple((p, value_of(view.network.layers, p)) for p in view.parameters),
        pre_activations=tuple(z if 1 <= move <= 4 else None for z in trace.pre_activations),
        deltas=tuple(
            trace.deltas[k] if (output_known if k == last else hidden_known) else None for k in range(last + 1)
        ),
        gradients=view.gradients if move < MOVES else {},
        factors={
            part: tuple(_on_path(view, factor) for factor in factors) for part, factors in view.path.items() if has_path
        },
        chosen=view.chosen,
        flow=flow,
        flowing=flowing,
        is_still=is_still,
    )
    return render_picture(shown, proportions, id_prefix=widget_id)


def _on_path(view: View, factor: Factor) -> PathFactor:
    is_shown = view.known(factor) and view.state.move < MOVES
    text = f"∂{symbol(factor.above)}/∂{symbol(factor.below)}"
    return PathFactor(factor.term, text, factor.value if is_shown else None)


def _weights(view: View) -> str:
    previous = view.state.previous
    rows = []
    for p in view.parameters:
        value = value_of(view.network.layers, p)
        change = None if previous is None else value - value_of(previous.layers, p)
        rows.append((p, value, view.gradients.get(p.name), change))
    return render_weights(rows, view.path, view.state.chosen)


def _readout(view: View) -> str:
    units = unit_names(view.sizes)
    entries = [
        (name, value, 4)
        for names, values in zip(units[1:], view.now.activations[1:])
        for name, value in zip(names, values)
    ]
    entries += [(name, value, 4) for name, value in zip(target_names(view.sizes), view.state.problem.targets)]
    return render_readout([*entries, ("loss", view.loss, 6)])


def _editor(view: View, widget_id: str) -> str:
    state = view.state
    units, y_names = unit_names(view.sizes), target_names(view.sizes)
    choices = [(p.name, p.label) for p in view.parameters]
    choices += [(name, input_label(name)) for name in units[0]] + [(name, target_label(name)) for name in y_names]
    return editor(choices, state.editing, current_value(state, state.editing), widget_id)


def _chain(view: View, widget_id: str) -> str:
    return render_chain(
        view.factors,
        view.gradients.get(view.state.chosen),
        view.state.move,
        of_which_pass(view),
        [(p.name, p.label) for p in view.parameters],
        view.state.chosen,
        full=view.state.full,
        is_bias=view.chosen.is_bias,
        outputs=unit_names(view.sizes)[-1],
        id_prefix=widget_id,
    )
