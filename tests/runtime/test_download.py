"""numpy's wheel: the hash decides, the next source is tried, and nothing half written stays."""

import errno
import hashlib
from pathlib import Path

import pytest

from site_scripts.kept import write_aside
from site_scripts.runtime.download import fetch_wheel
from site_scripts.steps import BuildError

NAME = "numpy-0-py3-none-any.whl"
CONTENT = b"a wheel"
HASH = hashlib.sha256(CONTENT).hexdigest()


def unreachable(name: str) -> bytes:
    raise OSError("no route to host")


def wrong(name: str) -> bytes:
    return b"another wheel"


def right(name: str) -> bytes:
    return CONTENT


def never(name: str) -> bytes:
    raise AssertionError("this source must not be asked")


def test_the_cached_copy_is_used_without_asking_anyone(tmp_path: Path):
    kept = fetch_wheel(NAME, HASH, cache=tmp_path, sources=[("first", right)])
    assert fetch_wheel(NAME, HASH, cache=tmp_path, sources=[("first", never)]) == kept
    assert kept.read_bytes() == CONTENT


def test_the_next_source_is_tried_when_one_is_out_of_reach(tmp_path: Path):
    kept = fetch_wheel(NAME, HASH, cache=tmp_path, sources=[("first", unreachable), ("second", right)])
    assert kept.read_bytes() == CONTENT


def test_a_source_with_other_bytes_is_passed_over(tmp_path: Path):
    kept = fetch_wheel(NAME, HASH, cache=tmp_path, sources=[("first", wrong), ("second", right)])
    assert kept.read_bytes() == CONTENT


def test_a_damaged_cached_copy_is_fetched_again(tmp_path: Path):
    kept = fetch_wheel(NAME, HASH, cache=tmp_path, sources=[("first", right)])
    kept.write_bytes(b"damaged")
    assert fetch_wheel(NAME, HASH, cache=tmp_path, sources=[("first", right)]).read_bytes() == CONTENT


def test_when_no_source_has_it_the_error_names_step_sources_and_remedy(tmp_path: Path):
    with pytest.raises(BuildError) as caught:
        fetch_wheel(NAME, HASH, cache=tmp_path, sources=[("the first", unreachable), ("the second", wrong)])
    message = str(caught.value)
    assert message.startswith(f"runtime (get {NAME}) failed.")
    assert "the first: no route to host" in message
    assert f"the second: its file has the SHA-256 {hashlib.sha256(b'another wheel').hexdigest()}, not {HASH}" in message
    assert "Remedy: check the network" in message


def test_a_failure_leaves_nothing_half_written(tmp_path: Path):
    with pytest.raises(BuildError):
        fetch_wheel(NAME, HASH, cache=tmp_path, sources=[("first", wrong)])
    assert list(tmp_path.rglob("*.whl")) == []


def test_a_full_disk_is_not_laid_to_the_network(tmp_path: Path):
    def full(name: str) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        fetch_wheel(NAME, HASH, cache=tmp_path, sources=[("first", full), ("second", never)])


def test_half_a_file_of_a_program_that_was_ended_goes(tmp_path: Path):
    half = tmp_path / HASH / "tmp1234"
    half.parent.mkdir()
    half.write_bytes(b"a whe")
    kept = fetch_wheel(NAME, HASH, cache=tmp_path, sources=[("first", right)])
    assert list(half.parent.iterdir()) == [kept]


def test_writing_aside_replaces_a_file_at_once_and_leaves_nothing_beside_it(tmp_path: Path):
    target = tmp_path / "folder" / "file"
    write_aside(target, b"old")
    write_aside(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]
