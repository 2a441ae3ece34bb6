"""Build steps that are skipped when nothing they read has changed."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from site_scripts import CACHE, ROOT

NOT_OURS = {"__pycache__", "node_modules"}


class BuildError(Exception):
    """A step failed. Its text names the step and the remedy."""


# The disk is full, or may not be written: no defect of ours, and nothing a traceback would explain.
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
DISK_REMEDY = "free some disk space, or see that you may write there."
# How other programs say that it is full: the system's words, or the name that Node gives them.
DISK_IS_FULL = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT), "ENOSPC", "EDQUOT")


def disk_trouble(error: Exception) -> str | None:
    """What to tell of an error that the disk is to blame for; None of another."""
    if isinstance(error, OSError) and error.errno in DISK:
        return f"a file cannot be written: {error}\nRemedy: {DISK_REMEDY}"
    return None


def says_disk_is_full(output: str) -> bool:
    """Whether a program failed for want of space, by what it printed."""
    return any(words in output for words in DISK_IS_FULL)


def say(text: str) -> None:
    """One line to the terminal, at once."""
    print(text, file=sys.stderr, flush=True)


def files_below(*places: Path, leave_out: Path | None = None) -> list[Path]:
    """Every file at or below the places, in a fixed order, without caches, installed packages and one more folder."""
    found: set[Path] = set()
    for place in places:
        if place.is_file():
            found.add(place)
        for folder, folders, names in place.walk():
            # Not entered: node_modules holds ten times as many files as the sources.
            folders[:] = [name for name in folders if name not in NOT_OURS and folder / name != leave_out]
            found.update(path for path in map(folder.joinpath, names) if path.is_file())
    return sorted(found)


def digest(paths: Iterable[Path]) -> str:
    """One hash of the names and the contents of files; a file that an editor has just taken away has none.

    Names are those inside the clone: a clone that was moved is not built anew.
    """
    total = hashlib.sha256()
    for path in paths:
        with suppress(FileNotFoundError):
            name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
            total.update(
                f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode("utf-8", "surrogateescape")
            )
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
        """Where the hashes are kept."""
        return CACHE / "stamps" / self.name

    def is_done(self) -> bool:
        """Whether what the step reads and writes is what it was after the last run."""
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


def run(
    command: Sequence[str | Path],
    *,
    step: str,
    remedy: str,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
) -> str:
    """Run a program and give what it printed; shown only when it fails, in an error that names step and remedy."""
    try:
        done = subprocess.run(command, text=True, capture_output=True, cwd=cwd, env=env, check=False)
    except OSError as error:
        raise BuildError(f"{step} failed.\n{error}\nRemedy: {remedy}") from error
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip()
        raise BuildError(f"{step} failed.\n{said}\nRemedy: {DISK_REMEDY if says_disk_is_full(said) else remedy}")
    return done.stdout


def replace_folder(new: Path, old: Path) -> None:
    """Put a finished folder in the place of another, so that no one meets it half written."""
    aside = old.with_name(old.name + ".old")
    shutil.rmtree(aside, ignore_errors=True)
    if old.exists():
        old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)
