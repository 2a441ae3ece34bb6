"""Bundles for file://, where a browser fetches nothing: classic scripts that carry the runtime as base64 text."""

import base64
import json
from pathlib import Path
from typing import TypedDict

from site_scripts.kept import sha256, write_aside

from .compress import compressed
from .names import BUNDLE

# These become the worker's own program, so they travel as text.
SCRIPTS = ("pyodide.js", "pyodide.asm.js")
# Packed already; gzip would only cost time.
PACKED = (".bin", ".whl", ".zip")
# Files of one package, loaded when a widget needs it: the package's name -> how its file's name begins.
PACKAGES = {"numpy": "numpy-"}


class PackedFile(TypedDict):
    """A file as text: size and hash are those of the plain bytes; `gzip` tells whether `data`, base64, is packed."""

    size: int
    sha256: str
    gzip: bool
    data: str


class Bundle(TypedDict):
    """What one script carries: programs as text, other files by their names."""

    scripts: list[str]
    files: dict[str, PackedFile]


def write_bundles(generated: Path) -> None:
    """Write bundle-python.js and bundle-NAME.js for each package into the folder of worker.js and runtime/.

    Each adds a `Bundle` to `globalThis.nudgeBundles` under its name.
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


def write_bundle(generated: Path, name: str, content: Bundle) -> None:
    """A script that gives the content away under its name; ASCII, so that no server's charset can spoil it."""
    text = f"(globalThis.nudgeBundles ??= {{}})[{json.dumps(name)}] = {json.dumps(content)};\n"
    write_aside(generated / f"{BUNDLE}{name}.js", text.encode("ascii"))


def pack(folder: Path, names: list[str]) -> dict[str, PackedFile]:
    """Files of a folder, by their names."""
    return {name: pack_file(folder / name) for name in names}


def pack_file(path: Path) -> PackedFile:
    """A file's content as text, made smaller unless it is packed already."""
    content, packed = path.read_bytes(), path.name.endswith(PACKED)
    body = content if packed else compressed(path, ".gz")
    return {
        "size": len(content),
        "sha256": sha256(content),
        "gzip": not packed,
        "data": base64.b64encode(body).decode("ascii"),
    }
