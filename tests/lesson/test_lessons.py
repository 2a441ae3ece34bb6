"""The lessons and the pages for their authors, as files: what they must hold, whatever their words are."""

import math
import re
from pathlib import Path

import pytest
import yaml

from lesson_core import LEGEND
from lesson_core.markup.numbers import fmt
from site_scripts import ROOT
from site_scripts.lesson import reference
from site_scripts.lesson.fences import FENCES
from site_scripts.lesson.front_matter import front_matter_of
from site_scripts.lesson.mistakes import Mistake
from site_scripts.lesson.numbers import values
from site_scripts.lesson.rules import NEEDED, unmet_by, unmet_rules
from site_scripts.steps import BuildError
from site_scripts.tools.new_lesson import new_lesson
from tests.lesson.claims import problem_of
from tests.lesson.page import html_of

DOCS = ROOT / "docs"
LESSONS = sorted((DOCS / "lessons").glob("*.md"))
HEADINGS = """
Before We Begin
What we are learning today
How this lesson fits
The big question
Why You Should Care
Think of it like this
Easy mistake to make
By the end, you should be able to say
Think about this first
Words we will keep using
Backpropagation: How the Network Learns from Mistakes
The 5 Moves to Watch
Step 1: Forward Pass
Step 2: Compute Loss
Step 3: Output Gradient
Step 4: Backprop to Hidden
Step 5: Weight Update
Live 2-Layer Network - Watch Weights Update
Vanishing & Exploding Gradients
""".strip().split("\n")


def without_front_matter(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def test_the_lesson_has_every_heading_in_its_order():
    text = (DOCS / "lessons" / "backpropagation.md").read_text(encoding="utf-8")
    places = [text.find(f"# {heading}\n") for heading in HEADINGS]
    missing = [heading for heading, place in zip(HEADINGS, places, strict=True) if place < 0]
    assert not missing and places == sorted(places)


def test_every_lesson_keeps_the_rules():
    assert [str(one) for one in unmet_rules(DOCS)] == []


def test_a_new_lesson_keeps_the_rules(tmp_path):
    assert unmet_by(new_lesson("mine", tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("```quiz", "```text", "this one lacks: quiz. Add a fence"),
        ("```quiz", "<!--\n```quiz", "this one lacks: quiz, "),
        ("its loss is {{ watch.loss }}.", "its loss is {{ watch.loss }}. It falls.", '"falls" is said here of numbers'),
        ("minutes: 5", "minutes: 40", "Write minutes: 5."),
        ("\n## ", "\nIt is 0.7363.\n\n## ", "0.7363 is typed by hand"),
    ],
)
def test_a_rule_that_is_not_kept_is_told_with_file_line_and_remedy(tmp_path, old, new, told):
    path = new_lesson("mine", tmp_path)
    text = path.read_text(encoding="utf-8").replace(old, new, 1)
    path.write_text(text + ("-->\n" if "<!--" in new else ""), encoding="utf-8")
    (error,) = unmet_by(path)
    assert told in error.message and error.file.endswith("mine.md")
    if "0.7363" in new:
        assert error.line == text[: text.index("0.7363")].count("\n") + 1


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lessons_front_matter_is_right_and_its_texts_are_converted(path):
    matter = front_matter_of(path)
    html = html_of(without_front_matter(path), DOCS)
    assert matter.title and "{{" not in html and "$$" not in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)


def test_the_guide_for_authors_says_what_every_lesson_must_hold():
    guide = (DOCS / "contribute" / "write-a-lesson.md").read_text(encoding="utf-8")
    section = guide.split("## 6. Check it")[1].split("\n## ")[0]
    assert set(re.findall(r"`(\w+)`", section)) == set(NEEDED)


@pytest.mark.parametrize("path", reference.PAGES, ids=lambda path: path.stem)
def test_a_page_written_from_the_code_is_as_the_code_would_write_it(path):
    text = reference.PAGES[path]()
    assert path.read_text(encoding="utf-8") == text, "run python -m site_scripts.lesson.reference"


def test_the_notation_names_every_letter_of_the_legend():
    text = (DOCS / "notation.md").read_text(encoding="utf-8")
    for letter, shape, meaning in LEGEND:
        assert f"| {letter} | {shape} | {meaning} |" in text


