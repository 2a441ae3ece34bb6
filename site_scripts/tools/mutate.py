"""`make mutate`: what may go wrong in the mathematics without a test that fails, for docs/contribute/mutation.md.

mutmut changes one thing at a time, a sign, a number, a name, and runs the tests that come by there. Its settings stand
in pyproject.toml.
"""

import datetime
import shutil
import subprocess
import sys
from dataclasses import dataclass

from site_scripts import CACHE, ROOT
from site_scripts.steps import BuildError, run, say

WORK = CACHE / "mutate"  # mutmut writes beside what it reads: it gets a copy
REPORT = ROOT / "docs" / "contribute" / "mutation.md"
BEGIN, END = "<!-- written by make mutate -->", "<!-- end of what make mutate wrote -->"
# The same random examples each time, so that a score does not hang on luck; and a failure need not be made small.
CONFTEST = """
from hypothesis import Phase, settings

settings.register_profile("mutate", deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
settings.load_profile("mutate")
"""
LEAST = 0.9  # of the mutants, to be killed
# mutmut's words for a change that a test noticed; a change that never comes to an end is noticed too.
KILLED = ("killed", "timeout")


@dataclass(frozen=True, order=True)
class Survivor:
    """A change that no test noticed: the function it was made in, and the line before and after it."""

    function: str
    before: str
    after: str

    def row(self, reason: str) -> str:
        """Its line of the table."""
        return f"| {' | '.join(cells_of(self))} | {reason} |"


def code(line: str) -> str:
    """A line of Python in a cell of a table."""
    return "`" + line.replace("|", r"\|") + "`"


def mutate() -> None:
    """Run mutmut on a copy and write what lives into the page. BuildError where too much does, or has no reason yet."""
    shutil.rmtree(WORK, ignore_errors=True)
    for folder in ("lesson_core", "tests/core"):
        shutil.copytree(ROOT / folder, WORK / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", WORK)
    (WORK / "tests" / "conftest.py").write_text(CONFTEST)
    done = subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=WORK)
    if done.returncode != 0:
        raise BuildError(f"mutmut failed (exit code {done.returncode}).\nRemedy: see what it says above.")
    statuses = results(mutmut("results", "--all", "true"))
    living = [name for name, status in statuses.items() if status not in KILLED]
    survivors = sorted(survivor(name, mutmut("show", name)) for name in living)
    page = REPORT.read_text(encoding="utf-8")
    today = datetime.date.today()
    REPORT.write_text(with_survivors(page, survivors, len(statuses), today), encoding="utf-8")
    say(f"written to {REPORT.relative_to(ROOT)}")
    check(len(statuses), survivors, reasons(page))


def mutmut(*arguments: str) -> str:
    """What mutmut prints of the run that was made last."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return run(command, cwd=WORK, step=f"mutmut {arguments[0]}", remedy="see what it says above.")


def results(printed: str) -> dict[str, str]:
    """The status of each mutant, by its name."""
    return dict(line.strip().rsplit(": ", 1) for line in printed.splitlines() if ": " in line)


def survivor(name: str, difference: str) -> Survivor:
    """The mutant of that name (`lesson_core.network.x_dot__mutmut_1`), from its difference to the original."""
    module, function = name.removeprefix("lesson_core.").rsplit(".", 1)
    function = function.partition("__mutmut_")[0].removeprefix("x").removeprefix("_").strip("ǁ").replace("ǁ", ".")
    lines = difference.splitlines()
    before = " ".join(line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---"))
    after = " ".join(line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++"))
    return Survivor(f"{module}.{function}", before, after)


def reasons(page: str) -> dict[tuple[str, ...], str]:
    """The reasons written by hand: cells of a row but the last -> the last."""
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return {tuple(cells[:3]): cells[3].strip() for cells in rows if len(cells) == 4}


def with_survivors(page: str, survivors: list[Survivor], count: int, today: datetime.date) -> str:
    """The page with score and list between its two marks; a reason stays with its row."""
    known = reasons(page)
    killed = count - len(survivors)
    score = f"Run on {today.isoformat()}: {killed} of {count} mutants killed, {killed / count:.1%}."
    head = ["| function | line | mutant | why it may live |", "|---|---|---|---|"]
    rows = [one.row(known.get(cells_of(one), "")) for one in survivors]
    before, _, rest = page.partition(BEGIN)
    return "\n".join([f"{before}{BEGIN}", "", score, "", *head, *rows, "", END + rest.partition(END)[2]])


def cells_of(one: Survivor) -> tuple[str, ...]:
    """The cells of its row but the last: by these its reason is found."""
    return code(one.function), code(one.before), code(one.after)


def check(count: int, survivors: list[Survivor], known: dict[tuple[str, ...], str]) -> None:
    """BuildError unless enough mutants are killed and every other has its reason."""
    if count - len(survivors) < LEAST * count:
        raise BuildError(
            f"only {count - len(survivors)} of {count} mutants are killed; at least {LEAST:.0%} shall be.\n"
            f"Remedy: write tests in tests/core/ that fail for those in {REPORT.relative_to(ROOT)}."
        )
    if unexplained := [one for one in survivors if not known.get(cells_of(one))]:
        raise BuildError(
            f"{len(unexplained)} mutants live and nobody has said why.\nRemedy: write a test that kills them, or give "
            f"the reason in the last column of {REPORT.relative_to(ROOT)}."
        )
