"""Words that follow a network: for 200 networks that a reader could make, each reading that is said is true.

`TRUE` holds what each reading claims, worked out here from both passes and from training, not from the condition that
its author wrote beside it.
"""

import math
import random
import re
from dataclasses import dataclass, replace
from functools import cache

import pytest

from lesson_core import LessonError, TrainingRun
from lesson_core.living.expressions import is_words, readings
from lesson_core.living.numbers import say
from lesson_core.problem import Problem, editable, with_change
from site_scripts.lesson.numbers import NUMBER
from tests.lesson.claims import networks_of, text_of


@dataclass(frozen=True)
class Case:
    """A network, and the rate that the expression speaks of."""

    problem: Problem
    expression: str

    @property
    def error(self) -> float:
        return self.problem.trace().outputs[0] - self.problem.targets[0]

    @property
    def guess(self) -> float:
        return self.problem.trace().outputs[0]

    @property
    def first_gradient(self) -> float:
        return self.problem.trace().gradients[0].weights[0][0]

    def weight(self, layer: int, column: int) -> float:
        return self.problem.network.layers[layer].weights[0][column]

    def train(self, epochs: int, **changes: float) -> TrainingRun:
        return self.changed(**changes).train(epochs)

    def changed(self, **changes: float) -> Problem:
        problem = self.problem
        for name, value in changes.items():
            problem = with_change(problem, name, value)
        return problem

    @property
    def rate(self) -> float:
        (rate,) = set(re.findall(r"rate=([\d.]+)", self.expression))
        return float(rate)

    @property
    def factor(self) -> float:
        """What one update makes of the error."""
        run = self.train(1, learning_rate=self.rate)
        if run.diverged_at is not None:
            return -math.inf
        return (replace(self.problem, network=run.network).trace().outputs[0] - self.problem.targets[0]) / self.error

    def falls_with_a_smaller_rate(self) -> bool:
        start = self.problem.loss()
        rates = (self.problem.learning_rate / 10**k for k in range(1, 330))
        return any(self.train(1, learning_rate=rate).losses[-1] < start for rate in rates)

    @property
    def change(self) -> float:
        after = self.problem.train(1).network.layers[0].weights[0][0]
        return after - self.weight(0, 0)

    def losses(self) -> tuple[float, float]:
        start, *after = self.problem.train(1).losses
        return start, after[0] if after else math.nan


@cache
def half_after(case: Case, rate: float) -> tuple[float, float]:
    """Of the network with the target 0.5: the loss before, and after 100 epochs."""
    run = case.train(100, y=0.5, learning_rate=rate)
    return run.losses[0], math.nan if run.diverged_at is not None else run.losses[-1]


def is_past(case: Case) -> bool:
    start = case.changed(y=0.5)
    after = replace(start, network=case.train(1, y=0.5, learning_rate=50.0).network)
    return (start.trace().outputs[0] - 0.5) * (after.trace().outputs[0] - 0.5) < 0


def is_one(case: Case) -> bool:
    return case.problem.inputs[0] == 1


def bias(case: Case) -> float:
    return case.problem.network.layers[0].biases[0]


def falls(case: Case) -> bool:
    """Where the slope is not 0 to the computer, the sign is that of what the slope is multiplied by."""
    layer, by = (-1, case.weight(-1, 0)) if "dyhat_dh1" in case.expression else (1, case.problem.inputs[0])
    value = case.problem.trace().activations[layer][0]
    return value * (1 - value) * by < 0


