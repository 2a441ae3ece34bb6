"""From the browser's sources to bundles."""

import json
import shutil

import pytest

from site_scripts import BROWSER, frontend
from site_scripts.steps import BuildError


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A copy of the browser's sources, with folders of its own for what is made of them."""
    copy = tmp_path / "browser"
    shutil.copytree(BROWSER, copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to(BROWSER / "node_modules")
    monkeypatch.setattr(frontend, "BROWSER", copy)
    monkeypatch.setattr(frontend, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(frontend, "GENERATED", tmp_path / "generated")
    return copy


def made() -> set[str]:
    return {path.name for path in frontend.GENERATED.iterdir()}


def test_classic_scripts_and_styles_with_their_fonts_are_made(sources):
    frontend.bundle()
    assert {"nudge.js", "worker.js", "service-worker.js", "nudge.css", "fonts"} <= made()
    assert not (frontend.GENERATED / "nudge.js").read_text().startswith("import")
    assert {path.suffix for path in (frontend.GENERATED / "fonts").iterdir()} == {".woff2"}


def test_what_an_earlier_bundle_left_is_removed_and_the_runtime_is_not(sources):
    (frontend.GENERATED / "runtime").mkdir(parents=True)
    (frontend.GENERATED / "runtime" / "pyodide.js").touch()
    (frontend.GENERATED / "old.js").touch()
    frontend.bundle()
    assert "old.js" not in made()
    assert (frontend.GENERATED / "runtime" / "pyodide.js").exists()


def test_a_mistake_is_named_by_file_and_line_and_the_old_bundle_stays(sources):
    frontend.bundle()
    before = (frontend.GENERATED / "nudge.js").read_bytes()
    (sources / "main.js").write_text("let a = 1;\nlet a = ;\n")
    with pytest.raises(BuildError, match=r"browser bundle \(esbuild\) failed.[^$]*main.js:2") as told:
        frontend.bundle()
    assert "Remedy: mend the file and line" in str(told.value)
    assert (frontend.GENERATED / "nudge.js").read_bytes() == before


def test_packages_that_cannot_be_had_are_told_with_a_remedy_and_the_old_ones_stay(sources):
    (sources / "package-lock.json").unlink()
    with pytest.raises(BuildError, match=r"npm packages \(npm ci\) failed") as told:
        frontend.install()
    assert "Remedy: check the network" in str(told.value)
    assert (sources / "node_modules" / "esbuild").exists()


def test_a_widgets_own_style_stands_behind_the_shared_ones_in_the_order_of_names(sources, tmp_path, monkeypatch):
    monkeypatch.setattr(frontend, "WIDGETS", tmp_path / "widgets")
    for name in ("second", "first"):
        (tmp_path / "widgets" / name).mkdir(parents=True)
        (tmp_path / "widgets" / name / "style.css").write_text(f".{name} {{ color: red }}")
    frontend.bundle()
    assert (frontend.GENERATED / "nudge.css").read_text().strip().endswith(".first{color:red}.second{color:red}")


def test_a_type_that_does_not_fit_is_told_with_file_and_line(tmp_path, monkeypatch):
    settings = {"extends": str(BROWSER / "tsconfig.base.json"), "files": ["wrong.js"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings))
    (tmp_path / "wrong.js").write_text('/** @type {number} */\nexport const wrong = "text";\n')
    monkeypatch.setattr(frontend, "BROWSER", tmp_path)
    with pytest.raises(BuildError, match=r"types of the scripts \(tsc\) failed[^$]*wrong\.js\(2,14\)"):
        frontend.check_types()
