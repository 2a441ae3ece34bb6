"""What may import what: the tables of docs/contribute/architecture.md, held by every module of ours.

Read from the sources: imports inside functions, and those for types alone, count too.
"""

import ast
import re
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from site_scripts import BROWSER, ROOT
from site_scripts.tools.drawing import DRAWING, drawing
from site_scripts.tools.map import MAP, ROOMS, code_map, first_sentence, modules

PAGE = ROOT / "docs" / "contribute" / "architecture.md"
UNWORLDLY = {"js", "pyodide", "mkdocs", "os", "pathlib", "time", "random", "subprocess", "socket", "site_scripts"}
JS_IMPORT = re.compile(r"""(?:\bfrom\s+|\bimport\s+|\bimport\()["'](\.[^"']+)["']""")
JS_TYPES = {"types.js", "page.js"}  # declarations, no modules

type Imports = dict[str, set[str]]  # a module's path below its package -> those of the modules it imports


def python_imports(package: str) -> Imports:
    """Of each module of the package; another package's modules by that package's name alone."""
    paths = {path.relative_to(ROOT).with_suffix(""): path for path in (ROOT / package).rglob("*.py")}
    known = {".".join(path.parts).removesuffix(".__init__"): path for path in paths if "node_modules" not in path.parts}
    found = {}
    for name, path in known.items():
        # Whoever imports a module runs the package above it too, which is no choice of theirs.
        above = {name.rsplit(".", n)[0] for n in range(1, name.count(".") + 1)}
        seen = {one for one in names_in(paths[path], path.parent) if one not in above and one != name}
        ours = {known[one].relative_to(package).as_posix() for one in seen if one in known}
        others = {one.split(".")[0] for one in seen} & {"lesson_core", "site_scripts"} - {package}
        found[path.relative_to(package).as_posix()] = ours | others
    return found


def names_in(file: Path, folder: Path) -> set[str]:
    """The modules that a file imports, and what it takes out of them, which may be modules too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(folder.parts[: len(folder.parts) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


def browser_imports() -> Imports:
    found = {}
    for path in sorted(BROWSER.rglob("*.js")):
        if "node_modules" not in path.parts:
            named = [(path.parent / name).resolve() for name in JS_IMPORT.findall(path.read_text(encoding="utf-8"))]
            found[path.relative_to(BROWSER).as_posix()] = {
                one.relative_to(BROWSER).as_posix() for one in named
            } - JS_TYPES
    return found


def table(heading: str) -> Imports:
    section = PAGE.read_text(encoding="utf-8").partition(f"### {heading}\n")[2].partition("\n#")[0]
    rows = [line.strip("| ").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {re.findall("`(.+?)`", name)[0]: set(re.findall("`(.+?)`", rooms)) for name, rooms in rows}


def matches(module: str, room: str) -> bool:
    """Whether the module is the room, or stands in it. `*` is any one folder."""
    parts, wanted = module.split("/"), room.split("/")
    return len(parts) >= len(wanted) and all(want in ("*", part) for part, want in zip(parts, wanted, strict=False))


def room_of(module: str, rooms: Imports) -> str:
    """The room in which the module stands: the one that says most."""
    found = [room for room in rooms if matches(module, room)]
    assert found, f"{module} stands in no room of {PAGE.relative_to(ROOT)}: add a row"
    return max(found, key=lambda room: (room.count("/"), "*" not in room))


PARTS: dict[str, Callable[[], Imports]] = {
    "lesson_core": lambda: python_imports("lesson_core"),
    "site_scripts": lambda: python_imports("site_scripts"),
    "The browser": browser_imports,
}


@pytest.fixture(params=PARTS)
def part(request) -> tuple[Imports, Imports]:
    """The imports of one part of the code, and its table."""
    return PARTS[request.param](), table(request.param)


def own_folder(module: str, room: str) -> str:
    """The folder in which a module may import everything: for `widgets/*`, its own widget's."""
    return "/".join(module.split("/")[: room.count("/") + 1])


def test_a_module_imports_only_what_its_room_may(part):
    imports, rooms = part
    wrong = []
    for module, imported in imports.items():
        room = room_of(module, rooms)
        for one in imported:
            inside = matches(one, own_folder(module, room)) and room_of(one, rooms) == room
            if not inside and not any(matches(one, allowed) for allowed in rooms[room]):
                wrong.append(f"{module} imports {one}, which {room} may not")
    assert wrong == [], f"move what is shared, or change the table in {PAGE.relative_to(ROOT)}"


def test_every_room_of_a_table_is_there(part):
    imports, rooms = part
    assert [room for room in rooms if not any(matches(module, room) for module in imports)] == []


def test_every_imported_module_is_there(part):
    imports, _ = part
    known = {*imports, "lesson_core"}
    assert {one for imported in imports.values() for one in imported} <= known


def test_no_module_imports_itself_by_a_detour(part):
    imports, _ = part
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' -> '.join(error.args[1])}")


def test_no_arrow_of_a_table_leads_back(part):
    _, rooms = part
    plain = {room: {one for one in allowed if one in rooms and one != room} for room, allowed in rooms.items()}
    TopologicalSorter(plain).prepare()


def outside(package: str) -> dict[str, set[str]]:
    """The top names of all that the files of a package import."""
    return {
        path.relative_to(ROOT).as_posix(): {
            name.split(".")[0] for name in names_in(path, path.parent.relative_to(ROOT))
        }
        for path in (ROOT / package).rglob("*.py")
    }


def test_the_core_never_meets_the_world():
    assert {file: names & UNWORLDLY for file, names in outside("lesson_core").items() if names & UNWORLDLY} == {}


def test_only_deep_stacks_import_numpy():
    users = [file for file, names in outside("lesson_core").items() if "numpy" in names]
    assert users
    assert [file for file in users if not file.startswith("lesson_core/deep/")] == []


def test_every_module_says_first_what_it_is_for():
    assert [str(path) for path in modules() if not first_sentence(path)] == []


def test_the_map_lists_every_module_as_it_is_now():
    assert MAP.read_text(encoding="utf-8") == code_map(), f"{MAP.relative_to(ROOT)} is old. Remedy: make fix"


def test_every_room_of_the_map_is_there():
    assert [room for room in ROOMS if not (ROOT / room).is_dir()] == []


def test_the_map_can_be_reached():
    assert "](map.md)" in PAGE.read_text(encoding="utf-8")
    assert "](docs/contribute/architecture.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_drawing_is_as_it_would_be_drawn_now():
    assert DRAWING.read_text(encoding="utf-8") == drawing(), f"{DRAWING.relative_to(ROOT)} is old. Remedy: make fix"


def test_the_files_that_the_drawing_names_are_there():
    named = re.findall(r'class="where"[^>]*>([^<]+)<', drawing())
    places = [one.strip() for text in named for one in text.split(",")]
    bases = (ROOT, ROOT / "site_scripts")
    assert [place for place in places if not any((base / place).exists() for base in bases)] == []


OURS = [path for name in ("lesson_core", "site_scripts", "tests") for path in sorted((ROOT / name).rglob("*.py"))]


def test_no_module_of_python_has_more_than_300_lines():
    sizes = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").count("\n") for path in OURS}
    assert {name: lines for name, lines in sizes.items() if lines > 300 and "node_modules" not in name} == {}


def test_every_function_of_python_fits_a_screen_of_60_lines():
    """Scripts and styles are held to both by Biome (biome.jsonc)."""
    long = []
    for path in OURS:
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60:
                long.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert long == []
