"""From the choices and a number of steps to the run: worked out anew, or found in a small memo.

The reply to a request depends on the request alone. The memo only makes it fast, as functools.cache would: it holds the
last run of a few setups, and resuming a run gives the same floats as making all its steps anew (a test proves both).

What working out anew costs: a step of the ten layers that the lab opens with takes about 4 ms in the page, so a run of
300 steps is there again in some two seconds. It happens when a worker was replaced, when a page is opened with a kept
state, or when the reader comes back to a run that the memo has dropped. MOST_WORK keeps the longest run short enough,
whatever the network: a few dozen steps of the largest, many thousand of a small one.
"""

from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING

from lesson_core.deep_setup import DeepSetup

if TYPE_CHECKING:
    from lesson_core.deep.runs import DeepRun, Measurement

MEMO_SIZE = 4  # runs kept; the weights of the largest are 13 MB
# Measured in the page on a desktop: 2.3 thousand million multiplications a second, and three times fewer on a phone.
AT_ONCE = 6 * 10**8  # in one request: a quarter of a second there, so that Pause is obeyed at once
MOST_WORK = 22 * 10**9  # in one run: nine seconds there, where any answer may take ten, and half a minute on a phone
LEAST_LAST_STEP = 20

_memo: OrderedDict[DeepSetup, "DeepRun"] = OrderedDict()


def run_after(setup: DeepSetup, step: int) -> "DeepRun":
    """The run after `step` steps, or after fewer where it broke."""
    from lesson_core import deep

    run = _memo.get(setup)
    if run is None or run.step > step:
        run = deep.begin(setup)
    if run.step < step:
        run = deep.train_deep(run, step - run.step)
    _memo[setup] = run
    _memo.move_to_end(setup)
    while len(_memo) > MEMO_SIZE:
        _memo.popitem(last=False)
    return run


def measurement_of(run: "DeepRun") -> "Measurement":
    """The run as it stands."""
    from lesson_core import deep

    return deep.measure(run)


@lru_cache(maxsize=16)
def before_training(setup: DeepSetup) -> "Measurement":
    """The run of this setup before its first step."""
    from lesson_core import deep

    return deep.measure(deep.begin(setup))


def forget() -> None:
    """Empty what is kept."""
    _memo.clear()
    before_training.cache_clear()


def work(setup: DeepSetup) -> int:
    """What a step costs, in multiplications.

    Measured in the page: what is done once a step costs as much as 200,000 of them, calling numpy for a layer as
    90,000, and the activations of a unit, for all samples, as 8,000.
    """
    return setup.multiplications + 200_000 + 90_000 * (setup.depth + 1) + 8_000 * setup.width * setup.depth


def steps_at_once(setup: DeepSetup) -> int:
    """How many steps one request makes at most."""
    return max(1, AT_ONCE // work(setup))


def last_step(setup: DeepSetup) -> int:
    """Where a run ends."""
    return max(LEAST_LAST_STEP, MOST_WORK // work(setup))
