"""Compiling a wheel ahead of time: code instead of sources, and the same bytes on every run."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from site_scripts.runtime import wheel as wheels
from site_scripts.runtime.wheel import compile_wheel


def make_wheel(folder: Path, date: tuple) -> Path:
    wheel = folder / "tiny-1.0-cp313-cp313-pyodide_2025_0_wasm32.whl"
    folder.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(zipfile.ZipInfo("tiny/__init__.py", date), "ANSWER = 42\n")
        archive.writestr(zipfile.ZipInfo("tiny/data.bin", date), b"\x00\x01")
        archive.writestr(zipfile.ZipInfo("tiny/__init__.pyi", date), "ANSWER: int\n")
        archive.writestr(zipfile.ZipInfo("tiny/include/tiny.h", date), "int answer;\n")
        archive.writestr(zipfile.ZipInfo("tiny-1.0.dist-info/METADATA", date), "Name: tiny\n")
    return wheel


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    return make_wheel(tmp_path / "given", (2024, 5, 6, 7, 8, 10))


def test_sources_become_code_and_what_only_compilers_read_is_left_out(wheel: Path, tmp_path: Path):
    with zipfile.ZipFile(BytesIO(compile_wheel(wheel, tmp_path / "cache"))) as archive:
        assert archive.namelist() == ["tiny-1.0.dist-info/METADATA", "tiny/__init__.pyc", "tiny/data.bin"]
        assert archive.read("tiny/data.bin") == b"\x00\x01"


def test_the_same_wheel_gives_the_same_bytes_on_every_run(wheel: Path, tmp_path: Path):
    first = compile_wheel(wheel, tmp_path / "first")
    second = compile_wheel(wheel, tmp_path / "second")
    assert first == second


def test_no_time_of_the_run_is_in_the_archive(wheel: Path, tmp_path: Path):
    with zipfile.ZipFile(BytesIO(compile_wheel(wheel, tmp_path / "cache"))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_wheel_is_compiled_once(wheel: Path, tmp_path: Path, monkeypatch):
    first = compile_wheel(wheel, tmp_path / "cache")
    monkeypatch.setattr(wheels, "_compiled", lambda *_, **__: pytest.fail("compiled again"))
    assert compile_wheel(wheel, tmp_path / "cache") == first
