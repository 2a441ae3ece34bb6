"""The depth lab's view: from a state and its run to the markup of each slot."""

from dataclasses import replace
from typing import TYPE_CHECKING

from lesson_core.backprop import backpropagate
from lesson_core.deep_setup import VIEW, DeepSetup
from lesson_core.network import ACTIVATIONS
from lesson_core.presets import chain_network
from lesson_core.widgets.contract import Outcome, Reply, Slots

from . import words
from .boundary import render_boundary
from .pictures import NARROW_CHART, NARROW_STRIP, WIDE_CHART, WIDE_STRIP, LayerSizes, render_sizes, render_strip
from .runs import before_training, last_step, measured, run_after
from .shell import choices, numbers, picture, progress, question, tasks, verdict
from .state import Chain, State
from .tables import chain_table, numbers_table
from .tasks import LOUD, health_of, right_guess, with_tasks

if TYPE_CHECKING:
    from lesson_core.deep import DeepRun, Measurement

GRID_WORK = 6 * 10**7  # multiplications that the grid of guesses may cost: about a tenth of a second in the page
FINEST, COARSEST = 32, 12  # fields along a side


def reply(outcome: Outcome[State], widget_id: str) -> Reply[State]:
    """What the page shows after an event. The chain alone is shown without numpy."""
    state = outcome.state
    if outcome.only == ("chain",):
        return Reply(state, {"chain": chain(state.chain, widget_id)})
    run, start = run_after(state.setup, state.step), before_training(state.setup)
    now = measured(run)
    view = View(with_tasks(replace(state, step=run.step), start, now), run, start, now)
    return Reply(
        state=view.state,
        slots=view.slots(widget_id),
        sentence=view.sentence,
        losses=[*run.losses[outcome.since :], now.loss],
        since=outcome.since,
        diverged=now.divergence is not None,
        ended=view.state.step >= last_step(state.setup),
    )


class View:
    """What the slots show. `start` and `now`: the run's measurements before training and at this step."""

    def __init__(self, state: State, run: "DeepRun", start: "Measurement", now: "Measurement") -> None:
        """Values only; markup is made by `slots`."""
        self.state, self.run, self.start, self.now = state, run, start, now
        self.health = health_of(now)
        self.veiled = state.guess is None

    @property
    def sentence(self) -> str:
        """The state in one sentence."""
        now, state = self.now, self.state
        told = "" if self.veiled else words.ratio_text(self.health.ratio)
        return words.sentence_text(state.step, last_step(state.setup), now.loss, now.accuracy, told, now.divergence)

    def slots(self, widget_id: str) -> Slots:
        """The markup of every slot."""
        state, now, health = self.state, self.now, self.health
        broken = now.divergence and now.divergence.layer - 1
        sizes = LayerSizes(
            now.gradients, now.activations, self.start.gradients, is_trained=state.step > 0, loud=LOUD, broken=broken
        )
        why = words.verdict_text(health, max(now.gradients), LOUD, now.loss, now.divergence)
        strips = "".join(render_strip(sizes, frame) for frame in (WIDE_STRIP, NARROW_STRIP))
        charts = "".join(render_sizes(sizes, frame) for frame in (WIDE_CHART, NARROW_CHART))
        return {
            "question": self._question(),
            "verdict": verdict(health.word, words.TITLES[health.word], why, self.veiled),
            "strip": picture(strips, self.veiled),
            "sizes": picture(charts, self.veiled),
            "boundary": self._boundary(),
            "sentence": self.sentence,
            "progress": progress(state.step, now.loss, None if now.divergence else now.accuracy),
            "choices": choices(state.setup, widget_id),
            "tasks": tasks(words.task_texts(state.tasks)),
            "chain": chain(state.chain, widget_id),
            "numbers": numbers(numbers_table(now.gradients, now.activations, health.ratio), self.veiled),
        }

    def _question(self) -> str:
        state = self.state
        if state.guess is None:
            return question(words.question_text(state.setup.depth, state.setup.activation), None)
        guess = state.guess
        text = words.answer_text(guess.answer, right_guess(guess.ratio), guess.depth, guess.activation, guess.ratio)
        return question(words.question_text(guess.depth, guess.activation), text)

    def _boundary(self) -> str:
        from lesson_core import deep

        grid = deep.guess_grid(self.run, grid_size(self.state.setup))
        return render_boundary(grid, deep.data_points(self.state.setup), VIEW)


def grid_size(setup: DeepSetup) -> int:
    """Fields along a side of the plane, fewer where a guess costs much."""
    a_guess = setup.multiplications / 600  # a step is three passes over 200 points
    return min(FINEST, max(COARSEST, 4 * int((GRID_WORK / a_guess) ** 0.5 / 4)))


def chain(settings: Chain, widget_id: str) -> str:
    """The chain of one unit a layer, from the scalar engine: it works before numpy is there.

    The target is taken so that ∂L/∂ŷ = 1: what arrives at the far end is then the product of the factors.
    """
    network = chain_network(settings.weight, settings.layers)
    start = ACTIVATIONS["sigmoid"].function(0.0)
    guess = backpropagate(network, (start,), (0.0,)).outputs[0]
    trace = backpropagate(network, (start,), (guess - 1,))
    links, blame = [], 1.0  # blame: ∂L/∂a of the layer at hand, the last one first
    for layer, delta in zip(reversed(network.layers), reversed(trace.deltas), strict=True):
        (weight,) = layer.weights[0]
        slope = delta[0] / blame
        blame = weight * delta[0]
        links.append((slope, weight * slope, blame))
    return chain_table(settings.layers, settings.weight, links, blame, widget_id)
