"""What the live network shows, worked out from its state: values only, no markup."""

from dataclasses import replace
from functools import cached_property

from lesson_core.backprop import Trace
from lesson_core.chain import Factor, chain, gradient_of, pre_activation_name
from lesson_core.naming import Parameter, find_parameter, parameters, unit_names, value_of
from lesson_core.network import Network

from .state import MOVES, State


class View:
    """What the slots show, worked out once per reply.

    `now`: both passes through the network as it stands; `used`: the pass whose gradients are shown, which after the
    update is the one before it.
    """

    def __init__(self, state: State) -> None:
        """Nothing is worked out before it is asked for."""
        self.state = state
        self.problem = state.problem
        self.network = state.network
        self.sizes = state.network.sizes
        self.parameters = parameters(state.network)

    @cached_property
    def now(self) -> Trace:
        """Both passes through the network as it stands."""
        return self.problem.trace()

    @cached_property
    def before(self) -> Network:
        """The network whose gradients are shown."""
        return self.state.previous if self.state.move == MOVES and self.state.previous else self.network

    @cached_property
    def used(self) -> Trace:
        """The pass whose gradients are shown."""
        if self.before is self.network:
            return self.now
        return replace(self.problem, network=self.before).trace()

    @property
    def is_untouched(self) -> bool:
        """Whether nothing is worked out yet: no move is made, and no edit whose effect the reader waits for."""
        return self.state.move == self.state.epoch == self.state.segment == 0

    @property
    def guess_is_known(self) -> bool:
        """Whether a move, or an edit, has worked out what the units answer."""
        return not self.is_untouched

    @property
    def loss_is_known(self) -> bool:
        """Whether the loss of the guess shown is worked out: not while the forward pass is the last move."""
        return self.guess_is_known and self.state.move != 1

    def known(self, factor: Factor) -> bool:
        """Whether a move of the pass that is shown has worked the factor out."""
        return self.state.move >= factor.move

    @property
    def moved(self) -> bool:
        """Whether the last update changed any parameter: a step may be smaller than a float's last place."""
        return self.before != self.network

    @property
    def unbounded(self) -> bool:
        """Whether a guess may leave the range in which the loss has a value: no sigmoid keeps it there."""
        return self.network.loss == "binary_cross_entropy" and self.network.layers[-1].activation != "sigmoid"

    @property
    def is_endless(self) -> bool:
        """Whether the loss has no lowest point: cross-entropy that drives the first output towards 0 or 1."""
        return self.network.loss == "binary_cross_entropy" and self.problem.targets[0] in (0, 1)

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

    @property
    def first_output(self) -> str:
        """The name of the output that cards and formulas look at."""
        return unit_names(self.sizes)[-1][0]

    @cached_property
    def output_factors(self) -> tuple[Factor, ...]:
        """The factors of ∂L/∂z at the first output: ∂L/∂ŷ and ∂ŷ/∂z, or just itself where these two cancel."""
        last = len(self.network.layers) - 1
        bias = next(p for p in self.parameters if p.is_bias and (p.layer, p.unit) == (last, 0))
        return chain(self.network, self.now, self.problem.targets, bias, full=True)[:-1]

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
        return chain(self.before, self.used, self.problem.targets, self.chosen, full=self.state.full)

    @cached_property
    def path(self) -> dict[str, tuple[Factor, ...]]:
        """Which factors of the shown chain rule each edge, bias or node stands for, by the name of that part."""
        units = unit_names(self.sizes)
        unit_of = {pre_activation_name(unit): unit for names in units[1:] for unit in names}
        names = {p.name for p in self.parameters}
        edges = {(p.source, p.target): p.name for p in self.parameters}
        found: dict[str, tuple[Factor, ...]] = {}
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
            found[part] = (*found.get(part, ()), factor)
        return found
