"""What is kept in the cache is used as long as it is whole."""

import errno
from pathlib import Path

import pytest

from site_scripts.kept import kept, write_aside


def test_what_is_kept_is_not_made_again(tmp_path):
    assert kept(tmp_path / "a" / "b", lambda: b"made\n\n") == b"made\n\n"
    assert kept(tmp_path / "a" / "b", lambda: pytest.fail("made again")) == b"made\n\n"


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b"", lambda b: b"{" + b, lambda b: b + b"\n"])
def test_what_is_cut_emptied_or_changed_is_made_anew(tmp_path, damage):
    path = tmp_path / "page"
    kept(path, lambda: b"made once")
    path.write_bytes(damage(path.read_bytes()))
    assert kept(path, lambda: b"made twice") == b"made twice"
    assert kept(path, lambda: pytest.fail("made again")) == b"made twice"


def test_what_cannot_be_made_leaves_nothing(tmp_path):
    def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept(tmp_path / "page", fail)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_put_in_its_place_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_aside(tmp_path / "page", b"words")
    assert list(tmp_path.iterdir()) == []
