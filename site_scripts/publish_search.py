"""The theme's search on file://, where a page may neither fetch its index nor start a worker from a file.

The theme already loads search_index.js there. The worker's text is put into a script beside it; file-search.js (one
of ours) starts a native worker from it, so that the theme's shim from another host is not needed.
"""

import json
from pathlib import Path

INDEX = "search/search_index.json"
WORKER_TEXT = "assets/generated/search-worker-text.js"
SCRIPT = "assets/generated/file-search.js"


def write_search_scripts(site: Path) -> None:
    index = (site / INDEX).read_text(encoding="utf-8")
    (site / INDEX).with_suffix(".js").write_text(f"var __index = {index}\n", encoding="utf-8")
    (worker,) = (site / "assets" / "javascripts" / "workers").glob("search.*.min.js")
    text = json.dumps(worker.read_text(encoding="utf-8").split("\n//# sourceMappingURL=")[0], ensure_ascii=False)
    (site / WORKER_TEXT).write_text(f"globalThis.nudgeSearchWorker = {text};\n", encoding="utf-8")
