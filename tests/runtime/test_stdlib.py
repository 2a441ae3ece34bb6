"""The standard library as it ships: small, and with everything that lesson_core may ever ask for."""

import ast
import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from site_scripts import GENERATED, ROOT
from site_scripts.frontend import NODE
from site_scripts.runtime.folder import PYODIDE

RUNTIME = GENERATED / "runtime"
LIBRARY = RUNTIME / "python_stdlib.zip"
# No file is read for them: they are part of Python's own program, or made by another module.
FROZEN = {"abc", "codecs", "collections.abc", "io", "os", "site", "stat"}


@pytest.fixture(scope="module")
def shipped() -> set[str]:
    with zipfile.ZipFile(LIBRARY) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def whole() -> set[str]:
    with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as archive:
        return set(archive.namelist())


def files_of(module: str) -> set[str]:
    path = module.replace(".", "/")
    return {f"{path}.py", f"{path}/__init__.py"}


def imported_by(path: Path) -> set[str]:
    """Every module that the file imports, anywhere but for type checkers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            node.body = []
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    return plain | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}


def test_whatever_a_file_of_lesson_core_imports_of_the_standard_library_is_shipped(shipped: set[str], whole: set[str]):
    wanted = {name for path in (ROOT / "lesson_core").rglob("*.py") for name in imported_by(path)}
    with_files = {name for name in wanted - FROZEN if files_of(name) & whole}
    assert {name for name in with_files if not files_of(name) & shipped} == set()
    assert "json" in with_files


def test_the_library_is_a_third_of_what_pyodide_brings():
    assert LIBRARY.stat().st_size < 0.9e6


def test_every_kind_of_request_and_error_is_answered_without_a_module_that_was_left_out(whole: set[str]):
    """In the browser's own Python, in Node: each widget and event, bad input, and errors told with their traceback."""
    done = subprocess.run(
        [NODE, Path(__file__).parent / "reach.mjs", RUNTIME, Path(__file__).parent / "reach.py"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {name for name in told["missing"] if files_of(name) & whole} == set()
    assert told["asked"] > 100
