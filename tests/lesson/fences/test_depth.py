"""The fence that places the depth lab in a lesson."""

import dataclasses

import markdown
import pytest

from lesson_core.deep_setup import DeepSetup
from site_scripts.lesson.fences import FENCES
from site_scripts.lesson.mistakes import LessonSourceError

FRONT = "---\ntitle: Deep\ntrack: T\nlevel: Beginner\nminutes: 5\nsummary: One line.\n---\n"


def convert(folder, body):
    """A lesson with one depth fence, as HTML."""
    (folder / "lessons").mkdir()
    text = f"```depth\n{body}\n```\n"
    (folder / "lessons" / "deep.md").write_text(FRONT + text, encoding="utf-8")
    extension = {"site_scripts.lesson.extension": {"docs": str(folder)}}
    return markdown.markdown(text, extensions=list(extension), extension_configs=extension)


def test_the_fence_takes_what_the_lab_takes_with_the_same_defaults():
    options = FENCES["depth"].model().model_dump(exclude={"id"})
    assert options == dataclasses.asdict(DeepSetup())


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
    ],
)
def test_a_wrong_option_is_told_with_its_line_and_a_remedy(tmp_path, body, line, says):
    with pytest.raises(LessonSourceError) as error:
        convert(tmp_path, body)
    told = str(error.value)
    assert error.value.line == len(FRONT.splitlines()) + line
    for words in says:
        assert words in told, told


def test_an_empty_fence_is_the_lab_of_ten_sigmoid_layers(tmp_path):
    html = convert(tmp_path, "")
    assert '<section data-widget="depth" id="depth"' in html
    assert 'data-needs="numpy"' in html
    assert "10 sigmoid layers" in html
