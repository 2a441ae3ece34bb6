"""Lists of files: for the page (names of the generated files) and for the service worker (everything to keep)."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from site_scripts.kept import sha256

from .names import BUNDLE, Renamed, as_address

GENERATED = "assets/generated/"
SERVICE_WORKER = "service-worker.js"
OFFLINE_LIST = "offline-files.json"
# Only file:// reads these (the bundles; the search's index and worker as scripts); a service worker never runs there.
FILE_ONLY = re.compile(rf"{BUNDLE}.*|search-worker-text\..*|search_index\.js|search\.js")


class FileFacts(TypedDict):
    """By what a fetched file is known to be whole."""

    size: int
    sha256: str


class ManifestEntry(FileFacts):
    """A generated file, and its path from assets/generated/."""

    path: str


def describe(content: bytes) -> FileFacts:
    """Size and hash."""
    return {"size": len(content), "sha256": sha256(content)}


def files_of(site: Path) -> dict[str, Path]:
    """Every file below the root, by its name relative to it, in a fixed order."""
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}


def manifest(site: Path, renamed: Renamed) -> dict[str, ManifestEntry]:
    """{name: {"path", "size", "sha256"}} of scripts and runtime, names and paths relative to assets/generated/."""
    return {
        old.removeprefix(GENERATED): {"path": new.removeprefix(GENERATED), **describe((site / new).read_bytes())}
        for old, new in sorted(renamed.items())
        if old.startswith(GENERATED) and not old.endswith((".woff2", ".css"))
    }


def group(name: str) -> str:
    """What the service worker keeps together: pages first, then Python, then numpy."""
    if name.endswith(".whl"):
        return "numpy"
    return "runtime" if name.startswith(GENERATED + "runtime/") else "pages"


def build_name(site: Path, pages: Mapping[Path, str]) -> str:
    """The name of this build: a hash of every file, and of the texts that the pages have but for this name."""
    listed = [
        (name, describe(pages[path].encode() if path in pages else path.read_bytes()))
        for name, path in files_of(site).items()
    ]
    return sha256(json.dumps(listed).encode())[:16]


def write_offline_list(site: Path, build: str) -> None:
    """The service worker to the site's root, and beside it the list of what it keeps."""
    worker = site / GENERATED / SERVICE_WORKER
    if not worker.exists():
        return
    files = [
        {"path": as_address(name), **describe(path.read_bytes()), "group": group(name)}
        for name, path in files_of(site).items()
        if not name.endswith(SERVICE_WORKER) and not FILE_ONLY.fullmatch(path.name)
    ]
    listed = {"build": build, "files": files}
    (site / OFFLINE_LIST).write_text(json.dumps(listed, indent=0) + "\n", encoding="utf-8")
    # A browser looks for a new version by comparing the script's bytes: so it must differ with every build.
    program = f'self.nudgeBuild = "{build}";\n{worker.read_text(encoding="utf-8")}'
    (site / SERVICE_WORKER).write_text(program, encoding="utf-8")
    worker.unlink()
