"""`make check` and `make fix`: every tool that judges the sources without a browser or a build, quick ones first."""

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from site_scripts import frontend
from site_scripts.steps import BuildError, run, say

from .drawing import write_drawing
from .map import write_map
from .picture import write_picture

# Tests of what stands in the files alone: imports, locks, links, and that commands and hooks call what exists.
FILE_TESTS = (
    "tests/test_architecture.py",
    "tests/tools/test_locks.py",
    "tests/tools/test_commands.py",
    "tests/tools/test_community.py",
    "tests/tools/test_links.py",
)

RUFF = [sys.executable, "-m", "ruff"]
TYPOS = [Path(sys.executable).parent / "typos"]

CHECKS: dict[str, Callable[[], object]] = {
    "style": partial(
        run,
        [*RUFF, "check"],
        step="style (ruff check)",
        remedy="`make fix`, then mend by hand what is left.",
    ),
    "format": partial(run, [*RUFF, "format", "--check"], step="format (ruff format)", remedy="`make fix`."),
    "spelling": partial(
        run,
        [*TYPOS],
        step="spelling (typos)",
        remedy="mend the words above; one that is right goes into the list [tool.typos] of pyproject.toml.",
    ),
    "scripts": frontend.check_scripts,
    "types": partial(
        run,
        [sys.executable, "-m", "mypy"],
        step="types (mypy)",
        remedy="mend the lines above: each names what it expected.",
    ),
    "files": partial(
        run,
        [sys.executable, "-m", "pytest", "--quiet", "--no-header", "--tb=short", *FILE_TESTS],
        step="imports, lock files, links, commands (pytest)",
        remedy="each failure above says what is wrong, and with which file.",
    ),
}


def check(names: Sequence[str] = ()) -> None:
    """Run the named checks, or all. Raises one BuildError that tells of every failure, each with its remedy."""
    failures = []
    for name in names or CHECKS:
        began = time.perf_counter()
        try:
            CHECKS[name]()
        except BuildError as error:
            failures.append(str(error))
        say(f"{name}: {time.perf_counter() - began:.1f} s")
    if failures:
        raise BuildError("\n\nERROR: ".join(failures))


def fix() -> None:
    """Mend what the tools can mend by themselves, and draw the README's picture anew; what is left, `check` tells."""
    run([*RUFF, "check", "--fix", "--exit-zero"], step="style (ruff check --fix)", remedy="mend the file named above.")
    run([*RUFF, "format"], step="format (ruff format)", remedy="mend the file that cannot be parsed.")
    frontend.fix_scripts()
    write_picture()
    write_drawing()
    write_map()
