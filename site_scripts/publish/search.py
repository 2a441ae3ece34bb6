"""The theme's search, made to wait for a reader and to work on file://.

The theme fetches the index and starts a worker on every page, at the very time when Python comes; on file:// it cannot
start the worker at all. lazy-search.js (one of ours) stands in for the worker until the first message. On file:// it
starts a native one from search-worker-text.js, so that the theme's shim from another host is not needed.
"""

import json
import re
from pathlib import Path

from site_scripts.steps import BuildError

INDEX = "search/search_index.json"
SCRIPTS = "assets/javascripts"
WORKER_TEXT = "assets/generated/search-worker-text.js"
SCRIPT = "assets/generated/lazy-search.js"
# In the theme's script: search begins at once except on file://, else when the reader turns to it.
AT_ONCE = re.compile(r'location\.protocol!=="file:"(?=\),\w+\("search"\))')


def write_search_scripts(site: Path) -> None:
    index = (site / INDEX).read_text(encoding="utf-8")
    (site / INDEX).with_suffix(".js").write_text(f"var __index = {index}\n", encoding="utf-8")
    (worker,) = (site / SCRIPTS / "workers").glob("search.*.min.js")
    text = json.dumps(worker.read_text(encoding="utf-8").split("\n//# sourceMappingURL=")[0], ensure_ascii=False)
    (site / WORKER_TEXT).write_text(f"globalThis.nudgeSearchWorker = {text};\n", encoding="utf-8")
    (bundle,) = (site / SCRIPTS).glob("bundle.*.min.js")
    bundle.write_text(waiting(bundle.read_text(encoding="utf-8")), encoding="utf-8")


def waiting(bundle: str) -> str:
    """The theme's script with a search that begins when the reader turns to it, hosted too."""
    changed, count = AT_ONCE.subn("!1", bundle)
    if count != 1:
        raise BuildError(
            "publish (search) failed: the theme's script no longer has the words that publish_search.py looks for.\n"
            "Remedy: compare AT_ONCE there with the new version of the theme."
        )
    return changed
