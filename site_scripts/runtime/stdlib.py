"""Python's standard library, as far as the lessons reach: 140 of Pyodide's 575 files, 0.8 of 2.4 MB."""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

# The earliest date a zip can hold: the same files give the same bytes.
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
# Imported when something goes wrong, and so by no lesson: `warnings` asks the first where an object was made, and
# the others are looked up when a text cannot be written.
ON_ERRORS = ("tracemalloc.py", "encodings/ascii.py", "encodings/latin_1.py")
# Where the library lies in the page, as the code of its functions says.
IN_PAGE = "/lib/python313.zip"


def trimmed(library: bytes, reached: Iterable[str]) -> bytes:
    """The library with the named files alone, and those of `ON_ERRORS`."""
    names = sorted({*reached, *ON_ERRORS})
    with zipfile.ZipFile(BytesIO(library)) as whole:
        return packed((name, whole.read(name)) for name in names)


def compiled(library: bytes) -> bytes:
    """The library as bytecode, without docstrings, asserts and columns: with it the snapshot is 1 MB smaller.

    Only the snapshot is made with it: the page has the sources, and tracebacks show their lines.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with zipfile.ZipFile(BytesIO(library)) as archive:
            archive.extractall(folder)
        options = ["-q", "-b", "-o", "2", "--invalidation-mode", "unchecked-hash", "-s", name, "-p", IN_PAGE]
        # A process of its own, since columns are left out by an option of Python, not of its compiler.
        command = [sys.executable, "-X", "no_debug_ranges", "-m", "compileall", *options, name]
        subprocess.run(command, check=True)
        paths = sorted(folder.rglob("*.pyc"))
        return packed((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of the files, in their order and with one date."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, body in files:
            entry = zipfile.ZipInfo(name, FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, body)
    return content.getvalue()
