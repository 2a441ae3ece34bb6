"""What to say of a slip, and of a number that no slip explains: by what was asked and by the activation function."""

import re

from lesson_core.network import LEAK

from .slips import Slip

ASKED = {  # what a name of `values.named_values` stands for, where the sentences differ
    r"d_.*|delta_.*": "gradient",
    r"new_.*": "new",
    r"change_.*": "change",
    r"loss|error": "",  # by their own names
    r"h[\d_]+|y_hat\d*": "unit",
    r"z(\d|Out).*": "sum",
}
ADVICE = {
    "gradient": "Work through the factors one by one.",
    "new": "Begin with the old value, and subtract learning rate times gradient.",
    "change": "It is minus the learning rate times the gradient.",
    "unit": "Add up the weighted sum and the bias, then apply the activation function.",
    "sum": "Multiply each value by its weight, add up, and add the bias.",
    "loss": "Put the guess and the target into the formula of the loss.",
    "error": "It is the guess minus the target, ŷ − y.",
}
SIGNS = {
    "gradient": (
        "The size is right, but the sign is wrong. Begin with ŷ − y: it is negative when the guess is too low. After "
        "that, every weight and every value on the way brings its own sign."
    ),
    "new": (
        "The step is as long as it should be, but it goes the wrong way. Look at the sign of the gradient: an update "
        "subtracts learning rate times gradient."
    ),
    "change": (
        "The size is right, but the sign is wrong. Look at the sign of the gradient: an update subtracts learning rate "
        "times gradient."
    ),
    "loss": "The size is right, but a loss is never negative.",
    "error": "The size is right, but the sign is wrong. The error is the guess minus the target, ŷ − y.",
}
SLOPES = {
    "sigmoid": "Going back through a sigmoid multiplies by its slope a(1 − a), once for each unit on the way.",
    "tanh": "Going back through tanh multiplies by its slope 1 − a², once for each unit on the way.",
    "relu": "Going back through a ReLU multiplies by its slope: 1 where the sum is above 0, elsewhere 0.",
    "leaky_relu": (
        f"Going back through a leaky ReLU multiplies by its slope: 1 where the sum is above 0, elsewhere {LEAK}."
    ),
    "": "Going back through a unit multiplies by the slope of its activation function, once for each unit on the way.",
}
Z_IN_SLOPE = {"sigmoid": "The slope is a(1 − a): it comes from a", "tanh": "The slope is 1 − a²: it comes from a"}
DIAGNOSES = {
    "z_multiplied": (
        "It looks as if z stands where a belongs. A weight multiplies an activation: the value after the bend, not the "
        "sum before it."
    ),
    "not_bent": "That is the sum z. It still has to be bent.",
    "new_weights": (
        "That comes out with weights after their update. Blame runs back through the weights as they were in the "
        "forward pass, before any update."
    ),
    "no_rate": "The learning rate is missing. The step is the learning rate times the gradient.",
    "frozen": "That would be an update, but this network keeps its biases as they are.",
    "two_lost": "The 2 is missing. The slope of (y − ŷ)² is 2(ŷ − y).",
    "no_step": "That is its value now, before the update. The step is still to be taken.",
    "only_change": "That is how much it changes. Add the change to the old value.",
}


def asked(of: str) -> str:
    """What the name stands for: gradient, new, change, unit, sum, loss or error; "" for all others."""
    return next((kind or of for pattern, kind in ASKED.items() if re.fullmatch(pattern, of)), "")


def advice(of: str) -> str:
    """How to begin again."""
    return ADVICE.get(asked(of), "Go through it once more.")


def diagnosis(slip: Slip, of: str) -> str:
    """What went wrong in an answer to the question for `of`, and what to do instead."""
    kind = asked(of)
    if slip.kind == "sign":
        return SIGNS[kind]
    if slip.kind == "slope":
        return f"A slope is missing. {SLOPES[slip.activation]}"
    if slip.kind == "z_for_a":
        slope = Z_IN_SLOPE.get(slip.activation, "The slope comes from a")
        return (
            f"It looks as if z stands where a belongs. {slope}, the value after the bend, not from the sum before it."
        )
    if slip.kind == "no_bias":
        bend = "" if slip.activation == "identity" else " before the bend"
        return f"The bias is missing. It is added to the sum{bend}."
    if slip.kind in ("half_lost", "half_twice"):
        return f"{_half_size(slip.kind, kind)} {_half(slip.kind, kind)}"
    return DIAGNOSES[slip.kind]


def _half_size(slip: str, kind: str) -> str:
    if kind == "new":
        return "The step is twice too long." if slip == "half_lost" else "The step is half as long as it should be."
    return "That is twice too large." if slip == "half_lost" else "That is half of it."


def _half(slip: str, kind: str) -> str:
    if kind == "loss":
        return "The loss is half the squared error: take the half once."
    if slip == "half_lost":
        return "The loss is half the squared error, so the 2 from the square and the half cancel."
    return "The half in the loss is used up by the 2 of the square: it must not be counted twice."
