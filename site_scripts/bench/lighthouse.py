"""Lighthouse on the built lesson, as on a phone: its score, and how long the page is deaf to a tap."""

import json
import os
import shutil
import statistics
from pathlib import Path

from site_scripts import CACHE, SITE
from site_scripts.frontend import NODE, NPM, node_environment
from site_scripts.serve.static import serve_folder
from site_scripts.steps import run, say
from site_scripts.tools import browsers

from .figures import Figure

HERE = Path(__file__).parent
LESSON = "lessons/backpropagation.html"
RUNS = 5
FLAGS = f"--chrome-flags=--headless=new {' '.join(browsers.ARGUMENTS)}"


def installed() -> Path:
    """Lighthouse's program, exactly as package-lock.json says; the benchmark alone needs it."""
    folder = CACHE / "lighthouse"
    folder.mkdir(parents=True, exist_ok=True)
    for path in HERE.glob("package*.json"):
        shutil.copy(path, folder)
    run(
        [NODE, NPM, "ci", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"],
        cwd=folder,
        env=node_environment(),
        step="Lighthouse (npm ci)",
        remedy="check the network.",
    )
    return folder / "node_modules" / "lighthouse" / "cli" / "index.js"


def one_run(program: Path, address: str) -> dict[str, float]:
    """What a reader with a middling phone would see."""
    report = CACHE / "lighthouse" / "report.json"
    run(
        [NODE, program, address, "--only-categories=performance", "--output=json", f"--output-path={report}", FLAGS],
        env=os.environ | {"CHROME_PATH": str(browsers.ensure())},
        step="Lighthouse",
        remedy="run it again when the machine is quiet.",
    )
    found = json.loads(report.read_text(encoding="utf-8"))
    audits = found["audits"]
    return {
        "score": found["categories"]["performance"]["score"],
        "blocking": audits["total-blocking-time"]["numericValue"],
        "shift": audits["cumulative-layout-shift"]["numericValue"],
    }


def measure_lighthouse() -> list[Figure]:
    """Every figure of Lighthouse, each the median of its runs."""
    program = installed()
    rows = []
    with serve_folder(SITE) as address:
        for turn in range(RUNS):
            say(f"Lighthouse, run {turn + 1} of {RUNS} ...")
            rows.append(one_run(program, f"{address}{LESSON}"))
    middle = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    return [
        Figure("Lighthouse, mobile: performance", middle["score"], "", "at least 0.97"),
        Figure("Lighthouse, mobile: blocking time", middle["blocking"], "ms", "at most 150 ms"),
        Figure("Lighthouse, mobile: layout shift", middle["shift"], "", "none (0)"),
    ]
