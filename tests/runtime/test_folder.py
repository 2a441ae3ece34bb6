"""The runtime folder: only what the site uses, listed with size and hash."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from site_scripts import GENERATED, ROOT
from site_scripts.runtime import folder, snapshot
from site_scripts.runtime.stdlib import compiled, trimmed
from site_scripts.steps import BuildError

BUILT = GENERATED / "runtime"


@pytest.fixture(scope="module")
def manifest() -> dict:
    return json.loads((BUILT / "manifest.json").read_text())


def test_the_manifest_lists_every_file_with_its_size_and_hash(manifest):
    listed = {name: (file["size"], file["sha256"]) for name, file in manifest["files"].items()}
    found = {
        path.name: (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in BUILT.iterdir()
        if path.name != "manifest.json"
    }
    assert listed == found


def test_only_what_the_site_uses_is_served(manifest):
    assert sorted(manifest["files"]) == [
        "lesson_core.json",
        "numpy-2.2.5-cp313-cp313-pyodide_2025_0_wasm32.whl",
        "pyodide-lock.json",
        "pyodide.asm.js",
        "pyodide.asm.wasm",
        "pyodide.js",
        "python_stdlib.zip",
        "snapshot.bin",
    ]


def test_the_lock_file_lists_numpy_alone_with_the_hash_of_the_compiled_wheel(manifest):
    lock = json.loads((BUILT / "pyodide-lock.json").read_text())
    assert list(lock["packages"]) == ["numpy"]
    numpy = lock["packages"]["numpy"]
    assert numpy["sha256"] == manifest["files"][numpy["file_name"]]["sha256"]


def test_lesson_core_travels_as_its_sources():
    sources = json.loads((BUILT / "lesson_core.json").read_text())
    assert sources["lesson_core/api.py"] == (ROOT / "lesson_core" / "api.py").read_text()
    assert set(sources) == {path.relative_to(ROOT).as_posix() for path in (ROOT / "lesson_core").rglob("*.py")}


def test_another_version_of_pyodide_is_an_error_that_names_the_remedy(tmp_path: Path, monkeypatch):
    (tmp_path / "package.json").write_text('{"version": "0.1.0"}')
    monkeypatch.setattr(folder, "PYODIDE", tmp_path)
    with pytest.raises(BuildError, match=r"version 0\.28\.3 is needed, 0\.1\.0 is in .*\nRemedy: run `npm ci`"):
        folder.build_runtime(tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_a_lesson_core_that_does_not_import_stops_the_build_with_its_error(tmp_path: Path):
    package = tmp_path / "lesson_core"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "api.py").write_text("import a_module_that_is_not_there\n")
    with pytest.raises(BuildError, match="No module named 'a_module_that_is_not_there'") as caught:
        folder.build_runtime(tmp_path / "target", package=package)
    assert str(caught.value).startswith("runtime (modules of the standard library) failed.")
    assert not (tmp_path / "target").exists()


def test_the_same_files_give_the_same_snapshot_byte_for_byte_on_every_machine(tmp_path: Path, monkeypatch):
    """Made once more without the cache: scripts and runtime in other folders, another time zone and language."""
    copy = Path(shutil.copytree(BUILT, tmp_path / "copy of the runtime", ignore=shutil.ignore_patterns("snapshot.bin")))
    (tmp_path / "browser" / "python").mkdir(parents=True)
    for path in snapshot.SHARED:
        shutil.copy(path, tmp_path / "browser" / "python")
    (tmp_path / "browser" / "package.json").write_text('{"type": "module"}')
    monkeypatch.setattr(snapshot, "PROGRAMS", Path(shutil.copytree(snapshot.PROGRAMS, tmp_path / "runtime")))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    whole = Path(shutil.copy(folder.PYODIDE / snapshot.STDLIB, copy)).read_bytes()
    reached = json.loads(snapshot.ask_what_is_reached(copy))
    small = trimmed(whole, reached["files"])
    assert small == (BUILT / snapshot.STDLIB).read_bytes()
    assert snapshot.make_snapshot(copy, compiled(small), reached["numpy"]) == (BUILT / "snapshot.bin").read_bytes()


def test_a_snapshot_is_made_anew_when_lesson_core_changes(tmp_path: Path):
    (tmp_path / "lesson_core.json").write_text("{}")
    first = snapshot.snapshot_key(tmp_path)
    (tmp_path / "lesson_core.json").write_text('{"lesson_core/api.py": ""}')
    assert snapshot.snapshot_key(tmp_path) != first


def test_a_snapshot_is_not_made_anew_for_the_same_files_in_another_folder(tmp_path: Path):
    keys = []
    for name in ("first", "second"):
        place = tmp_path / name
        place.mkdir()
        (place / "lesson_core.json").write_text("{}")
        keys.append(snapshot.snapshot_key(place))
    assert keys[0] == keys[1]
