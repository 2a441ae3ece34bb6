"""The fence that places the depth lab in a lesson."""

import dataclasses
import re

import pytest

from lesson_core.widgets.depth.options import LabOptions
from site_scripts.lesson.fences import FENCES


def test_the_fence_takes_what_the_lab_takes_with_the_same_defaults():
    options = FENCES["depth"].model().model_dump(exclude={"id"})
    assert options == dataclasses.asdict(LabOptions())


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("dept: 10", 2, ['"dept" is not an option', 'Did you mean "depth"?']),
        ("depth: 0", 2, ['"depth" is 0']),
        ("width: 32\ndepth: 101", 3, ['"depth" is 101']),
        ("activation: identity", 2, ['"identity"', "sigmoid, tanh, relu"]),
        ("initial_weights: xaver", 2, ['Did you mean "xavier"?']),
        ("residual: maybe", 2, ['"residual"']),
        ("clip: 0", 2, ['"clip" is 0', "above 0"]),
        ("tasks: [vanish, recsue]", 2, ['Did you mean "rescue"?']),
        ("tasks: [depth, depth]", 2, ["each once"]),
    ],
)
def test_a_wrong_option_is_told_with_its_line_and_a_remedy(told, body, line, says):
    where, message = told(f"```depth\n{body}\n```\n")
    assert where == line
    for words in says:
        assert words in message, message


def test_an_empty_fence_is_the_lab_of_ten_sigmoid_layers(convert):
    html = convert("```depth\n```\n")
    assert '<section data-widget="depth" id="depth"' in html
    assert 'data-needs="numpy"' in html
    assert "10 sigmoid layers" in html


def test_an_author_chooses_the_tasks_and_their_order(convert):
    html = convert("```depth\ntasks: [depth, vanish]\n```\n")
    assert html.index("Train 50 layers") < html.index("Make the blame vanish")
    assert "Make the numbers overflow" not in html


def test_a_lab_without_tasks_shows_no_heading_for_them(convert):
    assert re.search(r'<div class="depth-try" hidden>', convert("```depth\ntasks: []\n```\n"))
