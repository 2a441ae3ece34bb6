"""An entrance that does what the request says, good or bad."""

import json
import os
import random
import sys


def handle(request: str) -> str:
    wanted = json.loads(request)["event"]["type"]
    return json.dumps({"ok": True, "value": DEEDS[wanted]()})


def answer() -> str:
    return "an answer"


def loop() -> None:
    while True:
        pass


def crash() -> None:
    raise SystemError("something is broken inside")


def draw() -> float:
    return random.random()


def entropy() -> str:
    return os.urandom(8).hex()


def add_by_numpy() -> float:
    import numpy as np

    return float(np.arange(4.0).sum())


def standard_modules() -> list[str]:
    return sorted(name for name in sys.modules if name.split(".")[0] in sys.stdlib_module_names)


def own_files() -> list[str]:
    from pathlib import Path

    return sorted(path.name for path in Path(__file__).parent.iterdir())


DEEDS = {
    "answer": answer,
    "loop": loop,
    "crash": crash,
    "draw": draw,
    "entropy": entropy,
    "add by numpy": add_by_numpy,
    "standard modules": standard_modules,
    "own files": own_files,
}
