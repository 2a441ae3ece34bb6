"""licences.txt names everybody whose work is shipped, and who brings more in is told."""

import json
import re
from pathlib import Path

import pytest

from site_scripts import BROWSER
from site_scripts.publish import licences
from site_scripts.steps import BuildError

PACKAGE = json.loads((BROWSER / "package.json").read_text(encoding="utf-8"))


@pytest.fixture
def made_up(write, tmp_path: Path) -> Path:
    """A site with the theme's script and one npm package."""
    write("assets/generated/packages.json", '["uplot"]')
    theme = Path(licences.find_spec("material").origin).parent / "templates/assets/javascripts"
    write(f"assets/javascripts/{next(theme.glob('bundle.*.min.js')).name}")
    return tmp_path


def test_the_site_names_every_npm_package_that_is_not_a_tool(site):
    """Asked of package.json, not of the bundler."""
    text = (site / licences.LICENCES).read_text(encoding="utf-8")
    shipped = PACKAGE["dependencies"].items() - {("esbuild", PACKAGE["dependencies"]["esbuild"])}
    assert [name for name, version in shipped if f"\n{name} {version}: " not in text] == []


def test_the_site_names_whom_the_notes_in_its_scripts_name(site):
    """A bundler leaves what begins with `/*!`: "/*!\n * escape-html\n", "lunr.Builder", "clipboard.js v2.0.11"."""
    text = (site / licences.LICENCES).read_text(encoding="utf-8")
    scripts = [path.read_text(encoding="utf-8") for path in site.glob("assets/javascripts/**/*.js")]
    noted = {name for script in scripts for name in re.findall(r"/\*!\s+\*\s+([\w-]+)", script)}
    assert noted
    assert [name for name in noted if not re.search(rf"^{name}\b.*: ", text, re.MULTILINE)] == []


def test_the_site_names_every_wheel_and_has_the_text_of_each(site):
    text = (site / licences.LICENCES).read_text(encoding="utf-8")
    (wheel,) = (path.name.split("-") for path in site.rglob("*.whl"))
    assert f"\n{wheel[0]} {wheel[1]}: " in text
    assert "NumPy Developers" in text


def test_each_part_comes_with_a_text(made_up):
    licences.write_licences(made_up)
    _, *parts = (made_up / licences.LICENCES).read_text(encoding="utf-8").split("=" * 80)
    assert len(parts) > 15
    assert [part for part in parts if len(part) < 300] == []


def test_a_package_without_a_known_text_stops_the_build_and_says_where_it_belongs(made_up, write):
    sources = ["../node_modules/rxjs/a.js", "../node_modules/@new/one/b.js"]
    write("assets/javascripts/bundle.min.js.map", json.dumps({"sources": sources}))
    with pytest.raises(BuildError, match=r"(?s)@new/one is shipped.*licence-texts/@new/one\.txt"):
        licences.write_licences(made_up)


def test_the_foot_of_every_page_leads_there(site):
    pages = list(site.rglob("*.html"))
    assert [path for path in pages if 'licences.txt">' not in path.read_text(encoding="utf-8")] == []
