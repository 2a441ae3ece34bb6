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
