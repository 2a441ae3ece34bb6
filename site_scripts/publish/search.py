"""The theme's search, made to wait for a reader and to work on file://.

The theme of MkDocs fetches the index and starts a worker on every page, at the very time when Python comes; on file://
it cannot start the worker at all. lazy-search.js (one of ours) stands in for the worker until the first message. On
file:// it starts a native one from search-worker-text.js, so that the theme's shim from another host is not needed.

Zensical has its index at another place and its search always begins at once, which is left as it is; on file:// it
asks for the same script as MkDocs' theme does, and takes the same stand-in for its worker.
"""

import json
import re
from pathlib import Path

from site_scripts.steps import BuildError

MKDOCS_INDEX = "search/search_index.json"
ZENSICAL_INDEX = "search.json"
SCRIPTS = "assets/javascripts"
WORKER_TEXT = "assets/generated/search-worker-text.js"
SCRIPT = "assets/generated/lazy-search.js"
# In the script of MkDocs' theme: search begins at once except on file://, else when the reader turns to it.
AT_ONCE = re.compile(r'location\.protocol!=="file:"(?=\),\w+\("search"\))')


def write_search_scripts(site: Path) -> None:
    """The index and the worker as scripts, for file://; and MkDocs' theme made to wait."""
    index = the_only(site, MKDOCS_INDEX, ZENSICAL_INDEX)
    text = index.read_text(encoding="utf-8")
    index.with_suffix(".js").write_text(f"var __index = {text}\n", encoding="utf-8")
    worker = the_only(site, f"{SCRIPTS}/workers/search.*.min.js").read_text(encoding="utf-8")
    program = json.dumps(worker.split("\n//# sourceMappingURL=")[0], ensure_ascii=False)
    (site / WORKER_TEXT).write_text(f"globalThis.nudgeSearchWorker = {program};\n", encoding="utf-8")
    if index == site / MKDOCS_INDEX:
        bundle = the_only(site, f"{SCRIPTS}/bundle.*.min.js")
        bundle.write_text(waiting(bundle.read_text(encoding="utf-8")), encoding="utf-8")


def the_only(site: Path, *patterns: str) -> Path:
    """The one file of the builder that fits. Raises BuildError when there is none, or more than one."""
    found = [path for pattern in patterns for path in site.glob(pattern)]
    if len(found) != 1:
        raise BuildError(
            f"publish (search) failed: one file {' or '.join(patterns)} was expected, {len(found)} are there.\n"
            "Remedy: compare the names in publish/search.py with what the new version of the theme writes."
        )
    return found[0]


def waiting(bundle: str) -> str:
    """The theme's script with a search that begins when the reader turns to it, hosted too."""
    changed, count = AT_ONCE.subn("!1", bundle)
    if count != 1:
        raise BuildError(
            "publish (search) failed: the theme's script no longer has the words that publish/search.py looks for.\n"
            "Remedy: compare AT_ONCE there with the new version of the theme."
        )
    return changed
