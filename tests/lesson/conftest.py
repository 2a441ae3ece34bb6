"""What tests of wrong lessons share."""

from collections.abc import Callable

import markdown
import pytest

from site_scripts.lesson.mistakes import LessonSourceError

FRONT = "---\ntitle: A lesson\ntrack: Neural Networks\nlevel: Beginner\nminutes: 5\nsummary: One line.\n---\n"


@pytest.fixture
def told(tmp_path) -> Callable[[str], tuple[int, str]]:
    """The line (of the text below the front matter, from 1) and the message that a wrong lesson brings about."""
    (tmp_path / "lessons").mkdir()

    def told(text: str, *more: str) -> tuple[int, str]:
        (tmp_path / "lessons" / "wrong.md").write_text(FRONT + text, encoding="utf-8")
        extension = {"site_scripts.lesson.extension": {"docs": str(tmp_path)}}
        with pytest.raises(LessonSourceError) as caught:
            markdown.markdown(text, extensions=[*more, *extension], extension_configs=extension)
        return caught.value.line - FRONT.count("\n"), caught.value.message

    return told
