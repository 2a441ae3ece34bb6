"""The whole build: npm packages, browser bundle, runtime, MkDocs, publish. Each step only when its inputs changed."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_scripts import BROWSER, CACHE, GENERATED, ROOT, SITE, frontend
from site_scripts.kept import write_aside
from site_scripts.publish import site as publish
from site_scripts.steps import Step, do_all, files_below, replace_folder

RUNTIME = GENERATED / "runtime"


def build_runtime() -> None:
    """Outside docs/ until it is whole: MkDocs copies everything that it finds there."""
    from site_scripts.runtime import folder as runtime

    runtime.build_runtime(CACHE / "runtime")
    replace_folder(CACHE / "runtime", RUNTIME)


def build_pages() -> None:
    """Markdown -> pages/ of the cache, finished aside."""
    from . import pages  # the lesson syntax takes 0.3 s to import, and most builds have nothing to do

    aside = CACHE / "pages-new"
    shutil.rmtree(aside, ignore_errors=True)
    pages.build_pages(aside)
    replace_folder(aside, CACHE / "pages")


def publish_pages() -> None:
    """From pages/ of the cache to site/, finished aside and put in place at once."""
    aside = CACHE / "site-new"
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(CACHE / "pages", aside)
    publish.publish(aside, compress=bool(os.environ.get("COMPRESS")), site_url=os.environ.get("SITE_URL", ""))
    replace_folder(aside, SITE)


def settings_file() -> Path:
    """SITE_URL and COMPRESS of the environment as a file that steps read: another value is an edit like any other."""
    text = json.dumps({name: os.environ.get(name, "") for name in ("SITE_URL", "COMPRESS")})
    path = CACHE / "settings.json"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_aside(path, text.encode())
    return path


def python_files(*places: Path) -> list[Path]:
    """Every program at or below the places."""
    return [path for path in files_below(*places) if path.suffix == ".py"]


RUNTIME_STEP = Step(
    "runtime",
    reads=lambda: [
        *python_files(ROOT / "lesson_core"),
        *files_below(ROOT / "site_scripts" / "runtime"),
        BROWSER / "python" / "environment.js",
        BROWSER / "python" / "difference.js",
        BROWSER / "package-lock.json",
    ],
    writes=lambda: files_below(RUNTIME),
    run=build_runtime,
)
PAGES = Step(
    "pages",
    reads=lambda: [
        settings_file(),
        ROOT / "mkdocs.yml",
        ROOT / "requirements" / "build.txt",
        *files_below(ROOT / "docs", ROOT / "site_scripts" / "theme"),
        *python_files(ROOT / "lesson_core", ROOT / "site_scripts"),
        ROOT / "site_scripts" / "lesson" / "katex.mjs",
    ],
    writes=lambda: files_below(CACHE / "pages"),
    run=build_pages,
)
PUBLISH = Step(
    "publish",
    reads=lambda: [settings_file(), *files_below(CACHE / "pages"), *python_files(ROOT / "site_scripts")],
    writes=lambda: files_below(SITE),
    run=publish_pages,
)
STEPS = (frontend.PACKAGES, frontend.BUNDLE, RUNTIME_STEP, PAGES, PUBLISH)


@contextmanager
def build_lock() -> Iterator[None]:
    """One build at a time: tests in several processes, or a build beside `make serve`."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def build() -> bool:
    """Bring site/ up to date; true when something ran."""
    with build_lock():
        return do_all(STEPS)
