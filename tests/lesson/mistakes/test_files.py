"""A lesson's file: its name, its encoding, the ends of its lines, and its front matter."""

import pytest

from site_scripts.lesson.front_matter import wrong_lessons
from site_scripts.lesson.mistakes import LessonSourceError
from tests.lesson.page import FRONT, html_of

WRONG_FENCE = "\n## A\n\n```network\nlerning_rate: 1\n```\n"  # on line 12 of the file


@pytest.fixture
def lessons(tmp_path):
    (tmp_path / "lessons").mkdir()
    return tmp_path / "lessons"


def told(docs) -> LessonSourceError:
    (error,) = wrong_lessons(docs)
    return error


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("My Lesson.md", "my-lesson.md"),
        ("größe.md", "groe.md"),
        ("README.md", "readme.md"),
        ("a--b.markdown", "a-b.md"),
        ("a.MD", "a.md"),
        ("sub/a.md", "lessons/a.md"),
        ("2.md", "my-lesson.md"),
    ],
)
def test_a_lesson_whose_name_makes_no_address_is_told_a_better_one(lessons, name, better):
    (lessons / "sub").mkdir()
    (lessons / name).write_text(FRONT + "Text.\n", encoding="utf-8")
    error = told(lessons.parent)
    assert error.file.endswith(name) and error.message.endswith(f"{better}."), error


def test_hidden_files_of_editors_are_no_lessons(lessons):
    (lessons / ".#mine.md").symlink_to("nowhere")
    (lessons / "mine.md~").write_text("")
    assert wrong_lessons(lessons.parent) == []


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_file_in_another_encoding_is_told_with_its_line(lessons, encoding):
    (lessons / "a.md").write_text(f"{FRONT}\nGröße\n", encoding=encoding)
    error = told(lessons.parent)
    assert "this is not UTF-8" in error.message
    assert error.line == (9 if encoding == "latin-1" else 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_are_counted_right_whatever_ends_them_and_with_a_byte_order_mark(lessons, end, mark):
    content = (mark + FRONT + WRONG_FENCE).replace("\n", end)
    (lessons / "a.md").write_bytes(content.encode())
    with pytest.raises(LessonSourceError) as caught:
        html_of(WRONG_FENCE, lessons.parent)
    assert caught.value.line == 12


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (FRONT, 7, "the lesson has no text"),
        ("", 1, "front matter is missing"),
        (" " + FRONT + "Text.\n", 1, "no blanks before the hyphens"),
        (FRONT.replace("summary: One line.\n---", "summary: One line.\n ---") + "Text.\n", 1, "no blanks before"),
        (FRONT.replace("A lesson", "yes") + "Text.\n", 2, '"title" can be read in two ways, one of them True'),
        (FRONT.replace("A lesson", "1:30") + "Text.\n", 2, "one of them 90"),
        (FRONT.replace("A lesson", "When x<y") + "Text.\n", 2, '"title" holds <'),
        (FRONT.replace("minutes: 5", "minutes: 010") + "Text.\n", 5, "010 begins with a zero"),
        (FRONT.replace("A lesson", "C # for beginners") + "Text.\n", 2, '"# for beginners" would be left out'),
        (FRONT.replace("A lesson", "'{{ lesson.h1 }}'") + "Text.\n", 2, '"title": "{{ lesson.h1 }}" would be shown'),
        (FRONT.replace("One line", "What $w_1$ is") + "Text.\n", 6, '"summary": "$w_1$" would be shown'),
    ],
)
def test_front_matter_that_the_page_would_show_otherwise_is_told(lessons, content, line, said):
    (lessons / "a.md").write_text(content, encoding="utf-8")
    error = told(lessons.parent)
    assert error.line == line and said in error.message, error


def test_a_track_that_no_lesson_has_is_told(lessons):
    (lessons / "a.md").write_text(FRONT + "Text.\n", encoding="utf-8")
    with pytest.raises(LessonSourceError) as caught:
        html_of("```lessons\ntrack: Neural Netwoks\n```", lessons.parent)
    assert 'Did you mean "Neural Networks"?' in caught.value.message
