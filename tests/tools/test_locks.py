"""Lock files: everything pinned by hash, one version of each, and no address of anybody's package registry."""

import ast
import json
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from site_scripts import BROWSER, ROOT

LOCKS = ("build", "test")
TEXTS = {name: (ROOT / "requirements" / f"{name}.txt").read_text() for name in LOCKS}
PACKAGES = json.loads((BROWSER / "package-lock.json").read_text())["packages"]
# What the tests' lock brings: these modules are no part of building, serving or checking a lesson.
NOT_FOR_AUTHORS = ("site_scripts/bench", "site_scripts/tools/browsers.py")


def wanted(lock: str) -> list[str]:
    lines = (ROOT / "requirements" / f"{lock}.in").read_text().splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def pinned(lock: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", TEXTS[lock], re.MULTILINE)
    return {name.lower(): version for name, version in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_wanted_package_is_pinned(lock):
    names = [re.match(r"[\w.-]+", line)[0].lower() for line in wanted(lock)]
    assert [name for name in names if name not in pinned(lock)] == [], "Remedy: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_exact_wishes_are_kept(lock):
    exact = [line.split("==") for line in wanted(lock) if "==" in line and "*" not in line]
    assert [name for name, version in exact if pinned(lock)[name.lower()] != version] == []


def test_a_package_in_both_locks_has_one_version():
    build, test = pinned("build"), pinned("test")
    assert {name for name in build.keys() & test.keys() if build[name] != test[name]} == set(), "Remedy: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_python_package_has_a_hash(lock):
    entries = re.split(r"^(?=[\w.-]+==)", TEXTS[lock], flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_no_registry_is_named():
    for text in (*TEXTS.values(), (BROWSER / "package-lock.json").read_text()):
        assert not re.search(r"index-url|find-links|\"resolved\"", text)


def imported() -> set[str]:
    """The packages that the modules an author runs import."""
    names = set()
    for path in (path for room in ("lesson_core", "site_scripts") for path in (ROOT / room).rglob("*.py")):
        if "node_modules" in path.parts or path.relative_to(ROOT).as_posix().startswith(NOT_FOR_AUTHORS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"lesson_core", "site_scripts", "tests"}


def test_what_an_author_runs_imports_only_what_build_in_wishes_for():
    wishes = {re.match(r"[\w.-]+", line)[0].lower() for line in wanted("build")}
    distributions = packages_distributions()
    missing = [
        name
        for name in imported()
        if wishes.isdisjoint(each.lower().replace("_", "-") for each in distributions.get(name, ()))
    ]
    assert missing == [], "Remedy: name it in requirements/build.in, then make lock"


def test_the_npm_lock_fits_package_json():
    package = json.loads((BROWSER / "package.json").read_text())
    for kind in ("dependencies", "devDependencies"):
        assert PACKAGES[""].get(kind, {}) == package.get(kind, {}), "Remedy: make lock"


def test_every_npm_package_has_a_hash():
    assert [name for name, entry in PACKAGES.items() if name and "integrity" not in entry] == []
