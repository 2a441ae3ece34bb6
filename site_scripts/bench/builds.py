"""How long the build takes: cold, with nothing changed, after an edit, and with 100 copies of the lesson."""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from site_scripts import CACHE, ROOT
from site_scripts.steps import run, say

from .figures import RUNS, Figure

COPIES = 100


def sources() -> list[str]:
    """Every file that git knows, as far as it is there."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.splitlines() if (ROOT / name).is_file()]


def copy_sources(target: Path) -> None:
    """A clone without what was built; downloads are kept, since a network's speed is not ours to measure."""
    for name in sources():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name)
    shutil.copytree(CACHE / "wheels", target / CACHE.name / "wheels")


def timed_build(folder: Path) -> float:
    """Seconds that a build takes."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "site_scripts", "build"]
    run(command, cwd=folder, step="a build of the benchmark", remedy="`make build` tells more.")
    return time.perf_counter() - began


def edited_build(folder: Path, turn: int) -> float:
    """Seconds that a build takes after an edit of the lesson."""
    with (folder / "docs" / "lessons" / "backpropagation.md").open("a") as lesson:
        lesson.write(f"\nEdit {turn}.\n")
    return timed_build(folder)


def copy_lessons(folder: Path) -> None:
    """Many more lessons."""
    lesson = folder / "docs" / "lessons" / "backpropagation.md"
    for number in range(COPIES):
        shutil.copy(lesson, lesson.with_name(f"copy-{number}.md"))


def measure_builds() -> list[Figure]:
    """Every figure about builds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_sources(folder)
        say("a cold build ...")
        cold = timed_build(folder)
        say("unchanged and edited builds ...")
        same = statistics.median(timed_build(folder) for _ in range(RUNS))
        edited = statistics.median(edited_build(folder, turn) for turn in range(RUNS))
        say(f"a build with {COPIES} copies of the lesson ...")
        copy_lessons(folder)
        many = timed_build(folder)
    return [
        Figure("build, cold (one run; downloads kept)", cold, "s"),
        Figure("build, nothing changed", same, "s", "at most 15 s"),
        Figure("build, one lesson edited", edited, "s"),
        Figure(f"build with {COPIES} more copies of the lesson (one run)", many, "s"),
        Figure("the same, for each copy", (many - edited) / COPIES, "s", "in proportion"),
    ]
