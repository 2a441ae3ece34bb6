"""A widget without a file of its own in lesson/fences has a fence all the same: from its declaration alone."""

from dataclasses import dataclass, replace
from functools import partial

import pytest

from lesson_core.checks import LessonError, as_text, as_whole, one_of
from lesson_core.records import Record, each, nested, option, or_none, part
from lesson_core.widgets import WIDGETS, depth
from lesson_core.widgets.contract import Widget
from site_scripts.lesson.context import Context
from site_scripts.lesson.fences import FENCES
from site_scripts.lesson.mistakes import Mistake, Page
from site_scripts.lesson.prerender import hints
from site_scripts.lesson.reference import section
from site_scripts.lesson.widget_fence import widget_fence


def as_even(argument: str, value: int) -> int:
    if as_whole(argument, value, 0) % 2:
        raise LessonError(argument, "is odd")
    return value


@dataclass(frozen=True)
class Bead(Record):
    """One bead."""

    colour: str = option(..., partial(one_of, allowed=("red", "blue")), "how it looks")
    label: str = option("", as_text, "what it says", markdown=True)


@dataclass(frozen=True)
class Necklace(Record):
    """Beads on a string."""

    beads: tuple[Bead, ...] = option(..., each(nested(Bead)), "the beads, each after a hyphen")
    text: str = option("", as_text, "what it is", markdown=True)
    clasps: int = option(2, as_even, "how it is closed")
    length: int | None = option(None, or_none(partial(as_whole, least=1, most=9)), "how long it is")


@dataclass(frozen=True)
class State(Record):
    """Nothing happens."""

    count: int = part(partial(as_whole, least=0), 0)


WIDGET = Widget(
    name="necklace",
    doc="Beads to count.",
    options=Necklace,
    example="beads:\n  - colour: red\n",
    state=State,
    opened=lambda _: State(),
    events={},
    view=None,
    shell=None,
)
FENCE = widget_fence(WIDGET)
BEADS = "beads:\n  - colour: red\n    label: It is $x$.\n"


@pytest.fixture
def opened(monkeypatch):
    """What the widget is opened with: name, id and options; then the texts in them as HTML."""
    calls = []
    monkeypatch.setattr("site_scripts.lesson.context.with_texts", lambda _, texts: calls.append(texts) or "")
    monkeypatch.setattr("site_scripts.lesson.context.kept_section", lambda *call, **_: calls.append(call) or "")
    return calls


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("", -1, "it is empty. Write in it at least: beads."),
        ("length: 3", 0, '"beads" is missing (the beads, each after a hyphen)'),
        (
            BEADS + "lenth: 3",
            3,
            '"lenth" is not an option. Allowed: id, beads, text, clasps, length. Did',
        ),
        (BEADS + "length: 0", 3, '"length" is 0. It takes a whole number from 1 to 9.'),
        (BEADS + "length: '3'", 3, '"length" is the text "3". It takes a whole number from 1 to 9, without quotes.'),
        (BEADS + "clasps: 3", 3, '"clasps": is odd.'),
        ("beads:\n  colour: red\n", 0, "a list of groups of options, each after a hyphen"),
        ("beads:\n  - colour: rde\n", 1, '"beads.1.colour" is the text "rde". Allowed: red, blue. Did you mean "red"?'),
        ("beads:\n  - label: x\n", 1, '"beads.1.colour" is missing'),
    ],
)
def test_a_wrong_option_is_told_with_its_line_and_a_remedy(body, line, said):
    with pytest.raises(Mistake) as caught:
        FENCE.read(body)
    assert said in caught.value.message and caught.value.line == line, caught.value.message


def test_the_widget_is_opened_with_what_the_author_wrote_and_markdown_is_html_beside_it(opened):
    FENCE.read(BEADS + "id: mine\ntext: A *string*.\n").render(Context(Page("")))
    (name, widget_id, options), texts = opened
    assert (name, widget_id) == ("necklace", "mine")
    assert options["text"] == "A *string*." and set(options) == {"beads", "text"}
    assert texts["text"] == "A <em>string</em>."
    (bead,) = options["beads"]
    assert bead["colour"] == "red" and "<" not in bead["label"] and "<math" in texts["beads-0-label"]


def test_its_name_is_its_id_unless_the_author_gives_another(opened):
    FENCE.read(BEADS).render(Context(Page("")))
    assert opened[0][1] == "necklace"


def test_the_reference_has_its_words_example_and_options():
    text = section(FENCE)
    assert "### necklace\n\nBeads to count." in text and "```necklace\nbeads:\n  - colour: red\n```" in text
    assert "| `length` | whole number | – | how long it is |" in text
    assert "Each of the `beads`:" in text and "| `colour` | `red`, `blue` | **must be given** | how it looks |" in text


def test_every_widget_has_a_fence_of_its_name():
    assert {widget.name for widget in WIDGETS} <= set(FENCES)


def test_what_the_page_must_know_of_a_widget_stands_on_its_section(monkeypatch):
    assert hints("depth") == {
        "data-search-exclude": "true",
        "data-needs": "numpy",
        "data-limit": "60",
        "data-wide": "",
        "data-task": ".depth-tasks > li",
        "data-done": ".done",
    }
    plain = replace(depth.WIDGET, task="", needs=(), limit=None, wide=False, searched=True)
    monkeypatch.setattr("site_scripts.lesson.prerender.WIDGETS", (plain,))
    assert hints("depth") == {}
