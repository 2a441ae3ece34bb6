"""The Python of the page: Pyodide's files, numpy, lesson_core and a snapshot, with a manifest that names them all."""

import json
import shutil
from pathlib import Path
from typing import TypedDict

from pyodide_lock import PyodideLockSpec

from site_scripts import BROWSER, CACHE, ROOT
from site_scripts.kept import sha256
from site_scripts.steps import BuildError, replace_folder, say

from .download import PYODIDE_VERSION, fetch_wheel
from .snapshot import write_snapshot
from .wheel import compile_wheel

PYODIDE = BROWSER / "node_modules" / "pyodide"
# The files with which Pyodide boots; pyodide-lock.json is written anew.
PYODIDE_FILES = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
# The packages of Pyodide's lock file that a lesson may load; numpy needs no other.
PACKAGES = ("numpy",)


def build_runtime(target: Path, *, package: Path = ROOT / "lesson_core") -> None:
    """Write everything that the page's Python needs into `target`, finished aside and put in place at once.

    manifest.json lists the files (see Manifest), paths relative to `target`.
    """
    check_pyodide()
    new = target.with_name(target.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for name in PYODIDE_FILES:
        shutil.copyfile(PYODIDE / name, new / name)
    lock = trimmed_lock(PyodideLockSpec.from_json(PYODIDE / "pyodide-lock.json"))
    for entry in lock.packages.values():
        wheel = compile_wheel(fetch_wheel(entry.file_name, entry.sha256), CACHE / "compiled")
        (new / entry.file_name).write_bytes(wheel)
        entry.sha256 = sha256(wheel)
    lock.to_json(new / "pyodide-lock.json")
    (new / "lesson_core.json").write_text(
        json.dumps(lesson_core_sources(package), ensure_ascii=False), encoding="utf-8"
    )
    write_snapshot(new)
    (new / "manifest.json").write_text(json.dumps(manifest(new), indent=1) + "\n")
    replace_folder(new, target)
    total = sum(entry["size"] for entry in manifest(target)["files"].values())
    say(f"  {total / 1e6:.1f} MB of files")


def check_pyodide() -> None:
    """Raise BuildError unless the npm package is there, in the version that everything else was made for."""
    package = PYODIDE / "package.json"
    found = json.loads(package.read_text())["version"] if package.exists() else "none"
    if found != PYODIDE_VERSION:
        raise BuildError(
            f"runtime (Pyodide) failed: version {PYODIDE_VERSION} is needed, {found} is in {PYODIDE}.\n"
            "Remedy: run `npm ci` in site_scripts/browser, or `make build`, which does it."
        )


def trimmed_lock(lock: PyodideLockSpec) -> PyodideLockSpec:
    """The lock file with nothing in it but the packages that the site serves."""
    trimmed = lock.clone()
    trimmed.packages = {name: trimmed.packages[name] for name in PACKAGES}
    return trimmed


def lesson_core_sources(package: Path) -> dict[str, str]:
    """{path below site-packages: source text}; sources, so that tracebacks and code cards can show lines."""
    return {
        path.relative_to(package.parent).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(package.rglob("*.py"))
    }


class File(TypedDict):
    """A file of the runtime, as the manifest names it; the size in bytes."""

    path: str
    size: int
    sha256: str


class Manifest(TypedDict):
    """All files of the runtime, by name."""

    pyodide: str
    files: dict[str, File]


def manifest(folder: Path) -> Manifest:
    """The manifest of every file in the folder."""
    files: dict[str, File] = {}
    for path in sorted(folder.iterdir()):
        if path.name != "manifest.json":
            content = path.read_bytes()
            files[path.name] = {"path": path.name, "size": len(content), "sha256": sha256(content)}
    return {"pyodide": PYODIDE_VERSION, "files": files}
