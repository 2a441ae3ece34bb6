"""Widgets are made once for the same options and the same lesson_core."""

import math

import pytest

from site_scripts.lesson import widget_cache
from site_scripts.lesson.prerender import WidgetError, section
from site_scripts.lesson.widget_cache import folder, kept_section

QUESTION = {"questions": [{"ask": "?", "answer": "loss", "explain": "because"}]}


@pytest.fixture(autouse=True)
def forget_folders(monkeypatch):
    folder.cache_clear()
    monkeypatch.setattr(widget_cache, "IMPORTED", math.inf)
    yield
    folder.cache_clear()


def test_a_kept_widget_is_the_widget_that_would_be_made(tmp_path):
    made = section("quiz", "q", QUESTION)
    assert [kept_section("quiz", "q", QUESTION, cache=tmp_path) for _ in range(2)] == [made, made]


def test_the_same_widget_is_not_made_twice(tmp_path, monkeypatch):
    kept_section("quiz", "q", QUESTION, cache=tmp_path)
    monkeypatch.setattr(widget_cache, "section", lambda *_, **__: pytest.fail("made again"))
    kept_section("quiz", "q", QUESTION, cache=tmp_path)


def test_other_options_or_another_id_are_another_widget(tmp_path):
    one = kept_section("quiz", "q", QUESTION, cache=tmp_path)
    assert kept_section("quiz", "other", QUESTION, cache=tmp_path) != one
    assert kept_section("quiz", "q", QUESTION, attributes={"data-for": "n"}, cache=tmp_path) != one


def test_another_lesson_core_begins_anew_and_leaves_nothing_behind(tmp_path, monkeypatch):
    kept_section("quiz", "q", QUESTION, cache=tmp_path)
    (before,) = tmp_path.iterdir()
    folder.cache_clear()
    monkeypatch.setattr(widget_cache, "digest", lambda _: "another")
    kept_section("quiz", "q", QUESTION, cache=tmp_path)
    (after,) = tmp_path.iterdir()
    assert after != before


def test_options_that_are_refused_are_refused_and_not_kept(tmp_path):
    for _ in range(2):
        with pytest.raises(WidgetError):
            kept_section("quiz", "q", {"questions": [{"ask": "?"}]}, cache=tmp_path)


def test_a_file_edited_since_it_was_imported_makes_every_widget_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(widget_cache, "IMPORTED", 0.0)
    assert kept_section("quiz", "q", QUESTION, cache=tmp_path) == section("quiz", "q", QUESTION)
    assert list(tmp_path.iterdir()) == []