def test_every_fence_has_an_example_in_the_reference_and_the_examples_work(tmp_path):
    page = reference.fences_page()
    examples = re.findall(r"````markdown\n(.*?)\n````", page, re.DOTALL)
    html = html_of("\n\n".join(examples), tmp_path)
    for name, fence in FENCES.items():
        assert f"### {name}\n" in page and (fence.example or fence.empty)
    assert html.count("data-widget=") >= 5


def test_the_syntax_of_the_other_lessons_is_documented():
    page = reference.fences_page()
    for name in ("gradient-descent", "forward-pass"):
        text = (DOCS / "lessons" / f"{name}.md").read_text(encoding="utf-8")
        for fence, body in re.findall(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
            assert f"### {fence}\n" in page
            if fence != "words" and body:
                for option in yaml.safe_load(body):
                    assert f"| `{option}` |" in page, (name, fence, option)


def test_a_new_lesson_converts_as_it_is_written(tmp_path, capsys):
    path = new_lesson("my-lesson", tmp_path)
    front_matter_of(path)
    html = html_of(without_front_matter(path), tmp_path)
    assert 'data-widget="network"' in html and 'data-widget="quiz"' in html
    assert "my-lesson.md" in capsys.readouterr().err


def test_a_new_lesson_never_writes_over_an_old_one(tmp_path):
    new_lesson("mine", tmp_path)
    with pytest.raises(BuildError, match="exists already"):
        new_lesson("mine", tmp_path)


@pytest.mark.parametrize("name", ["", "My Lesson", "../up", "a--b", "ä"])
def test_a_name_that_cannot_be_an_address_is_refused_with_an_example(tmp_path, name):
    with pytest.raises(BuildError, match="make new-lesson NAME=my-lesson"):
        new_lesson(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


# Each result as the lesson prints it, and what it prints as its factors or terms.
PRINTED = {
    "d_w1": ("dL_dyhat", "dyhat_dh1", "dh1_dw1"),
    "delta_y_hat": ("dL_dyhat", "slope_y_hat"),
    "d_wOut1": ("delta_y_hat", "h1"),
    "d_wOut2": ("delta_y_hat", "h2"),
    "delta_h1": ("delta_y_hat", "wOut1", "slope_h1"),
}


@pytest.mark.parametrize("result", PRINTED)
def test_numbers_with_the_places_printed_multiply_to_the_number_printed(result):
    found = values(problem_of("backpropagation", "live-network"))
    product = math.prod(round(found[name], 6) for name in PRINTED[result])
    assert abs(product - found[result]) < 2e-6  # the last place printed may differ by what was rounded before
    text = (DOCS / "lessons" / "backpropagation.md").read_text(encoding="utf-8")
    assert f"lesson.{result} digits=6" in text


def test_loss_and_update_come_out_with_the_places_printed():
    found = values(problem_of("backpropagation", "live-network"))
    assert fmt(0.5 * (found["y"] - round(found["y_hat"], 6)) ** 2, 6) == fmt(found["loss"], 6)
    rounded = found["w1"] - found["learning_rate"] * round(found["d_w1"], 6)
    assert abs(rounded - found["new_w1"]) <= 1e-6


def test_the_error_that_authors_are_shown_is_the_one_they_get():
    guide = " ".join((DOCS / "contribute" / "write-a-lesson.md").read_text(encoding="utf-8").split())
    with pytest.raises(Mistake) as caught:
        FENCES["network"].read("learning_rat: 0.1")
    assert f"docs/lessons/my-lesson.md:31: {caught.value.message}" in guide


def test_the_fences_in_the_guide_for_authors_work_as_they_stand(tmp_path):
    guide = (DOCS / "contribute" / "write-a-lesson.md").read_text(encoding="utf-8")
    examples = re.findall(r"````markdown\n(.*?)\n````", guide, re.DOTALL)
    text = "\n\n".join([*examples, "{{ mine.loss }} {{ mine.loss after=100 }}"])
    html = html_of(text, tmp_path)
    assert re.findall(r'data-widget="(\w+)"', html) == ["network", "predict", "words", "quiz"]
