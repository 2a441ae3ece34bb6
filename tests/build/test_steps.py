"""Build steps: skipped when nothing changed, and never half done."""

from dataclasses import replace
from pathlib import Path

import pytest

from site_scripts import steps
from site_scripts.steps import BuildError, Step, digest, files_below, replace_folder, run


@pytest.fixture
def step(tmp_path, monkeypatch):
    """A step that copies source.txt to target.txt and counts how often it ran."""
    monkeypatch.setattr(steps, "CACHE", tmp_path / "cache")
    source, target = tmp_path / "source.txt", tmp_path / "target.txt"
    source.write_text("one")
    ran = []

    def copy() -> None:
        ran.append(source.read_text())
        target.write_text(source.read_text())

    return Step("copy", reads=lambda: [source], writes=lambda: [target], run=copy), source, target, ran


def test_a_second_run_does_no_work_twice(step):
    copy, _, _, ran = step
    assert copy.do()
    assert not copy.do()
    assert ran == ["one"]


def test_a_changed_input_is_built_again(step):
    copy, source, target, _ = step
    copy.do()
    source.write_text("two")
    assert copy.do()
    assert target.read_text() == "two"


def test_what_an_author_saves_while_a_step_runs_is_built_next_time(step):
    copy, source, target, _ = step

    def copy_and_save() -> None:
        target.write_text(source.read_text())
        source.write_text("saved meanwhile")

    assert replace(copy, run=copy_and_save).do()
    assert copy.do()
    assert target.read_text() == "saved meanwhile"


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_text("o"), lambda path: path.write_text("")])
def test_an_output_that_is_missing_or_damaged_is_built_again(step, damage):
    copy, _, target, ran = step
    copy.do()
    damage(target)
    assert copy.do()
    assert ran == ["one", "one"]


def test_a_damaged_stamp_makes_the_step_run_again(step):
    copy, _, _, _ = step
    copy.do()
    copy.stamp.write_bytes(b"\xff\x00")
    assert copy.do()
    assert not copy.do()


def test_a_step_that_failed_runs_again(step, tmp_path):
    copy, source, target, _ = step
    copy.do()
    source.unlink()
    with pytest.raises(FileNotFoundError):
        copy.do()
    source.write_text("one")
    assert copy.do()
    assert target.read_text() == "one"


def test_the_hash_of_files_depends_on_names_and_on_contents(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("same")
    second.write_text("same")
    assert digest([first]) != digest([second])
    before = digest([first])
    first.write_text("other")
    assert digest([first]) != before


def test_the_hash_of_files_stays_when_the_clone_is_moved(tmp_path, monkeypatch):
    hashes = []
    for place in ("here", "there"):
        monkeypatch.setattr(steps, "ROOT", tmp_path / place)
        (tmp_path / place).mkdir()
        (tmp_path / place / "page.md").write_text("same")
        hashes.append(digest([tmp_path / place / "page.md"]))
    assert hashes[0] == hashes[1]


def test_installed_packages_are_not_among_the_inputs(tmp_path):
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "theirs.js").touch()
    (tmp_path / "ours.js").touch()
    assert files_below(tmp_path) == [tmp_path / "ours.js"]


def test_a_program_that_fails_is_told_with_its_output_and_a_remedy():
    with pytest.raises(BuildError) as told:
        run(["sh", "-c", "echo broken pipe of clay; exit 3"], step="the kiln", remedy="fire it again.")
    assert str(told.value) == "the kiln failed.\nbroken pipe of clay\nRemedy: fire it again."


@pytest.mark.parametrize("words", ["[Errno 28] No space left on device", "npm error code ENOSPC"])
def test_a_program_that_fails_on_a_full_disk_is_told_with_that_remedy(words):
    with pytest.raises(BuildError, match="Remedy: free some disk space"):
        run(["sh", "-c", f"echo '{words}'; exit 1"], step="the kiln", remedy="check the network.")


def test_a_program_that_is_not_there_is_told_like_one_that_fails():
    with pytest.raises(BuildError, match="the kiln failed"):
        run([Path("/nowhere/kiln")], step="the kiln", remedy="build one.")


def test_a_folder_is_replaced_whole(tmp_path):
    new, old = tmp_path / "new", tmp_path / "old"
    for folder, name in ((new, "after"), (old, "before")):
        folder.mkdir()
        (folder / name).touch()
    replace_folder(new, old)
    assert [path.name for path in tmp_path.rglob("*")] == ["old", "after"]
