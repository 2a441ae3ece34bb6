"""Python's memory, taken right after lesson_core was imported: the page boots from it instead of starting anew."""

import gzip
import json
import os
import tempfile
from pathlib import Path
from typing import TypedDict

from site_scripts import BROWSER, CACHE, ROOT
from site_scripts.frontend import NODE
from site_scripts.kept import kept, sha256
from site_scripts.steps import run

from .stdlib import compiled, trimmed

PROGRAMS = ROOT / "site_scripts" / "runtime"
SHARED = (BROWSER / "python" / "environment.js", BROWSER / "python" / "difference.js")
# gzipped, though its name does not say so: for a name that ends in .gz some servers tell the browser to unpack it.
SNAPSHOT = "snapshot.bin"
STDLIB = "python_stdlib.zip"
# Python takes its time zone and language from these; the same memory on every machine needs the same ones.
FIXED = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


class Reached(TypedDict):
    """What the lessons reach of the standard library: its files, and the modules that numpy imports."""

    files: list[str]
    numpy: list[str]


def write_snapshot(runtime: Path) -> None:
    """Leave what is reached of the standard library, and write snapshot.bin; made once for the same files."""
    library = (runtime / STDLIB).read_bytes()
    key = snapshot_key(runtime)
    found: Reached = json.loads(kept(CACHE / "snapshots" / f"{key}.json", lambda: ask_what_is_reached(runtime)))
    small = trimmed(library, found["files"])
    content = kept(CACHE / "snapshots" / key, lambda: make_snapshot(runtime, compiled(small), found["numpy"]))
    (runtime / STDLIB).write_bytes(small)
    (runtime / SNAPSHOT).write_bytes(content)


def ask_what_is_reached(runtime: Path) -> bytes:
    """A `Reached` as JSON, from the browser's own Python with the whole library."""
    return node("modules.mjs", runtime, step="runtime (modules of the standard library)").encode()


def make_snapshot(runtime: Path, library: bytes, modules: list[str]) -> bytes:
    """Python's memory, packed; the same bytes for the same files, whatever machine and folder they lie in."""
    with tempfile.TemporaryDirectory() as folder:
        memory, archive = Path(folder) / "memory", Path(folder) / STDLIB
        archive.write_bytes(library)
        node("snapshot.mjs", runtime, archive, memory, *modules, step="runtime (snapshot of Python's memory)")
        # No name and no date in gzip's header: the same memory gives the same bytes.
        return gzip.compress(memory.read_bytes(), 9, mtime=0)


def node(program: str, *arguments: Path | str, step: str) -> str:
    """Run one of the programs beside this module; what it printed."""
    return run(
        [NODE, PROGRAMS / program, *arguments],
        step=step,
        env=os.environ | FIXED,
        remedy="mend lesson_core if the text above is a Python error, else install again with `make`.",
    )


def snapshot_key(runtime: Path) -> str:
    """A hash of everything that the snapshot is made from, wherever the runtime folder lies."""
    inputs = [*sorted(Path(__file__).parent.iterdir()), *SHARED, *sorted(runtime.iterdir())]
    named = [f"{path.name} {sha256(path.read_bytes())}\n" for path in inputs if path.is_file()]
    return sha256("".join(named).encode())
