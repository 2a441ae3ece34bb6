"""Markdown -> HTML by MkDocs. The only module that knows it."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache

from site_scripts import CACHE, ROOT
from site_scripts.lesson.front_matter import wrong_lessons
from site_scripts.lesson.mistakes import DOCS, LessonSourceError, Page, read_page, shown_path
from site_scripts.steps import BuildError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# 2025-01-01: one date for everything that MkDocs writes; and its theme's word on its own future, which the design has
# heeded.
os.environ |= {"SOURCE_DATE_EPOCH": "1735689600", "NO_MKDOCS_2_WARNING": "1"}

REMEDY = "Remedy: mend the file and line named above."
LINK = re.compile(r"Doc file '(?P<page>[^']+)' (?P<problem>contains an? [^']*'(?P<link>[^']+)'.*)", re.DOTALL)


def placed(warning: str) -> str:
    """MkDocs' warning of a link, with file and line as in all other errors; another warning as it is."""
    found = LINK.match(warning)
    if not found:
        return warning
    file = DOCS / found["page"]
    return str(LessonSourceError(shown_path(file), Page(read_page(file)).line_of(found["link"]) + 1, found["problem"]))


class Problems(logging.Handler):
    """Keeps MkDocs' warnings and errors, to be told in one piece."""

    def __init__(self) -> None:
        """Nothing kept yet."""
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Logging's call for each of them."""
        self.texts.append(placed(record.getMessage()))


@contextmanager
def heard_problems() -> Iterator[Problems]:
    """MkDocs' warnings and errors, kept instead of printed, for as long as this lasts."""
    problems = Problems()
    log = logging.getLogger("mkdocs")
    log.propagate = False
    log.addHandler(problems)
    try:
        yield problems
    finally:
        log.removeHandler(problems)


def load(target: Path) -> MkDocsConfig:
    """The project's configuration, to build into that folder; scripts and styles are the business of who calls."""
    from mkdocs.config import load_config

    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(target), strict=True)
    config.markdown_extensions.remove("site_scripts.build.generated")
    return config


def keep_compiled(env: Environment, **_: object) -> Environment:
    """The theme's 41 templates, compiled once and not at every build: 0.3 s of 1.6."""
    kept = CACHE / "templates"
    kept.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(kept))
    return env


def page_mistakes() -> list[str]:
    """Every mistake of every page and link, each with its file and line, as the build would find it; writes nothing."""
    from mkdocs.structure.files import get_files
    from mkdocs.structure.nav import get_navigation

    wrong = [str(error) for error in wrong_lessons(DOCS)]
    with heard_problems() as problems:
        config = load(CACHE / "never-written")
        files = get_files(config)
        get_navigation(files, config)
        pages = [file.page for file in files.documentation_pages() if file.page]
        for page in pages:
            try:
                read_page(DOCS / page.file.src_uri)  # MkDocs would end with a traceback, and without a name
                page.read_source(config)
                page.render(config, files)
            except LessonSourceError as error:
                wrong += str(error).split("\n")
        for page in pages:
            page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    return sorted({*wrong, *problems.texts}, key=lambda told: (place(told), told))


def place(told: str) -> tuple[str, int]:
    """The file and line with which a mistake begins; what has none comes first."""
    file, _, rest = told.partition(":")
    line = rest.partition(":")[0]
    return (file, int(line)) if line.isdecimal() else ("", 0)


def build_pages(target: Path) -> None:
    """Write the pages into a folder; every warning is an error. Raises BuildError that names file, line and remedy."""
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort, MkDocsException

    with heard_problems() as problems:
        try:
            for page in DOCS.rglob("*.md"):
                read_page(page)  # MkDocs would end with a traceback, and without a name
            config = load(target)
            config.plugins.on_startup(command="build", dirty=False)
            # What a plugin would do; a plugin of our own in mkdocs.yml would be one that Zensical does not know.
            config.plugins.events["env"].append(keep_compiled)
            build(config)
        except LessonSourceError as error:
            raise BuildError(f"{error}\n{REMEDY}") from error
        except (Abort, MkDocsException) as error:
            raise BuildError("\n".join([f"pages (MkDocs) failed: {error}", *problems.texts, REMEDY])) from error
