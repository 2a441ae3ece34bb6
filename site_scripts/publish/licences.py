"""licences.txt: whose work the site ships, under which licence, with its text.

What is shipped is asked of who puts it in: the bundler for npm packages, the maps of the theme's scripts and styles for
what the theme has bundled, wheels for themselves. Name, version and text are those of the installed package; where a
package brings no text, it stands in licence-texts/, a file a name.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from importlib.metadata import Distribution
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from site_scripts import BROWSER, ROOT
from site_scripts.steps import BuildError

LICENCES = "licences.txt"
# Written by build.mjs: the npm packages that are in our bundles.
BUNDLED = "assets/generated/packages.json"
TEXTS = Path(__file__).parent / "licence-texts"
MODULES = BROWSER / "node_modules"
# What Pyodide has compiled into pyodide.asm.wasm, and the library beside it; it brings no list of its own.
IN_PYODIDE = ("python", "emscripten", "llvm", "musl", "hacl-star", "expat", "libmpdec", "libffi", "zlib", "bzip2")
# The module in which a theme lies, and its package.
THEMES = {"material": "mkdocs-material", "zensical": "zensical"}
IN_MAP = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
HEAD = """\
This site is made of the work of many. Below: each part, its version where it has one, its licence and that one's text.
"""


class Party(NamedTuple):
    """A third party's part: name, version ("" where its bundler did not say), licence, and the licence's text."""

    name: str
    version: str
    licence: str
    text: str


def write_licences(site: Path) -> None:
    """Put licences.txt at the root, and take away what the bundler left. Before the theme's maps are removed."""
    parties = [nudge(), *npm_parties(site), *pyodide(), *wheel_parties(site), *theme_parties(site)]
    (site / BUNDLED).unlink()
    contents = "\n".join(f"{party.name} {party.version}".strip() + f": {party.licence}" for party in parties)
    texts = (f"{'=' * 80}\n{party.name} {party.version}\n\n{party.text.strip()}\n" for party in parties)
    (site / LICENCES).write_text("\n".join((HEAD, contents + "\n", *texts)), encoding="utf-8")


def nudge() -> Party:
    """The project itself."""
    return Party("Nudge", "", "MIT", (ROOT / "LICENSE").read_text(encoding="utf-8"))


def npm_parties(site: Path) -> Iterator[Party]:
    """The packages in our own bundles."""
    for name in json.loads((site / BUNDLED).read_text(encoding="utf-8")):
        package = json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))
        texts = sorted(path for path in (MODULES / name).iterdir() if path.name.upper().startswith("LICEN"))
        if not texts:
            raise missing(name)
        yield Party(name, package["version"], package["license"], texts[0].read_text(encoding="utf-8"))


def pyodide() -> Iterator[Party]:
    """Python for the page, and what is compiled into it."""
    package = json.loads((MODULES / "pyodide" / "package.json").read_text(encoding="utf-8"))
    yield known("pyodide")._replace(version=package["version"])  # its npm package brings no text
    yield from (known(name) for name in IN_PYODIDE)


def wheel_parties(site: Path) -> Iterator[Party]:
    """Python packages for the page."""
    for path in sorted(site.glob("assets/generated/runtime/**/*.whl")):
        with zipfile.ZipFile(path) as wheel:
            (about,) = (name for name in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
            metadata = HeaderParser().parsestr(wheel.read(about).decode())
            folder = about.removesuffix("METADATA")
            names = [name for name in wheel.namelist() if re.match(rf"{re.escape(folder)}(licenses/)?LICEN", name)]
            if not names:
                raise missing(metadata["Name"])
            text = "\n".join(wheel.read(name).decode() for name in names)
        yield Party(metadata["Name"], metadata["Version"], "see its text", text)


def theme_parties(site: Path) -> Iterator[Party]:
    """The theme, its icons, and what its authors have bundled."""
    theme, folder = theme_of(site)
    yield Party(theme.name, theme.version, theme.metadata["License-Expression"], licence_texts(theme))
    # mkdocs.yml takes its icons from this set.
    icons = (folder / ".icons" / "material" / "LICENSE").read_text(encoding="utf-8")
    yield Party("Material Design Icons", "", "see its text", icons)
    # Zensical brings no maps; its script is made from the same sources.
    bundled = {
        name
        for path in (*site.glob("assets/javascripts/**/*.map"), *site.glob("assets/stylesheets/**/*.map"))
        for source in json.loads(path.read_text(encoding="utf-8"))["sources"]
        for name in IN_MAP.findall(source)
    }
    others = {path.stem for path in TEXTS.glob("*.txt")} - set(IN_PYODIDE)
    yield from (known(name) for name in sorted(bundled | others))


def theme_of(site: Path) -> tuple[Distribution, Path]:
    """The theme whose script the site has, and the folder of its templates."""
    (script,) = site.glob("assets/javascripts/bundle.*.min.js")
    for module, name in THEMES.items():
        found = find_spec(module)
        if found and found.origin:
            folder = Path(found.origin).parent / "templates"
            if (folder / "assets" / "javascripts" / script.name).exists():
                return Distribution.from_name(name), folder
    raise missing(f"the theme of {script.name}")


def licence_texts(package: Distribution) -> str:
    """Those beside a package's metadata."""
    names = package.metadata.get_all("License-File") or ()
    texts = [text for name in names if (text := package.read_text(f"licenses/{name}"))]
    if not texts:
        raise missing(package.name)
    return "\n".join(texts)


def known(name: str) -> Party:
    """From licence-texts/: the first line is "name, licence, address"."""
    path = TEXTS / f"{name}.txt"
    if not path.exists():
        raise missing(name)
    head, _, text = path.read_text(encoding="utf-8").partition("\n")
    _, licence, _ = head.split(", ")
    return Party(name, "", licence, text)


def missing(name: str) -> BuildError:
    """For who has brought a new package in."""
    return BuildError(
        f"publish (licences) failed: {name} is shipped, and the text of its licence is not known.\n"
        f"Remedy: put it into {(TEXTS / name).relative_to(ROOT)}.txt; its first line is: name, licence, address."
    )
