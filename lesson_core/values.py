"""Every number of a network by its name: for texts, questions and their answers.

Beside the names of `naming`: error (ŷ − y of the first output), z1 and zOut (pre-activations), slope_h1 (g' where the
unit stands), delta_h1 (∂L/∂z), d_w1 (∂L/∂w1), change_w1 and new_w1 (what the next update adds, and what comes out),
h1_times_wOut1 (one product of a weighted sum), and the chain rule's factors (dL_dyhat, dyhat_dh1, dh1_dw1, ...).
"""

from .chain import chain, pre_activation_name
from .naming import parameters, target_names, unit_names, value_of
from .network import ACTIVATIONS
from .problem import Problem
from .training import step_downhill


def named_values(problem: Problem) -> dict[str, float]:
    """Name -> value, unrounded. Raises DivergenceError where the loss is not defined."""
    network, trace = problem.network, problem.trace()
    units = unit_names(network.sizes)
    found = {
        "loss": trace.loss,
        "learning_rate": problem.learning_rate,
        "error": trace.outputs[0] - problem.targets[0],
        **dict(zip(target_names(network.sizes), problem.targets)),
    }
    for names, numbers in zip(units, trace.activations):
        found |= dict(zip(names, numbers))
    for k, layer in enumerate(network.layers):
        for j, unit in enumerate(units[k + 1]):
            z, a = trace.pre_activations[k][j], trace.activations[k + 1][j]
            found[pre_activation_name(unit)] = z
            found[f"slope_{unit}"] = ACTIVATIONS[layer.activation].slope(z, a)
            found[f"delta_{unit}"] = trace.deltas[k][j]
    for p in parameters(network):
        old, gradient = value_of(network.layers, p), value_of(trace.gradients, p)
        rate = problem.learning_rate if problem.train_biases or not p.is_bias else 0.0
        (new,) = step_downhill((old,), (gradient,), rate)
        found |= {p.name: old, f"d_{p.name}": gradient, f"new_{p.name}": new, f"change_{p.name}": new - old}
        if p.source is not None:  # a bias has none
            found[f"{p.source}_times_{p.name}"] = found[p.source] * old
        for full in (False, True):
            found |= {factor.term: factor.value for factor in chain(network, trace, problem.targets, p, full=full)}
    return found
