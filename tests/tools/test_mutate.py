"""The page about mutants: what the command writes, and what stays of what was written by hand."""

import datetime

import pytest

from site_scripts.steps import BuildError
from site_scripts.tools import mutate
from site_scripts.tools.mutate import Survivor

DIFFERENCE = """# lesson_core.network.x_sigmoid__mutmut_1: survived
--- lesson_core/network.py
+++ lesson_core/network.py
@@ -1,3 +1,3 @@
 def sigmoid(z: float) -> float:
-    if z >= 0 | 1:
+    if z > 0 | 1:
"""
SIGMOID = Survivor("network.sigmoid", "if z >= 0 | 1:", "if z > 0 | 1:")
PAGE = f"Why.\n\n{mutate.BEGIN}\n{mutate.END}\nThe end.\n"
TODAY = datetime.date(2026, 11, 25)


def test_a_survivor_is_told_by_its_function_and_the_line_before_and_after():
    assert mutate.survivor("lesson_core.network.x_sigmoid__mutmut_1", DIFFERENCE) == SIGMOID


def test_a_method_is_told_with_its_class():
    assert mutate.survivor("lesson_core.network.xǁLayerǁ__post_init____mutmut_3", "").function == (
        "network.Layer.__post_init__"
    )


def test_every_mutant_has_its_status():
    printed = "    lesson_core.network.x_dot__mutmut_1: killed\n    lesson_core.network.x_dot__mutmut_2: no tests\n"
    assert mutate.results(printed) == {
        "lesson_core.network.x_dot__mutmut_1": "killed",
        "lesson_core.network.x_dot__mutmut_2": "no tests",
    }


def test_the_page_gets_score_and_list_and_keeps_the_rest():
    page = mutate.with_survivors(PAGE, [SIGMOID], 40, TODAY)
    assert "Run on 2026-11-25: 39 of 40 mutants killed, 97.5%." in page
    assert r"| `network.sigmoid` | `if z >= 0 \| 1:` | `if z > 0 \| 1:` |  |" in page
    assert page.startswith("Why.")
    assert page.endswith(f"{mutate.END}\nThe end.\n")


def test_a_reason_stays_with_its_mutant_from_run_to_run():
    page = mutate.with_survivors(PAGE, [SIGMOID], 40, TODAY).replace("|  |", "| Both halves give ½. |")
    again = mutate.with_survivors(page, [Survivor("network.dot", "a", "b"), SIGMOID], 40, TODAY)
    assert again.count("`if z > 0 \\| 1:` | Both halves give ½. |") == 1
    assert "| `network.dot` | `a` | `b` |  |" in again


def test_a_mutant_without_a_reason_fails_the_command():
    with pytest.raises(BuildError, match="1 mutants live and nobody has said why"):
        mutate.check(40, [SIGMOID], {})
    mutate.check(40, [SIGMOID], {mutate.cells_of(SIGMOID): "Both halves give ½."})


def test_too_few_killed_mutants_fail_the_command():
    with pytest.raises(BuildError, match="only 8 of 9 mutants are killed; at least 90%"):
        mutate.check(9, [SIGMOID], {mutate.cells_of(SIGMOID): "Both halves give ½."})
