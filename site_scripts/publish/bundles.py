"""Bundles for file://, where a browser fetches nothing: classic scripts that carry the runtime as base64 text."""

import base64
import gzip
import json
from pathlib import Path

from site_scripts import CACHE
from site_scripts.kept import kept, sha256, write_aside

# These become the worker's own program, so they travel as text.
SCRIPTS = ("pyodide.js", "pyodide.asm.js")
# Packed already; gzip would only cost time.
PACKED = (".bin", ".whl", ".zip")
# Files of one package, loaded when a widget needs it: the package's name -> how its file's name begins.
PACKAGES = {"numpy": "numpy-"}


def write_bundles(generated: Path) -> None:
    """Write offline-python.js and offline-NAME.js for each package into the folder of worker.js and runtime/.

    Each adds to `globalThis.nudgeBundles` under its name: {"scripts": [text], "files": {name: {"size", "sha256" of the
    plain bytes, "gzip", "data" as base64}}}.
    """
    runtime = generated / "runtime"
    names = sorted(path.name for path in runtime.iterdir() if path.name not in (*SCRIPTS, "manifest.json"))
    packages = {package: [name for name in names if name.startswith(start)] for package, start in PACKAGES.items()}
    rest = [name for name in names if not any(name in files for files in packages.values())]
    scripts = [(runtime / name).read_text(encoding="utf-8") for name in SCRIPTS]
    scripts.append((generated / "worker.js").read_text(encoding="utf-8"))
    write_bundle(generated, "python", {"scripts": scripts, "files": pack(runtime, rest)})
    for package, files in packages.items():
        write_bundle(generated, package, {"scripts": [], "files": pack(runtime, files)})


def write_bundle(generated: Path, name: str, content: dict) -> None:
    """A script that gives the content away under its name; ASCII, so that no server's charset can spoil it."""
    text = f"(globalThis.nudgeBundles ??= {{}})[{json.dumps(name)}] = {json.dumps(content)};\n"
    write_aside(generated / f"offline-{name}.js", text.encode("ascii"))


def pack(folder: Path, names: list[str]) -> dict[str, dict]:
    return {name: pack_file((folder / name).read_bytes(), packed=name.endswith(PACKED)) for name in names}


def pack_file(content: bytes, *, packed: bool) -> dict:
    body = content if packed else compressed(content)
    return {
        "size": len(content),
        "sha256": sha256(content),
        "gzip": not packed,
        "data": base64.b64encode(body).decode("ascii"),
    }


def compressed(content: bytes) -> bytes:
    """gzip without name and date, made once for the same content."""
    return kept(CACHE / "compressed" / f"{sha256(content)}.gz", lambda: gzip.compress(content, 9, mtime=0))
