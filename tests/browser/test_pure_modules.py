"""The page's modules that know neither page nor Python, run by Node: past, curve, play's clock, replies, ..."""

import json
import math
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_core.markup.numbers import fmt
from site_scripts import BROWSER
from site_scripts.frontend import NODE


def run_js(script: str, given: object = None) -> object:
    """Run an ES module that says `give(value)`; `given` is there as a name."""
    text = f"const given = {json.dumps(given)}; const give = (value) => console.log(JSON.stringify(value));\n{script}"
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", text], cwd=BROWSER, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


PAST = """
import { Past, pieces } from "./widget/past.js";
const at = (segment, moves) => ({ segment, moves });
const past = new Past("0.0", at(0, 0));
const go = (segment, moves, options) => past.record(`${segment}.${moves}`, at(segment, moves), options);
const back = () => { const way = past.wayBack(); return way && [way.state, way.moves]; };
"""


def test_there_is_no_way_back_from_the_very_first_state():
    assert run_js(PAST + "give([past.isAtStart, back()])") == [True, None]


def test_the_way_back_starts_at_the_last_kept_state():
    assert run_js(PAST + "go(0, 500); go(0, 501); give(back())") == ["0.500", 0]


def test_a_state_that_was_not_kept_is_reached_from_the_one_before_it():
    assert run_js(PAST + "go(0, 500); give(back())") == ["0.0", 499]


def test_the_first_state_after_an_edit_goes_back_to_the_last_one_before_it():
    assert run_js(PAST + "go(0, 3); go(1, 0); give(back())") == ["0.3", 0]


def test_one_drag_is_one_step_back():
    script = """go(0, 3); go(1, 0);
    for (let segment = 2; segment < 40; segment += 1) go(segment, 0, { replacesEdit: true });
    give([back(), past.size])"""
    assert run_js(PAST + script) == [["0.3", 0], 3]


def test_going_on_from_an_earlier_state_cuts_off_what_lay_after_it():
    script = "go(0, 5); go(0, 10); go(0, 4); give(past.entries.map((entry) => entry.state))"
    assert run_js(PAST + script) == ["0.0", "0.4"]


def test_100_000_epochs_of_play_stay_small_and_each_state_stays_within_reach():
    script = """
    for (let epoch = 1; epoch <= 100000; epoch += 1) go(0, 5 * epoch);
    const gaps = past.entries.slice(1).map((entry, i) => entry.moves - past.entries[i].moves);
    const size = past.size;
    go(1, 0);
    give([size, Math.max(...gaps), back()]);
    """
    size, longest, way = run_js(PAST + script)
    assert size <= 1024
    assert longest <= 2500
    assert way == ["0.500000", 0]


def test_each_step_back_of_a_long_run_leads_to_the_move_before():
    script = """
    for (let epoch = 1; epoch <= 3000; epoch += 1) go(0, 5 * epoch);
    let steps = 0;
    while (!past.isAtStart) {
      const wanted = past.present.moves - 1;
      const way = past.wayBack();
      let moves = Number(way.state.slice(2));
      for (const piece of pieces(way.moves)) go(0, moves += piece);
      if (past.present.moves !== wanted) throw new Error(`${past.present.moves} is not ${wanted}`);
      steps += 1;
    }
    give(steps);
    """
    assert run_js(PAST + script) == 15_000


@pytest.mark.parametrize("moves", [0, 1, 100, 101, 499, 2600, 12_345])
def test_the_pieces_of_a_long_way_make_the_whole(moves):
    pieces = run_js(PAST + "give(pieces(given))", moves)
    assert sum(pieces) == moves
    assert max(pieces) <= 2500


NUMBERS = """import { lossText } from "./parts/numbers.js";
"""

LOSS_SCALE = """
import { lossScale } from "./parts/loss-scale.js";
const say = ([losses, logarithmic]) => {
  const scale = lossScale(losses, logarithmic);
  return { places: losses.map(scale.place), ticks: scale.ticks };
};
"""


def test_the_axis_of_the_loss_has_round_numbers():
    plain, logarithmic = run_js(
        LOSS_SCALE + "give(given.map(say))", [[[0.0347, 0.002], False], [[0.0347, 0.002], True]]
    )
    assert [tick["text"] for tick in plain["ticks"]] == ["0", "0.01", "0.02", "0.03"]
    assert [tick["text"] for tick in logarithmic["ticks"]] == ["0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1"]


def test_a_loss_of_0_has_no_place_on_a_logarithmic_axis_and_an_unknown_one_on_none():
    scales = run_js(LOSS_SCALE + "give(given.map(say))", [[[1, 0], True], [[1, None], False], [[0], True]])
    assert [scale["places"][-1] for scale in scales] == [None, None, None]


