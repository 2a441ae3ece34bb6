"""The live network's view: from a state to the markup of each slot."""

import math
from functools import cached_property

from lesson_core.backprop import Trace, backpropagate
from lesson_core.chain import Factor, chain, gradient_of, pre_activation_name
from lesson_core.naming import Parameter, find_parameter, parameters, target_names, unit_names, value_of
from lesson_core.network import Network

from . import cards
from . import shell as shells
from .chain_panel import render_chain
from .diagram import Picture, render_picture
from .layout import NARROW, WIDE
from .sentences import sentence_of
from .state import MOVES, State, current_value
from .tables import render_readout, render_weights


class View:
    """What the slots show, worked out once per reply. `now`: both passes through the network as it stands; `used`:
    the pass whose gradients are shown, which after the update is the one before it."""

    def __init__(self, state: State):
        self.state = state
        self.network = state.network
        self.sizes = state.network.sizes
        self.parameters = parameters(state.network)

    @cached_property
    def now(self) -> Trace:
        """Both passes through the network as it stands."""
        return backpropagate(self.network, self.state.inputs, self.state.targets)

    @cached_property
    def before(self) -> Network:
        """The network whose gradients are shown."""
        return self.state.previous if self.state.move == MOVES and self.state.previous else self.network

    @cached_property
    def used(self) -> Trace:
        """The pass whose gradients are shown."""
        if self.before is self.network:
            return self.now
        return backpropagate(self.before, self.state.inputs, self.state.targets)

    @property
    def moved(self) -> bool:
        """Whether the last update changed any parameter: a step may be smaller than a float's last place."""
        return self.before != self.network

    @property
    def unbounded(self) -> bool:
        """Whether a guess may leave the range in which the loss has a value: no sigmoid keeps it there."""
        return self.network.loss == "binary_cross_entropy" and self.network.layers[-1].activation != "sigmoid"

    @property
    def loss(self) -> float:
        """The loss of the network as it stands."""
        return self.now.loss

    @cached_property
    def gradients(self) -> dict[str, float]:
        """The gradients that exist: the output layer's from move 3 on, all from move 4 on."""
        last = len(self.network.layers) - 1
        return {
            p.name: gradient_of(self.used, p)
            for p in self.parameters
            if self.state.move >= (3 if p.layer == last else 4)
        }

    @cached_property
    def output_factors(self):
        """The factors of ∂L/∂z at the first output: ∂L/∂ŷ and ∂ŷ/∂z, or just itself where these two cancel."""
        last = len(self.network.layers) - 1
        bias = next(p for p in self.parameters if p.is_bias and (p.layer, p.unit) == (last, 0))
        return chain(self.network, self.now, self.state.targets, bias, full=True)[:-1]

    def value(self, network: Network, parameter: Parameter) -> float:
        """The parameter as it is in that network; the drawing modules compute nothing themselves."""
        return value_of(network.layers, parameter)

    @cached_property
    def chosen(self) -> Parameter:
        """The parameter whose chain rule is shown."""
        return find_parameter(self.network, self.state.chosen)

    @cached_property
    def factors(self) -> tuple[Factor, ...]:
        """The chain rule of the chosen parameter."""
        return chain(self.before, self.used, self.state.targets, self.chosen, full=self.state.full)

    @cached_property
    def factor_terms(self) -> dict[str, tuple[str, ...]]:
        """Which factor of the shown chain rule each edge, bias or node stands for, by the name of that part."""
        units = unit_names(self.sizes)
        unit_of = {pre_activation_name(unit): unit for names in units[1:] for unit in names}
        names = {p.name for p in self.parameters}
        edges = {(p.source, p.target): p.name for p in self.parameters}
        found: dict[str, tuple[str, ...]] = {}
        for factor in self.factors:
            above = unit_of.get(factor.above, factor.above)
            if factor.above == "L":
                part = "loss" if unit_of.get(factor.below, factor.below) in units[-1] else factor.below
            elif factor.below in names:
                part = factor.below
            elif (factor.below, above) in edges:
                part = edges[factor.below, above]
            else:
                part = above
            found[part] = (*found.get(part, ()), factor.term)
        return found