TRUE = {
    "The guess is too low, so a higher guess means a smaller loss. That is why the number is negative.": (
        lambda c: c.error < 0
    ),
    "The guess is too high, so a higher guess means a larger loss. That is why the number is positive.": (
        lambda c: c.error > 0
    ),
    "The guess is exactly right, so the loss is as small as it can be.": lambda c: c.problem.loss() == 0,
    ", so it falls": falls,
    "fall": lambda c: c.first_gradient < 0,
    "grow": lambda c: c.first_gradient > 0,
    "stay, as good as, where it is": lambda c: c.first_gradient == 0,
    "negative: a higher guess would mean a smaller loss": lambda c: c.error < 0,
    "positive: a higher guess would mean a larger loss": lambda c: c.error > 0,
    "0: the guess is exactly right": lambda c: c.error == 0,
    "The gradient was negative, so the weight became larger.": lambda c: c.first_gradient < 0 < c.change,
    "The gradient was positive, so the weight became smaller.": lambda c: c.first_gradient > 0 > c.change,
    "The gradient was 0, so the weight stayed as it was.": lambda c: c.first_gradient == 0 == c.change,
    "The gradient was so close to 0 that the weight stayed as it was.": lambda c: c.first_gradient != 0 == c.change,
    "That is an improvement. So we do it again.": lambda c: c.losses()[1] < c.losses()[0],
    "That is no improvement: the update went too far. A smaller learning rate helps.": (
        lambda c: c.losses()[1] > c.losses()[0] and c.falls_with_a_smaller_rate()
    ),
    "Nothing has changed: there was nothing to gain, or too little to be seen.": (
        lambda c: c.losses()[0] == c.losses()[1]
    ),
    "This update would take weights beyond the numbers of the computer, so it is not made.": (
        lambda c: c.problem.train(1).diverged_at is not None
    ),
    "The weights have grown beyond the numbers of the computer.": lambda c: c.problem.train(1).diverged_at is not None,
    "So the larger rate ends worse than it began: its first update already throws the guess past the target, and the "
    "later ones throw it to and fro.": lambda c: half_after(c, 50)[1] > half_after(c, 50)[0] and is_past(c),
    "So the larger rate ends worse than it began.": lambda c: half_after(c, 50)[1] > half_after(c, 50)[0],
    "With your numbers the larger rate does not end worse than it began; with the lesson's it does.": (
        lambda c: not half_after(c, 50)[1] > half_after(c, 50)[0]
    ),
    "negative. So the larger the second input, the smaller the sum": lambda c: c.weight(0, 1) < 0,
    "positive. So the larger the second input, the larger the sum": lambda c: c.weight(0, 1) > 0,
    "0. So the second input does not count": lambda c: c.weight(0, 1) == 0,
    "a clear yes": lambda c: c.guess > 0.9,
    "a cautious yes": lambda c: 0.5 < c.guess <= 0.9,
    "neither yes nor no": lambda c: c.guess == 0.5,
    "a cautious no": lambda c: 0.1 < c.guess < 0.5,
    "a clear no": lambda c: c.guess <= 0.1,
    "Yes.": lambda c: c.changed(x2=3.0).trace().outputs[0] > 0.5,
    "No.": lambda c: c.changed(x2=3.0).trace().outputs[0] < 0.5,
    "Neither.": lambda c: c.changed(x2=3.0).trace().outputs[0] == 0.5,
    "The second weight is negative, so a larger second input counts against.": lambda c: c.weight(0, 1) < 0,
    "the guess is the weight itself": lambda c: c.guess == c.weight(0, 0),
    "the guess is the weight times the input": lambda c: c.guess == c.weight(0, 0) * c.problem.inputs[0],
    "the guess is the weight times the input, plus the bias": lambda c: bias(c) != 0,
    "You can see at once that the weight should be the target.": (
        lambda c: c.changed(w1=c.problem.targets[0]).loss() == 0
    ),
    "You can work out at once which weight is right.": lambda c: c.problem.inputs[0] != 0,
    "With an input of 0 no weight is better than another.": lambda c: c.changed(w1=5.0).loss() == c.problem.loss(),
    "a parabola, a valley with one lowest point": lambda c: c.problem.inputs[0] != 0,
    "a flat line, since an input of 0 silences the weight": lambda c: c.changed(w1=5.0).loss() == c.problem.loss(),
    "It is negative, which means: a larger weight lowers the loss. So walk to the right.": (
        lambda c: c.first_gradient < 0
    ),
    "It is positive, which means: a smaller weight lowers the loss. So walk to the left.": (
        lambda c: c.first_gradient > 0
    ),
    "It has none: the ground is level here, and there is nowhere to walk.": lambda c: c.first_gradient == 0,
    "So the updates get smaller by themselves.": lambda c: abs(next_gradient(c)) < abs(c.first_gradient),
    "So updates get smaller by themselves, if they come nearer to the bottom. Here they do not.": (
        lambda c: abs(next_gradient(c)) >= abs(c.first_gradient)
    ),
    "have nothing to do": lambda c: c.error == 0,
    "change nothing": lambda c: c.factor == 1,
    "creep": lambda c: 0.9 < c.factor < 1,
    "walk": lambda c: 0 < c.factor <= 0.9,
    "leap onto the target": lambda c: abs(c.factor) <= 0.001,
    "jump to and fro, nearer each time": lambda c: -1 < c.factor < 0,
    "jump for ever, and come no nearer": lambda c: c.factor == pytest.approx(-1, rel=1e-5),
    "fly off": lambda c: c.factor < -1,
    ", so the factor is 1 − 2η": lambda c: abs(c.problem.inputs[0]) == 1,
}


def next_gradient(case: Case) -> float:
    after = replace(case.problem, network=case.problem.train(1).network)
    return after.trace().gradients[0].weights[0][0]


def words() -> list[tuple[str, str, str]]:
    """Of each lesson: its name, the network, the expression."""
    found = []
    for lesson in ("backpropagation", "forward-pass", "gradient-descent"):
        for expression in dict.fromkeys(filter(is_words, NUMBER.findall(text_of(lesson)))):
            (network,) = set(re.findall(r"([a-z][\w-]*)\.[a-z]", re.sub(r'"[^"]*"', "", expression)))
            found.append((lesson, network, expression))
    return found


def drawn(problem: Problem, how_many: int) -> list[Problem]:
    """Networks that a reader could make of this one: some values changed, to small, large, round and extreme ones."""
    draw = random.Random(12)
    names = (*editable(problem.network), "learning_rate")
    made = [problem]
    while len(made) < how_many:
        one = problem
        try:
            for name in draw.sample(names, draw.randint(1, len(names))):
                wild = draw.choice((draw.gauss(0, 1), draw.gauss(0, 20), 0.0, 1.0, -1.0, 0.5, 1e-9, -1e5, 1e200))
                one = with_change(one, name, abs(wild) or 2.0 if name == "learning_rate" else wild)
            one.loss()
        except LessonError:
            continue  # the page refuses it
        made.append(one)
    return [*made, with_right_target(problem)]


def with_right_target(problem: Problem) -> Problem:
    return replace(problem, targets=(problem.trace().outputs[0],))


@pytest.mark.parametrize(("lesson", "network", "expression"), words())
def test_what_the_words_say_is_true_of_every_network(lesson, network, expression):
    said = set()
    for problem in drawn(networks_of(lesson)[network], 200):
        text = say(expression, {network: problem}, exists=False).text
        said.add(text)
        if text:
            assert TRUE[text](Case(problem, expression)), (text, problem)
        else:
            others = [one for one in readings(expression) if one]
            assert not any(TRUE[one](Case(problem, expression)) for one in others if one in NEEDED), problem
    assert len(said) > 1, "only one reading is ever said"


NEEDED = {", so it falls", "The second weight is negative, so a larger second input counts against."}


def test_every_reading_of_the_lessons_has_its_meaning_here():
    there = {reading for _, _, expression in words() for reading in readings(expression) if reading}
    assert there == set(TRUE)
