"""The numbers of the loss curve, run by Node: written, thinned, drawn, read out."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.test_pure_modules import run_js

CURVE = """
import { LossCurves, decimate, nearest, roundEpochs } from "./parts/curve.js";
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