def slots(state: State, widget_id: str) -> dict[str, str]:
    """The markup of every slot."""
    view = View(state)
    shown = {
        "moves": shells.moves_strip(state.move),
        "picture": _pictures(view, widget_id),
        "sentence": sentence(view),
        "epoch": shells.epoch_readout(state.epoch),
        "rate": shells.rate_control(state.learning_rate, widget_id),
    }
    if "card" in state.panels:
        shown["card"] = cards.render_card(view)
    if "values" in state.panels:
        shown["values"] = _weights(view)
        shown["editor"] = _editor(view, widget_id)
    if "readout" in state.panels:
        shown["readout"] = _readout(view)
    if "chain" in state.panels:
        shown["chain"] = _chain(view, widget_id)
    return shown


def shell(state: State, filled: dict[str, str], widget_id: str) -> str:
    """The whole inside of the widget."""
    return shells.network_shell(filled, state.panels, widget_id)


def sentence(view: View) -> str:
    """The state in one sentence."""
    state = view.state
    return sentence_of(
        state.move,
        state.epoch,
        state.diverged_at,
        view.now,
        view.used,
        state.targets,
        moved=view.moved,
        unbounded=view.unbounded,
    )


def _pictures(view: View, widget_id: str) -> str:
    state, trace = view.state, view.now
    last = len(view.network.layers) - 1
    hidden_known, output_known = state.move == 4, state.move in (3, 4)
    deltas = tuple(trace.deltas[k] if (output_known if k == last else hidden_known) else None for k in range(last + 1))
    z_known = 1 <= state.move <= 4
    flow, flowing = {
        1: ("forward", tuple(range(last + 1))),
        3: ("backward", (last,)),
        4: ("backward", tuple(range(last))),
    }.get(state.move, ("", ()))
    picture = Picture(
        sizes=view.sizes,
        values=trace.activations,
        levels=(None, *(_levels(layer.activation, a) for layer, a in zip(view.network.layers, trace.activations[1:]))),
        targets=state.targets,
        loss=trace.loss,
        parameters=tuple((p, value_of(view.network.layers, p)) for p in view.parameters),
        pre_activations=tuple(z if z_known else None for z in trace.pre_activations),
        deltas=deltas,
        gradients=view.gradients,
        factor_terms=view.factor_terms,
        loss_terms=view.factor_terms.get("loss", ()),
        chosen=state.chosen,
        flow=flow,
        flowing=flowing,
    )
    return "".join(render_picture(picture, proportions, id_prefix=widget_id) for proportions in (WIDE, NARROW))


def _levels(activation: str, values: tuple[float, ...]) -> tuple[float, ...]:
    """How full a node is drawn, 0 to 1: the value itself for sigmoid, else squeezed so that 0 lies in the middle. nan
    for a value that is none."""
    if activation == "sigmoid":
        return values
    return tuple(0.5 + 0.5 * math.tanh(a) for a in values)


def _weights(view: View) -> str:
    previous = view.state.previous
    rows = []
    for p in view.parameters:
        value = value_of(view.network.layers, p)
        change = None if previous is None else value - value_of(previous.layers, p)
        rows.append((p, value, view.gradients.get(p.name), change))
    return render_weights(rows, view.factor_terms, view.state.chosen)


def _readout(view: View) -> str:
    units = unit_names(view.sizes)
    entries = [
        (name, value, 4)
        for names, values in zip(units[1:], view.now.activations[1:])
        for name, value in zip(names, values)
    ]
    entries += [(name, value, 4) for name, value in zip(target_names(view.sizes), view.state.targets)]
    return render_readout([*entries, ("loss", view.loss, 6)])


def _editor(view: View, widget_id: str) -> str:
    state = view.state
    units, y_names = unit_names(view.sizes), target_names(view.sizes)
    choices = [(p.name, p.label) for p in view.parameters]
    choices += [(name, f"{name} (input)") for name in units[0]] + [(name, f"{name} (true label)") for name in y_names]
    return shells.editor(choices, state.editing, current_value(state, state.editing), widget_id)


def _chain(view: View, widget_id: str) -> str:
    return render_chain(
        view.factors,
        view.gradients.get(view.state.chosen),
        view.state.move,
        [(p.name, p.label) for p in view.parameters],
        view.state.chosen,
        full=view.state.full,
        is_bias=view.chosen.is_bias,
        outputs=unit_names(view.sizes)[-1],
        id_prefix=widget_id,
    )
