"""What tests of publishing share."""

import pytest


@pytest.fixture
def write(tmp_path):
    """Puts a file into a site made up for the test."""

    def put(name: str, text: str = "") -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return put
