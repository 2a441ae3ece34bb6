"""Build steps that are skipped when nothing they read has changed."""

import hashlib
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from site_scripts import CACHE, ROOT


class BuildError(Exception):
    """A step failed. Its text names the step and the remedy."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def files_below(*places: Path) -> list[Path]:
    """Every file at or below the places, in a fixed order, without caches and installed packages."""
    found: set[Path] = set()
    for place in places:
        found.update([place] if place.is_file() else (path for path in place.rglob("*") if path.is_file()))
    return sorted(path for path in found if not {"__pycache__", "node_modules"} & set(path.parts))


def digest(paths: Iterable[Path]) -> str:
    """One hash of the names and the contents of files; a file that an editor has just taken away has none."""
    total = hashlib.sha256()
    for path in paths:
        with suppress(FileNotFoundError):
            total.update(f"{path}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


@dataclass(frozen=True)
class Step:
    """One step of the build: the files it reads, the files it writes, and how it is done.

    The hashes of both are kept in a stamp; the step runs again when either differs: an input was edited, or an output
    was removed or damaged.
    """

    name: str
    reads: Callable[[], list[Path]]
    writes: Callable[[], list[Path]]
    run: Callable[[], None]

    @property
    def stamp(self) -> Path:
        return CACHE / "stamps" / self.name

    def is_done(self) -> bool:
        if not self.stamp.exists():
            return False
        read, _, wrote = self.stamp.read_bytes().partition(b"\n")
        return read == digest(self.reads()).encode() and wrote == digest(self.writes()).encode()

    def do(self) -> bool:
        """Run the step unless it is done; true when it ran."""
        if self.is_done():
            return False
        say(f"{self.name} ...")
        began = time.perf_counter()
        self.stamp.unlink(missing_ok=True)
        # Before the step reads them: what an author saves meanwhile is another content, to be built next time.
        read = digest(self.reads())
        self.run()
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(f"{read}\n{digest(self.writes())}")
        say(f"{self.name}: {time.perf_counter() - began:.1f} s")
        return True


def do_all(steps: Sequence[Step]) -> bool:
    """Every step in its turn, as far as it is not done; true when one ran."""
    ran = [step.do() for step in steps]
    return any(ran)


def run(command: Sequence[str | Path], *, step: str, remedy: str, cwd: Path = ROOT, **settings) -> str:
    """Run a program and give what it printed; shown only when it fails, in an error that names step and remedy."""
    try:
        done = subprocess.run(command, text=True, capture_output=True, cwd=cwd, check=False, **settings)
    except OSError as error:
        raise BuildError(f"{step} failed.\n{error}\nRemedy: {remedy}") from error
    if done.returncode != 0:
        raise BuildError(f"{step} failed.\n{(done.stdout + done.stderr).strip()}\nRemedy: {remedy}")
    return done.stdout


def replace_folder(new: Path, old: Path) -> None:
    """Put a finished folder in the place of another, so that no one meets it half written."""
    aside = old.with_name(old.name + ".old")
    shutil.rmtree(aside, ignore_errors=True)
    if old.exists():
        old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)
