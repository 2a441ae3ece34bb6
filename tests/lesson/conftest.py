"""What tests of lessons share."""

from collections.abc import Callable

import pytest

from site_scripts.lesson.mistakes import LessonSourceError
from tests.lesson.page import FRONT, html_of


@pytest.fixture
def convert(tmp_path) -> Callable[..., str]:
    """Text as HTML. Its folder of pages is empty until a test writes there."""
    return lambda text: html_of(text, tmp_path)


@pytest.fixture
def told(tmp_path) -> Callable[..., tuple[int, str]]:
    """The line (of the text below the front matter, from 1) and the message that a wrong lesson brings about."""
    (tmp_path / "lessons").mkdir()

    def told(text: str) -> tuple[int, str]:
        (tmp_path / "lessons" / "wrong.md").write_text(FRONT + text, encoding="utf-8")
        with pytest.raises(LessonSourceError) as caught:
            html_of(text, tmp_path)
        return caught.value.line - FRONT.count("\n"), caught.value.message

    return told
