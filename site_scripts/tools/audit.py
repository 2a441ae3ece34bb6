"""`make audit`: the advisories for what the lock files name, asked of PyPI and npm; and that each entry has a hash.

Both need their registry's own service, which a mirror seldom has: where one does not answer, that is said.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from site_scripts import BROWSER, ROOT
from site_scripts.frontend import NODE, NPM, node_environment
from site_scripts.steps import BuildError, say

from .commands import run_pytest

# Run in an environment of its own by uv, so that its thirty packages are not everybody's.
PIP_AUDIT = "pip-audit@2.10.0"
LOCKS = [ROOT / "requirements" / f"{name}.txt" for name in ("build", "test")]

type Answer = tuple[int, list[str]] | None


def audit() -> None:
    """Tell what is known. Raises BuildError when a package has an advisory, or an entry no hash."""
    run_pytest("--quiet", "tests/tools/test_locks.py")
    asked: dict[str, Callable[[], Answer]] = {
        "Python packages (pip-audit)": ask_pypi,
        "npm packages (npm audit)": ask_npm,
    }
    found = []
    for what, ask in asked.items():
        answer = ask()
        if answer is None:
            say(f"{what}: not asked, the registry of this network knows no advisories. Try again from another network.")
            continue
        count, advisories = answer
        found += advisories
        say(f"{what}: {count} asked for, {len(advisories)} with an advisory")
    if found:
        raise BuildError("audit found:\n" + "\n".join(found) + "\nRemedy: make lock UPGRADE=1, then make test.")


def ask_pypi() -> Answer:
    """How many packages of the locks PyPI knows of, and those with an advisory."""
    locks = [argument for path in LOCKS for argument in ("-r", path)]
    options = ["--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json"]
    return read_pip_audit(output_of([sys.executable, "-m", "uv", "tool", "run", PIP_AUDIT, *options, *locks]))


def read_pip_audit(text: str) -> Answer:
    """From pip-audit's JSON; None where it could ask for nothing."""
    listed = parsed(text).get("dependencies", [])
    known = [each for each in listed if "vulns" in each]
    advisories = [f"{each['name']} {each['version']}: {vuln['id']}" for each in known for vuln in each["vulns"]]
    return (len(known), advisories) if known else None


def ask_npm() -> Answer:
    """How many packages of package-lock.json npm knows of, and those with an advisory."""
    return read_npm_audit(output_of([NODE, NPM, "audit", "--json"]))


def read_npm_audit(text: str) -> Answer:
    """From npm's JSON; None where it could not ask."""
    answer = parsed(text)
    if "vulnerabilities" not in answer:
        return None
    advisories = [f"{name}: {each['severity']}" for name, each in answer["vulnerabilities"].items()]
    return answer["metadata"]["dependencies"]["total"], advisories


def output_of(command: list[str | Path]) -> str:
    """What a program prints, whether it is content or not: both say by their exit code what they found."""
    done = subprocess.run(command, cwd=BROWSER, env=node_environment(), capture_output=True, text=True, check=False)
    return done.stdout


def parsed(text: str) -> dict[str, Any]:
    """JSON that a program printed; nothing where it printed something else."""
    try:
        return dict(json.loads(text))
    except ValueError:
        return {}
