"""Lock files: everything pinned by hash, and no address of anybody's package registry."""

import json
import re

from site_scripts import BROWSER, ROOT

REQUIREMENTS = (ROOT / "requirements.txt").read_text()
PACKAGES = json.loads((BROWSER / "package-lock.json").read_text())["packages"]


def wanted() -> list[str]:
    lines = (ROOT / "requirements.in").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def pinned() -> dict[str, str]:
    return {name.lower(): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", REQUIREMENTS, re.MULTILINE)}


def test_every_wanted_package_is_pinned():
    names = [re.match(r"[\w.-]+", line)[0].lower() for line in wanted()]
    assert [name for name in names if name not in pinned()] == [], "Remedy: make lock"


def test_exact_wishes_are_kept():
    exact = [line.split("==") for line in wanted() if "==" in line and "*" not in line]
    assert [name for name, version in exact if pinned()[name.lower()] != version] == []


def test_every_python_package_has_a_hash():
    entries = re.split(r"^(?=[\w.-]+==)", REQUIREMENTS, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_no_registry_is_named():
    for text in (REQUIREMENTS, (BROWSER / "package-lock.json").read_text()):
        assert not re.search(r"index-url|find-links|\"resolved\"", text)


def test_the_npm_lock_fits_package_json():
    package = json.loads((BROWSER / "package.json").read_text())
    for kind in ("dependencies", "devDependencies"):
        assert PACKAGES[""].get(kind, {}) == package.get(kind, {}), "Remedy: make lock"


def test_every_npm_package_has_a_hash():
    assert [name for name, entry in PACKAGES.items() if name and "integrity" not in entry] == []
