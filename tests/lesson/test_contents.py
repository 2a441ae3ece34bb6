"""The contents of a lesson: its sections with their minutes, the moves, and what there is to do."""

import re

import pytest

from tests.lesson.page import FRONT, html_of

TEXT = """\
## One & *only*

Some words to read.

```network
id: live-network
```

## The moves

### Move one

```window
move: 1
```

### An aside

Words.

## Sources

- A book.
"""


@pytest.fixture
def lesson(tmp_path):
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "mine.md").write_text(f"{FRONT}\n{TEXT}", encoding="utf-8")
    return html_of(TEXT, tmp_path)


def test_contents_list_the_sections_and_the_parts_with_a_window_beside_them(lesson):
    contents = re.search(r'<nav class="contents".*?</nav>', lesson)[0]
    links = re.findall(r'<a href="#([^"]+)">(.*?)</a>', contents)
    assert links == [
        ("one-only", "One &amp; only"),
        ("the-moves", "The moves"),
        ("move-one", "Move one"),
        ("sources", "Sources"),
    ]
    assert all(f'id="{anchor}"' in lesson for anchor, _ in links)


def test_contents_say_minutes_but_not_of_lists_for_looking_up(lesson):
    contents = re.search(r'<nav class="contents".*?</nav>', lesson)[0]
    assert re.findall(r"(\d+) min", contents) == ["4", "1"]  # three of them for the network


def test_only_a_lesson_has_contents(tmp_path):
    assert "data-contents" not in html_of(TEXT, tmp_path)


def test_what_there_is_to_do_is_said_on_the_section(tmp_path):
    html = html_of(f"{TEXT}\n```reflect\nid: box\nquestion: Why?\n```\n", tmp_path)
    tasks = re.findall(r'<section data-widget="(\w+)"[^>]*data-task="[^"]+"', html)
    assert tasks == ["network", "reflect"]


PATH = ("one", 10), ("two", 20), ("three", 30)


@pytest.fixture
def path_of_lessons(tmp_path):
    """Three lessons; gives what one of them looks like with a text of its own."""
    (tmp_path / "lessons").mkdir()
    for name, order in PATH:
        front = FRONT.replace("A lesson", f"Lesson {name}").replace("summary:", f"order: {order}\nsummary:")
        (tmp_path / "lessons" / f"{name}.md").write_text(f"{front}\n## Part of {name}\n\nText.\n", encoding="utf-8")

    def converted(name, text):
        file = tmp_path / "lessons" / f"{name}.md"
        whole = f"## Part of {name}\n\nText.\n\n{text}"
        file.write_text(file.read_text(encoding="utf-8").partition("## ")[0] + whole, encoding="utf-8")
        return html_of(whole, tmp_path)

    return converted


def test_a_lesson_names_those_before_it_for_its_header(path_of_lessons):
    header = path_of_lessons("three", "").split("<!--after-->")[1]
    assert header == '<span>After: <a href="one.html">Lesson one</a>, <a href="two.html">Lesson two</a></span>'


def test_cards_on_a_lesson_lead_forward_and_at_the_end_of_the_path_to_all_lessons(path_of_lessons):
    cards = "## Where to go next\n\n```lessons\n```\n"
    on_two = path_of_lessons("two", cards).partition('<ol class="lesson-cards">')[2]
    assert re.findall(r'href="(\w+).html"', on_two) == ["three"]
    assert '<span class="lesson-card__number">3</span>' in on_two
    last = path_of_lessons("three", cards)
    assert "lesson-card" not in last and '<a href="../index.html">All lessons</a>' in last


def test_each_card_shows_the_lesson_s_own_network(path_of_lessons, tmp_path):
    layers = "layers:\n  - weights: [[1, 2, 3]]\n    biases: [0]\ninputs: [1, 0, 1]\ntargets: [1]\n"
    path_of_lessons("two", f"```network\nid: own\n{layers}```\n")
    (tmp_path / "index.md").write_text("```lessons\n```\n", encoding="utf-8")
    drawn = html_of("```lessons\n```\n", tmp_path).split('<li class="lesson-card"')[1:]
    assert [card.count("card-edge") for card in drawn] == [7, 3, 7]  # one weight of lesson_core's own is negative
    assert all("<text" not in card for card in drawn)


def test_the_ending_stands_before_what_leads_on_with_the_aims_and_the_first_words(path_of_lessons):
    html = path_of_lessons(
        "two",
        "### By the end, you should be able to say\n\n- Errors go *back*.\n\n"
        "```reflect\nid: first\nquestion: Why?\n```\n\n"
        "```reflect\nid: last\nquestion: And now?\n```\n\n## Where to go next\n\n```lessons\n```\n",
    )
    ending = re.search(r'<section class="ending".*?</section>', html)[0]
    assert "hidden" in ending and "<li>Errors go back.</li>" in ending and 'data-echo="reflect-first"' in ending
    assert html.index("last-words") < html.index(ending) < html.index('id="where-to-go-next"')
