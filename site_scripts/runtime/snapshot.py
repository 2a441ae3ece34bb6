"""Python's memory, taken right after lesson_core was imported: the page boots from it instead of starting anew."""

import gzip
import os
import tempfile
from pathlib import Path

from site_scripts import BROWSER, CACHE, ROOT
from site_scripts.frontend import NODE
from site_scripts.kept import kept, sha256
from site_scripts.steps import run

SCRIPT = ROOT / "site_scripts" / "runtime" / "snapshot.mjs"
# gzipped, though its name does not say so: for a name that ends in .gz some servers tell the browser to unpack it.
SNAPSHOT = "snapshot.bin"
# Python takes its time zone and language from these; the same memory on every machine needs the same ones.
FIXED = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


def write_snapshot(runtime: Path) -> None:
    """Write snapshot.bin beside the files it is made from; made once for the same files, then kept."""
    content = kept(CACHE / "snapshots" / snapshot_key(runtime), lambda: make_snapshot(runtime))
    (runtime / SNAPSHOT).write_bytes(content)


def make_snapshot(runtime: Path) -> bytes:
    """Python's memory, packed; the same bytes for the same files, whatever machine and folder they lie in."""
    with tempfile.TemporaryDirectory() as folder:
        memory = Path(folder) / "memory"
        run(
            [NODE, SCRIPT, runtime, memory],
            step="runtime (snapshot of Python's memory)",
            env=os.environ | FIXED,
            remedy="mend lesson_core if the text above is a Python error, else install again with `make`.",
        )
        # No name and no date in gzip's header: the same memory gives the same bytes.
        return gzip.compress(memory.read_bytes(), 9, mtime=0)


def snapshot_key(runtime: Path) -> str:
    """A hash of everything that the snapshot is made from, wherever the runtime folder lies."""
    inputs = [SCRIPT, Path(__file__), BROWSER / "python" / "environment.js", *sorted(runtime.iterdir())]
    return sha256("".join(f"{path.name} {sha256(path.read_bytes())}\n" for path in inputs).encode())
