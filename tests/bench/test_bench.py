"""The benchmark's table. What it measures is run by `make bench`, not here: times belong in no test."""

import datetime

from site_scripts.bench import soak
from site_scripts.bench.figures import Figure
from site_scripts.bench.table import BEGIN, END, REPORT, table, with_table


def test_a_figure_is_shown_with_unit_and_promise():
    assert Figure("Step", 21.46, "ms", "at most 35 ms").row() == "| Step | 21.5 ms | at most 35 ms |"


def test_large_figures_have_no_decimals_and_small_ones_three():
    assert Figure("steps", 153210.4, "steps/s").row() == "| steps | 153,210 steps/s |  |"
    assert Figure("longest task", 0.0, "ms", "none (0)").row() == "| longest task | 0 ms | none (0) |"
    assert Figure("part", 0.1834, "", "at most 0.30").row() == "| part | 0.183 | at most 0.30 |"


def test_the_table_says_when_and_on_what_it_was_measured():
    text = table([Figure("a", 1, "s")], "156.0", datetime.date(2026, 11, 23))
    assert text.startswith("Measured on 2026-11-23: ")
    assert "Chromium 156.0." in text
    assert text.endswith("| a | 1.00 s |  |")


def test_only_what_stands_between_the_marks_is_written_anew():
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert with_table(page, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


def test_the_page_has_a_place_for_the_table():
    page = REPORT.read_text(encoding="utf-8")
    assert page.index(BEGIN) < page.index(END)
    assert page.index(soak.BEGIN) < page.index(soak.END)


def test_a_soak_asks_everything_and_gets_an_answer_each_time():
    figures = {figure.name: figure.value for figure in soak.soak_requests(150)}
    assert figures["of them without an answer"] == 0
    assert 20 < figures["of them refused in a sentence"] < 150
