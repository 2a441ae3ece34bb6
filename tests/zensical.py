"""The site as Zensical builds it and publish makes it: once for all test processes, anew when a source changed."""

import shutil
import sys
from pathlib import Path

from site_scripts import CACHE, ROOT
from site_scripts.build.site import PAGES, build_lock
from site_scripts.publish import site as publish
from site_scripts.steps import Step, files_below, run

PROJECT = CACHE / "zensical"
BUILT = PROJECT / "site"
KEPT = PROJECT / CACHE.name / "download"
PUBLISHED = CACHE / "zensical-published"
TYPED = Path(sys.executable).parent  # where the commands lie that an author types


def build() -> None:
    # Zensical takes no other folder for its output, and none outside the project: so it builds a copy.
    shutil.rmtree(PROJECT, ignore_errors=True)
    PROJECT.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", PROJECT)
    shutil.copytree(ROOT / "docs", PROJECT / "docs")
    shutil.copytree(ROOT / "site_scripts" / "theme", PROJECT / "site_scripts" / "theme")
    KEPT.parent.mkdir()
    KEPT.touch()
    command = [TYPED / "zensical", "build", "--clean", "--strict"]
    run(command, cwd=PROJECT, step="the site by Zensical", remedy="see what it says above.")
    shutil.rmtree(PUBLISHED, ignore_errors=True)
    shutil.copytree(BUILT, PUBLISHED)
    publish.publish(PUBLISHED)


STEP = Step("zensical", reads=PAGES.reads, writes=lambda: files_below(BUILT, PUBLISHED), run=build)


def ensure() -> None:
    with build_lock():
        STEP.do()
