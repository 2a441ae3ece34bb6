"""The depth lab's view: from a state and its run to the markup of each slot."""

from dataclasses import replace
from typing import TYPE_CHECKING

from lesson_core.deep_setup import VIEW, DeepSetup
from lesson_core.markup.tags import tag
from lesson_core.widgets.contract import Outcome, Reply, Slots

from . import sentences
from .boundary import render_boundary
from .chain import links_of
from .chart import NARROW_CHART, WIDE_CHART, LayerSizes, render_sizes
from .choices import choices
from .health import health_of, right_guess
from .runs import before_training, last_step, measurement_of, run_after
from .shell import progress, question, tasks, verdict
from .state import State
from .strip import NARROW_STRIP, WIDE_STRIP, render_strip
from .tables import chain_table, numbers_table
from .task_words import task_texts
from .tasks import with_tasks

if TYPE_CHECKING:
    from lesson_core.deep import DeepRun, Measurement

GRID_WORK = 6 * 10**7  # multiplications that the grid of guesses may cost: about a tenth of a second in the page
FINEST, COARSEST = 40, 12  # fields along a side


def reply(outcome: Outcome[State], widget_id: str) -> Reply[State]:
    """What the page shows after an event. The chain alone is shown without numpy."""
    state = outcome.state
    if outcome.only == ("chain",):
        return Reply(state, {"chain": chain_table(state.chain, links_of(state.chain), widget_id)})
    run, start = run_after(state.setup, state.step), before_training(state.setup)
    now = measurement_of(run)
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
        self.guess_is_open = state.guess is None

    @property
    def sentence(self) -> str:
        """The state in one sentence."""
        now, state = self.now, self.state
        told = "" if self.guess_is_open else sentences.blame_text(self.health, now)
        return sentences.sentence_text(state.step, last_step(state.setup), now.loss, now.accuracy, told, now.divergence)

    def slots(self, widget_id: str) -> Slots:
        """The markup of every slot."""
        state, now, health = self.state, self.now, self.health
        broken = None if now.divergence is None else now.divergence.layer - 1
        sizes = LayerSizes(now.deltas, now.gradients, now.activations, self.start.deltas if state.step else None)
        strips = "".join(render_strip(now.deltas, health.cells, broken, frame) for frame in (WIDE_STRIP, NARROW_STRIP))
        charts = "".join(render_sizes(sizes, frame) for frame in (WIDE_CHART, NARROW_CHART))
        return {
            "question": self._question(),
            "verdict": self._behind_veil("depth-said", verdict(health.word, sentences.verdict_text(health, now))),
            "strip": self._behind_veil("depth-picture", strips),
            "sizes": self._behind_veil("depth-picture", charts),
            "boundary": self._boundary(),
            "sentence": self.sentence,
            "progress": progress(state.step, now.loss, None if now.divergence else now.accuracy),
            "choices": choices(state.setup, widget_id),
            "tasks": tasks(task_texts(state.tasks, state.given)),
            "chain": chain_table(state.chain, links_of(state.chain), widget_id),
            "numbers": self._behind_veil("depth-layers", numbers_table(now, health.ratio)),
        }

    def _behind_veil(self, class_: str, markup: str) -> str:
        """Markup that would tell the answer, behind a veil while the question is open."""
        return tag("div", markup, class_=f"{class_} veiled" if self.guess_is_open else class_)

    def _question(self) -> str:
        state = self.state
        if state.guess is None:
            return question(sentences.question_text(state.setup.depth, state.setup.activation), None)
        guess = state.guess
        text = sentences.answer_text(guess.answer, right_guess(guess.ratio), guess.depth, guess.activation, guess.ratio)
        return question(sentences.question_text(guess.depth, guess.activation), text)

    def _boundary(self) -> str:
        from lesson_core import deep

        grid = deep.guess_grid(self.run, grid_size(self.state.setup))
        return render_boundary(grid, deep.data_points(self.state.setup), VIEW)


def grid_size(setup: DeepSetup) -> int:
    """Fields along a side of the plane, fewer where a guess costs much."""
    a_guess = setup.multiplications / 600  # a step is three passes over 200 points
    return min(FINEST, max(COARSEST, 4 * int((GRID_WORK / a_guess) ** 0.5 / 4)))
