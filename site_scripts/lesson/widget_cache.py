"""Widgets made once: a section depends on its options and on lesson_core alone, so it is kept by both.

The replies of a widget take most of a page's build time. With them kept, an edit of a lesson's text is shown at once,
and a hundred lessons with the same widget cost little more than one.
"""

from __future__ import annotations

import json
import shutil
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from site_scripts import CACHE, ROOT
from site_scripts.kept import kept, sha256
from site_scripts.steps import digest, files_below

from .prerender import section

WIDGETS = CACHE / "widgets"
# lesson_core may have been imported some seconds before this module was.
IMPORTED = time.time() - 5


def sources() -> list[Path]:
    """The files on which a section depends, beside its options; styles change none."""
    programs = [path for path in files_below(ROOT / "lesson_core") if path.suffix == ".py"]
    return [*programs, *(ROOT / "site_scripts" / "lesson" / name for name in ("prerender.py", "recording.py"))]


def is_stale() -> bool:
    """Whether this process does not run what the files say: one was edited since it was imported."""
    return any(path.stat().st_mtime > IMPORTED for path in sources())


@lru_cache
def folder(cache: Path = WIDGETS) -> Path:
    """The folder for lesson_core as it is now. What an earlier lesson_core made is thrown away."""
    # numpy's version: the depth lab's last digits are numpy's.
    name = sha256(f"{digest(sources())} {np.__version__}".encode())[:16]
    for other in cache.iterdir() if cache.exists() else ():
        if other.name != name:
            shutil.rmtree(other, ignore_errors=True)
    return cache / name


def kept_section(
    widget: str,
    widget_id: str,
    options: dict[str, Any],
    *,
    attributes: dict[str, str] | None = None,
    cache: Path = WIDGETS,
) -> str:
    """`prerender.section`, from the cache where it was made before. Raises WidgetError as it does."""
    if is_stale():
        return section(widget, widget_id, options, attributes=attributes)
    asked = json.dumps([widget, widget_id, options, attributes], sort_keys=True)
    path = folder(cache) / f"{sha256(asked.encode())}.html"
    return kept(path, lambda: section(widget, widget_id, options, attributes=attributes).encode()).decode()
