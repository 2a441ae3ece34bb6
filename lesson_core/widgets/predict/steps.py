"""The calculation that leads to an answer, line by line."""

from dataclasses import dataclass

from lesson_core.chain import Factor, chain
from lesson_core.markup.formulas import partial
from lesson_core.markup.symbols import symbol_html
from lesson_core.naming import Parameter, parameters
from lesson_core.problem import Problem

from .words import PRODUCT, reason_of, reason_of_update


@dataclass(frozen=True)
class Step:
    """One line of a calculation: what it is (markup), its number, why, and the highlight it shares."""

    markup: str
    value: float
    why: str
    term: str | None = None


def steps_to(of: str, problem: Problem, values: dict[str, float]) -> tuple[Step, ...]:
    """The lines for a gradient, or for a parameter after its update; none for other numbers."""
    for parameter in parameters(problem.network):
        name = parameter.name
        if of not in (f"d_{name}", f"new_{name}"):
            continue
        factors = chain(problem.network, problem.trace(), problem.targets, parameter, full=True)
        steps = _gradient_steps(parameter, factors, values[f"d_{name}"])
        if of == f"d_{name}":
            return steps
        rate = problem.learning_rate if problem.train_biases or not parameter.is_bias else None
        update = Step(symbol_html(name) + " ←", values[of], reason_of_update(values[name], rate), name)
        return (*steps, update)
    return ()


def _gradient_steps(parameter: Parameter, factors: tuple[Factor, ...], gradient: float) -> tuple[Step, ...]:
    """The factors of the chain rule, then their product."""
    lines = [
        Step(partial(factor.above, factor.below) + " =", factor.value, reason_of(factor, parameter), factor.term)
        for factor in factors
    ]
    return (*lines, Step(partial("L", parameter.name) + " =", gradient, PRODUCT, f"dL_d{parameter.name}"))
