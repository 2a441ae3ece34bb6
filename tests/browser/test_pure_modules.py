"""The page's modules that know neither page nor Python, run by Node: past, curve, play's clock, replies, ..."""

import itertools
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


CURVE = """
import { LossCurves, decimate, nearest, roundEpochs } from "./parts/curve.js";
import { lossText } from "./parts/numbers.js";
const curves = new LossCurves();
const shown = () => give([[...curves.present.epochs], [...curves.present.losses]]);
const dense = (losses) => ({ epochs: Uint32Array.from(losses.keys()), losses });
const write = (segment, from, ...values) => curves.write({ from, values }, segment);
"""


def test_losses_are_written_at_their_places():
    assert run_js(CURVE + "write(0, 0, 5); write(0, 0, 5, 4, 3); shown()") == [[0, 1, 2], [5, 4, 3]]


def test_what_lies_after_the_written_losses_is_cut_off():
    assert run_js(CURVE + "write(0, 0, 5, 4, 3); write(0, 1, 4); shown()") == [[0, 1], [5, 4]]


def test_losses_of_epochs_that_nobody_told_are_left_out():
    assert run_js(CURVE + "write(0, 0, 5); write(0, 3, 2); shown()") == [[0, 1, 3], [5, None, 2]]


def test_an_edit_goes_on_from_the_curve_before_it():
    script = "write(0, 0, 5, 4, 3); write(1, 2, 9, 8); shown()"
    assert run_js(CURVE + script) == [[0, 1, 2, 3], [5, 4, 9, 8]]


def test_back_over_an_edit_the_curve_is_as_it_was():
    script = """write(0, 0, 5, 4, 3);
    write(1, 2, 9, 8, 7);
    write(0, 2, 3);
    shown()"""
    assert run_js(CURVE + script) == [[0, 1, 2], [5, 4, 3]]


def test_decimation_keeps_the_first_the_last_and_every_spike():
    script = """
    const losses = Float64Array.from({ length: 100001 }, (_, epoch) => 1 / (1 + epoch));
    losses[54321] = 7; losses[77777] = -3;
    const [epochs, values] = decimate(dense(losses), 400);
    const isSorted = epochs.every((epoch, i) => i === 0 || epoch > epochs[i - 1]);
    const agrees = epochs.every((epoch, i) => losses[epoch] === values[i]);
    const hasSpikes = epochs.includes(54321) && epochs.includes(77777);
    give([epochs.length <= 802, epochs[0], epochs.at(-1), hasSpikes, isSorted, agrees]);
    """
    assert run_js(CURVE + script) == [True, 0, 100_000, True, True, True]


def test_a_short_curve_is_drawn_whole():
    assert run_js(CURVE + "give(decimate(dense(Float64Array.of(3, 2, 1)), 50))") == [[0, 1, 2], [3, 2, 1]]


def test_a_long_curve_is_thinned_and_keeps_its_spikes_its_ends_and_true_values():
    script = """
    const loss = (epoch) => (epoch === 54321 ? 7 : epoch === 1234567 ? -3 : 1 / (1 + epoch));
    const stretch = (from) => Array.from({ length: 1e5 }, (_, k) => loss(from + k));
    for (let from = 0; from < 3e6; from += 1e5) write(0, from, ...stretch(from));
    const { epochs, losses } = curves.present;
    const isSorted = epochs.every((epoch, k) => k === 0 || epoch > epochs[k - 1]);
    const isTrue = epochs.every((epoch, k) => loss(epoch) === losses[k]);
    const gaps = epochs.reduce((most, epoch, k) => Math.max(most, k && epoch - epochs[k - 1]), 0);
    const spikes = epochs.includes(54321) && epochs.includes(1234567);
    give([epochs.length <= 131072, epochs[0], epochs.at(-1), isSorted, isTrue, spikes, gaps < 300]);
    """
    assert run_js(CURVE + script) == [True, 0, 2_999_999, True, True, True, True]


def test_the_curves_of_many_edits_together_are_thinned_but_for_the_present_one():
    script = """
    write(0, 0, ...Array(1e5).fill(1));
    for (let segment = 1; segment < 30; segment += 1) write(segment, 1e5 + segment, segment);
    const sizes = [...curves.bySegment.values()].map(({ losses }) => losses.length);
    give([sizes.reduce((a, b) => a + b) < 2 ** 20, curves.present.epochs.length > 1e5]);
    """
    assert run_js(CURVE + script) == [True, True]


def test_after_a_step_back_into_a_thinned_curve_no_gap_is_told():
    script = """
    for (let from = 0; from < 2e5; from += 1e5) write(0, from, ...Array(1e5).fill(1));
    write(0, 54321, 1);
    const { epochs, losses } = curves.present;
    give([epochs.at(-1), losses.some(Number.isNaN)]);
    """
    assert run_js(CURVE + script) == [54_321, False]


@given(st.lists(st.integers(0, 60), min_size=1, unique=True).map(sorted), st.integers(0, 70))
@settings(max_examples=5, deadline=None)
def test_the_point_that_is_read_out_is_the_nearest_one(epochs, wanted):
    place = run_js(CURVE + "give(nearest({ epochs: Uint32Array.from(given[0]) }, given[1]))", [epochs, wanted])
    assert abs(epochs[place] - wanted) == min(abs(epoch - wanted) for epoch in epochs)


@pytest.mark.parametrize("length", [1, 2, 25, 26, 49, 50, 101, 1001, 100_001])
def test_rows_of_the_table_are_round_epochs_from_the_first_on_and_the_last(length):
    rows = run_js(CURVE + "give(roundEpochs(given, 25))", length)
    assert len(rows) <= 25
    assert (rows[0], rows[-1]) == (0, length - 1)
    steps = [after - before for before, after in itertools.pairwise(rows)]
    assert len(set(steps[:-1])) <= 1
    assert all(str(step).strip("0") in ("1", "2", "5") for step in steps[:-1])
    assert len(rows) == length or len(rows) > 10  # no coarser than it must be


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
    assert run_js(CURVE + "give(given.map(lossText))", losses) == [fmt(loss, 6) for loss in losses]


@settings(max_examples=3, deadline=None)
@given(st.lists(st.floats(min_value=0, allow_nan=False, allow_infinity=False), min_size=200, max_size=200))
def test_any_loss_in_the_readout_is_written_as_python_writes_it(losses):
    assert run_js(CURVE + "give(given.map(lossText))", losses) == [fmt(loss, 6) for loss in losses]


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
