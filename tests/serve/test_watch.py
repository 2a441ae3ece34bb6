"""Edits are noticed, whatever way a program saves; a burst of them is one."""

import errno
import os
import threading

import pytest

from site_scripts.serve import watch
from site_scripts.serve.watch import FOLDERS, Sources, watched


@pytest.fixture
def root(tmp_path):
    for name in FOLDERS:
        (tmp_path / name).mkdir()
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "docs" / "page.md").write_text("first words")
    (tmp_path / "docs" / "other.md").write_text("other words")
    return tmp_path


def sources_of(root) -> Sources:
    return Sources(root, root / "docs" / "generated")


def save_by_rename(page):
    aside = page.with_name(".page.md.swp")
    aside.write_text("an editor's way to save")
    aside.replace(page)


def take_the_place_of_one_as_old(page):
    other = page.with_name("older.md")
    other.write_text("a version")
    os.utime(other, ns=(page.stat().st_atime_ns, page.stat().st_mtime_ns))
    other.replace(page)


EDITS = {
    "written": lambda page: page.write_text("new words"),
    "removed": lambda page: page.unlink(),
    "saved by rename": save_by_rename,
    "replaced by one as old": take_the_place_of_one_as_old,
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_file_is_edited_when_it_is(root, edit):
    sources = sources_of(root)
    edit(root / "docs" / "page.md")
    assert sources.wait_for_edits() == {root / "docs" / "page.md"}


def test_a_new_file_in_a_new_folder_is_an_edit(root):
    sources = sources_of(root)
    (root / "docs" / "lessons").mkdir()
    (root / "docs" / "lessons" / "new.md").touch()
    assert sources.wait_for_edits() == {root / "docs" / "lessons" / "new.md"}


def test_what_the_build_and_the_package_manager_write_is_no_edit(root):
    sources = sources_of(root)
    for folder in (root / "docs" / "generated", root / "site_scripts" / "node_modules"):
        folder.mkdir()
        (folder / "theirs.js").touch()
    assert sources.look() == sources.known


def test_an_edit_wakes_who_waits_long_before_the_next_look(root, monkeypatch):
    monkeypatch.setattr(watch, "LOOK_EVERY", 600)
    with watched(sources_of(root)) as sources:
        (root / "docs" / "page.md").write_text("new words")
        assert sources.wait_for_edits() == {root / "docs" / "page.md"}
        (root / "mkdocs.yml").write_text("site_name: Other")
        assert sources.wait_for_edits() == {root / "mkdocs.yml"}


def test_a_checkout_of_many_files_is_one_edit(root, monkeypatch):
    sources = sources_of(root)
    pages = {root / "docs" / f"page-{number}.md" for number in range(100)}
    looked = threading.Event()
    look = sources.look

    def look_and_tell():
        looked.set()
        return look()

    def check_out():
        for number, page in enumerate(sorted(pages)):
            page.touch()
            if number == 50:  # half of them are there when the first look comes
                looked.wait()

    monkeypatch.setattr(sources, "look", look_and_tell)
    checkout = threading.Thread(target=check_out)
    checkout.start()
    edited = sources.wait_for_edits()
    checkout.join()
    assert edited == pages


def test_without_watches_an_edit_is_seen_by_the_next_look_and_that_is_told(root, monkeypatch, capsys):
    def none_left():
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr(watch, "Observer", none_left)
    with watched(sources_of(root)) as sources:
        (root / "docs" / "page.md").write_text("new words")
        assert sources.wait_for_edits() == {root / "docs" / "page.md"}
    assert "your edits are seen after 2 s and not at once" in capsys.readouterr().err
