"""What may import what in the browser (docs/contribute/architecture.md), read from the sources without a browser."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

from site_scripts import BROWSER, ROOT

TABLE = ROOT / "docs" / "contribute" / "architecture.md"
TYPES = {"types.js", "page.js"}  # declarations, no modules
IMPORT = re.compile(r"""(?:\bfrom\s+|\bimport\s+|\bimport\()["'](\.[^"']+)["']""")


def modules() -> dict[str, set[str]]:
    """Each module's path below site_scripts/browser -> those of the modules it imports, for their types included."""
    found = {}
    for path in sorted(BROWSER.rglob("*.js")):
        if "node_modules" not in path.parts:
            named = [(path.parent / name).resolve() for name in IMPORT.findall(path.read_text())]
            found[path.relative_to(BROWSER).as_posix()] = {one.relative_to(BROWSER).as_posix() for one in named} - TYPES
    return found


def room(module: str) -> str:
    return Path(module).parent.as_posix() if "/" in module else module


def table() -> dict[str, set[str]]:
    section = TABLE.read_text().partition("## What may import what in the browser\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {re.findall("`(.+?)`", name)[0]: set(re.findall("`(.+?)`", rooms)) for name, rooms in rows}


def test_every_room_stands_in_the_table_and_no_other():
    assert {room(module) for module in modules()} == set(table())


def test_a_module_imports_only_what_its_room_may():
    allowed = table()
    wrong = [
        f"{module} imports {imported}"
        for module, imports in modules().items()
        for imported in imports
        if room(imported) not in allowed[room(module)] | {room(module)}
    ]
    assert wrong == [], f"move what is shared, or change the table in {TABLE.relative_to(ROOT)}"


def test_every_imported_module_is_there():
    known = modules()
    assert {imported for imports in known.values() for imported in imports} <= set(known)


def test_no_circle_of_modules_or_rooms():
    TopologicalSorter(modules()).prepare()
    TopologicalSorter(table()).prepare()
