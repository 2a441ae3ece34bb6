"""Booting from the snapshot gives the same Python as booting from the start, and damage to it harms nothing."""

import gzip
import json
from pathlib import Path

import pytest

from lesson_core.api import handle
from tests.browser.runtime.conftest import RuntimePage, flip_a_byte

SNAPSHOT = "snapshot.bin"


def other_memory(content: bytes) -> bytes:
    """Sound gzip of damaged memory: only the hash can tell."""
    return gzip.compress(flip_a_byte(gzip.decompress(content)), 1, mtime=0)


DAMAGE = {
    "missing": lambda content: None,
    "cut short": lambda content: content[: len(content) // 2],
    "one byte changed": flip_a_byte,
    "other memory": other_memory,
    "empty": lambda content: b"",
}


def follow(ask) -> list[dict]:
    """The replies to the first walk of the live network, asked one after another."""
    opened = ask({"widget": "network", "id": "n", "event": {"type": "open"}})
    replies, state = [opened], opened["state"]
    for event in [*opened["walks"][0], {"type": "train", "epochs": 100}]:
        replies.append(ask({"widget": "network", "id": "n", "state": state, "event": event}))
        state = replies[-1]["state"]
    return replies


@pytest.fixture(scope="module")
def native_replies() -> list[dict]:
    return follow(lambda request: json.loads(handle(json.dumps(request))))


def page_replies(real: RuntimePage) -> list[dict]:
    return follow(lambda request: real.ask_raw(request)["reply"])


def test_python_boots_from_the_snapshot_and_answers_as_it_does_natively(real, native_replies):
    assert page_replies(real.open()) == native_replies
    assert real.boots == [{"snapshot": True, "reason": ""}]


@pytest.mark.parametrize("damage", DAMAGE)
def test_with_a_damaged_snapshot_python_boots_from_the_start_and_answers_the_same(
    damage, real, native_replies, page_log
):
    page_log.allow("Failed to load resource")
    real.server.faults[SNAPSHOT] = DAMAGE[damage]
    assert page_replies(real.open()) == native_replies
    (boot,) = real.boots
    assert boot["snapshot"] is False
    assert boot["reason"]


def test_a_snapshot_that_is_damaged_only_in_a_cache_is_fetched_again(real):
    damaged = []

    def damage_once(content: bytes) -> bytes:
        damaged.append(content)
        return flip_a_byte(content) if len(damaged) == 1 else content

    real.server.faults[SNAPSHOT] = damage_once
    real.open().ask("anything")
    assert real.boots == [{"snapshot": True, "reason": ""}]


def test_python_is_ready_without_its_standard_library_which_comes_afterwards(real, page_log):
    page_log.allow("Failed to load resource")
    real.server.faults["python_stdlib.zip"] = lambda content: None
    real.open().ask("anything")
    assert real.boots == [{"snapshot": True, "reason": ""}]
    assert real.server.asked.index("python_stdlib.zip") > real.server.asked.index(SNAPSHOT)


def test_a_snapshot_of_another_pyodide_is_given_up_for_a_plain_boot(real, real_site: Path, page_log):
    """Whole and with the right hash, and yet Pyodide refuses it."""
    page_log.allow("snapshot")
    memory = bytearray(gzip.decompress((real_site / "runtime" / SNAPSHOT).read_bytes()))
    memory[16:48] = bytes(32)  # the name of the build that it was made by
    real.server.faults[SNAPSHOT] = lambda content: gzip.compress(bytes(memory), 1, mtime=0)
    real.server.faults["manifest.json"] = with_size_of(gzip.compress(bytes(memory), 1, mtime=0))
    real.open().ask("anything")
    (boot,) = real.boots
    assert boot["snapshot"] is False


def with_size_of(snapshot: bytes):
    def change(content: bytes) -> bytes:
        manifest = json.loads(content)
        manifest["files"][SNAPSHOT] |= {"size": len(snapshot), "sha256": ""}
        return json.dumps(manifest).encode()

    return change


def test_two_boots_draw_different_random_numbers(misbehaving):
    first = (misbehaving.value("draw"), misbehaving.value("entropy"))
    misbehaving.page.reload()
    second = (misbehaving.value("draw"), misbehaving.value("entropy"))
    assert misbehaving.boots[0]["snapshot"] is True
    assert first[0] != second[0]
    assert first[1] != second[1]


def test_numpy_finds_its_standard_modules_in_the_snapshot(misbehaving):
    """So that numpy comes up faster: what it imports besides itself is there already."""
    before = set(misbehaving.value("standard modules"))
    misbehaving.value("add by numpy", needs=["numpy"])
    assert set(misbehaving.value("standard modules")) - before == set()


def test_the_files_of_lesson_core_are_put_back_beside_the_memory(misbehaving):
    assert "api.py" in misbehaving.value("own files")
