"""What may import what in lesson_core (docs/contribute/how-it-works.md)."""

import ast
from pathlib import Path

import lesson_core

ROOT = Path(lesson_core.__file__).parent
FORBIDDEN = {"js", "pyodide", "mkdocs", "os", "pathlib", "time", "site_scripts", "subprocess", "socket"}


def imports(path: Path) -> set[str]:
    """Modules a file imports, anywhere in it; those of lesson_core as dotted names under it."""
    package = ("lesson_core", *path.relative_to(ROOT).parts[:-1])
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            found |= {module} if node.module else {f"{module}.{alias.name}" for alias in node.names}
    return found


FILES = {path.relative_to(ROOT).with_suffix("").as_posix(): imports(path) for path in ROOT.rglob("*.py")}


def of_ours(name: str) -> set[str]:
    return {module.removeprefix("lesson_core.") for module in FILES[name] if module.startswith("lesson_core.")}


def test_the_maths_never_meets_the_world():
    for name, modules in FILES.items():
        assert not {module.split(".")[0] for module in modules} & FORBIDDEN, name
        assert "random" not in modules, name


def test_only_the_deep_modules_import_numpy():
    assert all("numpy" not in modules or name.startswith("deep/") for name, modules in FILES.items())


def test_the_core_is_built_in_layers():
    allowed = {
        "checks": set(),
        "network": set(),
        "backprop": {"network"},
        "training": {"network", "backprop"},
        "naming": {"network"},
        "checking": {"network", "backprop", "naming", "training"},
        "chain": {"network", "backprop", "naming"},
        "problem": {"network", "backprop", "training"},
        "presets": {"network", "problem"},
    }
    for name, modules in allowed.items():
        assert of_ours(name) <= modules | {"checks"} - {name}, name


def test_markup_takes_values_and_computes_none():
    for name in FILES:
        if name.startswith("markup/"):
            assert not {
                m for m in of_ours(name) if m.split(".")[0] in ("deep", "training", "checking", "widgets", "api")
            }, name


def test_nothing_imports_the_entrance():
    assert all("lesson_core.api" not in modules for modules in FILES.values())
