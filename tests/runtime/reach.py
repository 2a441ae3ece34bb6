"""Run by reach.mjs in the browser's own Python: asks everything, and notes which modules were looked for in vain."""

import inspect
import json
import linecache
import sys
import traceback
import warnings

from lesson_core import api
from lesson_core.widgets import WIDGETS


class Note:
    """A finder that finds nothing: asked last, it hears of every module that is not there."""

    def __init__(self):
        self.names = set()

    def find_spec(self, name, path=None, target=None):
        """Note the name, if it belongs to the standard library."""
        if name.split(".")[0] in sys.stdlib_module_names:
            self.names.add(name)


def ask(request) -> dict:
    """One request, as the page sends it."""
    return json.loads(api.handle(request if isinstance(request, str) else json.dumps(request)))


def everything() -> int:
    """Each widget opened and led along its walks, each event with nothing and with nonsense; how much was asked."""
    asked = 0
    for widget in WIDGETS:
        opened = ask({"widget": widget.name, "id": "w", "event": {"type": "open"}})
        state = opened.get("state", {})
        for walk in opened.get("walks", []):
            here = state
            for event in walk:
                reply = ask({"widget": widget.name, "id": "w", "state": here, "event": event})
                here = reply.get("state", here)
                asked += 1
        for event in widget.events:
            for more in ({}, {"name": "w1", "value": "nonsense"}, {"name": None, "value": [1]}, {"epochs": 10**9}):
                ask({"widget": widget.name, "id": "w", "state": state, "event": {"type": event, **more}})
                asked += 1
    for text in (
        "",
        "[",
        "[]",
        "{}",
        '{"widget": "none"}',
        '{"widget": "network", "id": "n", "state": 3, "event": {}}',
    ):
        ask(text)
        asked += 1
    return asked


def broken() -> None:
    """What Python does of itself when something fails: tracebacks, suggestions, warnings, sources."""
    for program in ("1 / 0", "nmae", "[].apend", "x = (", "import jsn", "'ä'.encode('ascii')", "f(1)\n def", "raise"):
        try:
            exec(compile(program, "<reader>", "exec"), {"name": 1})
        except Exception:
            traceback.format_exc()
    try:
        raise ExceptionGroup("several", [ValueError("one"), MemoryError()])
    except ExceptionGroup:
        traceback.format_exc()

    def deep():
        return deep()

    try:
        deep()
    except RecursionError:
        traceback.format_exc()
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        warnings.warn("a warning", ResourceWarning, stacklevel=1)
    warnings.formatwarning(ResourceWarning("shown"), ResourceWarning, "reach.py", 1)
    assert inspect.getsource(api.handle).startswith("def handle")
    linecache.checkcache()

    import numpy as np

    for attempt in (lambda: np.zeros(3) @ np.zeros(4), lambda: np.array([1, "a"]) * 2.0, lambda: np.float64(1) / 0):
        try:
            attempt()
        except Exception:
            traceback.format_exc()
    repr(np.arange(2000.0))
    np.random.default_rng(0).normal(size=3)


def main() -> str:
    """What was asked, and what was missed, as JSON."""
    note = Note()
    sys.meta_path.append(note)
    asked = everything()
    broken()
    return json.dumps({"asked": asked, "missing": sorted(note.names)})