@pytest.mark.parametrize("logarithmic", [False, True])
def test_every_loss_that_a_float_can_hold_has_its_place_and_its_axis_an_end(logarithmic):
    floats = [*(10.0**power for power in range(-323, 309)), 5e-324, sys.float_info.max]
    curves = [[high, high / ratio] for high in floats for ratio in (1, 1 + 1e-15, 3, 1e30, 1e300) if high / ratio > 0]
    for scale in run_js(LOSS_SCALE + "give(given.map(say))", [[curve, logarithmic] for curve in curves]):
        high, low = scale["places"]
        assert 0 <= low <= high <= 1
        places = [tick["place"] for tick in scale["ticks"]]
        assert 2 <= len(places) <= 7 and places == sorted(places) and places[0] >= 0 and places[-1] <= 1
        assert len({tick["text"] for tick in scale["ticks"]}) == len(places)


def test_a_loss_in_the_readout_is_written_as_python_writes_it():
    losses = [0.0, 0.03477780478567822, 1.0, 0.5, 9999.9, 1e4, 5e-7, 4.9e-7, 1e-9, 2.5e-300, 1e300, math.pi]
    losses += [9999.99999996, 0.0078125, 0.0234375, 10500.0, 12500.0, 995000.0, 1.5e22, 2.5e23]
    assert run_js(NUMBERS + "give(given.map(lossText))", losses) == [fmt(loss, 6) for loss in losses]


@settings(max_examples=3, deadline=None)
@given(st.lists(st.floats(min_value=0, allow_nan=False, allow_infinity=False), min_size=200, max_size=200))
def test_any_loss_in_the_readout_is_written_as_python_writes_it(losses):
    assert run_js(NUMBERS + "give(given.map(lossText))", losses) == [fmt(loss, 6) for loss in losses]


PLAY = 'import { due } from "./widget/play.js";\n'


@pytest.mark.parametrize(
    ("speed", "elapsed", "epochs"),
    [("1", 999, None), ("1", 1000, 1), ("10", 250, 2), ("100", 16, 1), ("1000", 16, 16), ("1000", 10_000, 250)],
)
def test_epochs_due_are_time_times_speed_and_a_stall_is_not_made_up_for(speed, elapsed, epochs):
    event = run_js(PLAY + "give(due(given[0], given[1])?.event ?? null)", [speed, elapsed])
    assert event == (epochs and {"type": "train", "epochs": epochs})


def test_time_that_made_no_whole_epoch_is_not_lost():
    assert run_js(PLAY + 'give(due("10", 250).used)') == 200


def test_in_the_speed_of_moves_one_move_a_second_is_due():
    assert run_js(PLAY + 'give([due("moves", 999), due("moves", 1000).event])') == [None, {"type": "step", "moves": 1}]


def test_a_queue_runs_its_pieces_in_order_and_goes_on_after_a_failure():
    script = """
    import { Queue } from "./widget/queue.js";
    const queue = new Queue(); const done = [];
    const run = async (name, fails) => { await null; done.push(name); if (fails) throw new Error(name); };
    const piece = (name, fails) => queue.add({ run: () => run(name, fails) });
    const [, second] = await Promise.allSettled([piece("a"), piece("b", true), piece("c")]);
    give([done, second.status, queue.isIdle]);
    """
    assert run_js(script) == [["a", "b", "c"], "rejected", True]


REPLIES = """
import { Replies } from "./widget/replies.js";
const asked = [];
const request = { widget: "network", id: "one", state: { epoch: 3 }, event: { type: "step", moves: 1 } };
const answer = async () => { asked.push(1); return { ok: true, state: { epoch: 4 } }; };
"""


def test_an_answer_asked_ahead_is_not_asked_again():
    script = """const replies = new Replies(answer);
    replies.foresee(request, []); replies.foresee(request, []);
    const { state } = await replies.fetch(request, []);
    give([state.epoch, asked.length])"""
    assert run_js(REPLIES + script) == [4, 1]


def test_what_was_asked_ahead_in_vain_is_asked_anew():
    script = """const replies = new Replies(async () => {
        if (asked.length) return answer();
        asked.push(0);
        throw new Error("died");
    });
    replies.foresee(request, []);
    await new Promise((resolve) => setTimeout(resolve));
    const { state } = await replies.fetch(request, []);
    give([state.epoch, asked.length])"""
    assert run_js(REPLIES + script) == [4, 2]


def test_nothing_is_asked_ahead_of_python():
    script = """const replies = new Replies(answer, () => false);
    replies.foresee(request, []);
    give(asked.length)"""
    assert run_js(REPLIES + script) == 0


STATUS = """
import { PythonStatus } from "./page/python-status.js";
const status = new PythonStatus({}, { documentElement: { dataset: {} }, querySelectorAll: () => [] });
const lab = { dataset: { needs: "numpy" }, hasAttribute: () => false };
status.setState("ready");
status.setProgress({ what: "numpy", loaded: 5, total: 5 });
"""


def test_a_package_whose_bytes_are_there_is_said_to_start_until_it_is_imported():
    script = """const before = status.line(lab).text;
    status.setImported("numpy");
    give([before, status.line(lab).text])"""
    assert run_js(STATUS + script) == ["numpy is starting.", "Python runs on this page."]
