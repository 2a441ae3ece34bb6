"""Lists of files: for the page (names of the generated files) and for the service worker (everything to keep)."""

import hashlib
import json
import re
from pathlib import Path

GENERATED = "assets/generated/"
SERVICE_WORKER = "service-worker.js"
OFFLINE_LIST = "offline-files.json"
# Only file:// reads these; a service worker never runs there.
FILE_ONLY = re.compile(r"offline-.*|search-worker-text\..*|search_index\.js")


def describe(path: Path) -> dict:
    content = path.read_bytes()
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def manifest(site: Path, renamed: dict[str, str]) -> dict[str, dict]:
    """{name: {"path", "size", "sha256"}} of scripts and runtime, names and paths relative to assets/generated/."""
    return {
        old.removeprefix(GENERATED): {"path": new.removeprefix(GENERATED)} | describe(site / new)
        for old, new in sorted(renamed.items())
        if old.startswith(GENERATED) and not old.endswith((".woff2", ".css"))
    }


def group(name: str) -> str:
    if name.endswith(".whl"):
        return "numpy"
    return "runtime" if name.startswith(GENERATED + "runtime/") else "pages"


def build_name(site: Path) -> str:
    """The name of this build: a hash of every file, taken before the pages are told it."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    listed = [(path.relative_to(site).as_posix(), describe(path)) for path in paths]
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]


def write_offline_list(site: Path, build: str) -> None:
    """The service worker to the site's root, and beside it the list of what it keeps."""
    worker = site / GENERATED / SERVICE_WORKER
    if not worker.exists():
        return
    files = [
        {"path": name, **describe(path), "group": group(name)}
        for path in sorted(path for path in site.rglob("*") if path.is_file())
        if not (name := path.relative_to(site).as_posix()).endswith(SERVICE_WORKER)
        and not FILE_ONLY.fullmatch(path.name)
    ]
    listed = {"build": build, "files": files}
    (site / OFFLINE_LIST).write_text(json.dumps(listed, indent=0) + "\n")
    # A browser looks for a new version by comparing the script's bytes: so it must differ with every build.
    (site / SERVICE_WORKER).write_text(f'self.nudgeBuild = "{build}";\n{worker.read_text(encoding="utf-8")}')
    worker.unlink()
