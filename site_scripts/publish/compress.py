"""Precompressed copies beside text and wasm files, for servers that serve them; made once for the same content."""

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from site_scripts import CACHE
from site_scripts.kept import kept, sha256
from site_scripts.steps import say

ENDINGS = (".html", ".css", ".js", ".json", ".svg", ".txt", ".wasm", ".xml")
# Below this a response fits into one packet either way.
SMALLEST = 1000
# Only file:// reads these, where nothing is compressed on the way.
BUNDLES = ("offline-python", "offline-numpy")

# Brotli's best. Pages name the build, so every edit changes them all: one step less takes a third of the time for 3 %.
BEST, PAGES = 11, 10

COMPRESSORS: dict[str, Callable[[bytes, str], bytes]] = {
    # No name and no date in gzip's header: the same content gives the same bytes.
    ".gz": lambda content, kind: gzip.compress(content, 9, mtime=0),
    ".br": lambda content, kind: brotli.compress(content, quality=PAGES if kind == ".html" else BEST),
}


def compress_file(path: Path) -> None:
    content = path.read_bytes()
    for ending in COMPRESSORS:
        copy = kept(
            CACHE / "compressed" / (sha256(content) + ending), lambda ending=ending: _made(path, content, ending)
        )
        path.with_name(path.name + ending).write_bytes(copy)


def _made(path: Path, content: bytes, ending: str) -> bytes:
    if len(content) > 4_000_000:
        say(f"  {path.name}{ending}: compressing ...")
    return COMPRESSORS[ending](content, path.suffix)


def is_served(path: Path) -> bool:
    """Whether a compressed copy is of use to a server."""
    return path.stat().st_size >= SMALLEST and not path.name.startswith(BUNDLES)


def compress_files(site: Path) -> None:
    paths = sorted(path for path in site.rglob("*") if path.suffix in ENDINGS and is_served(path))
    # The compressors let other threads run: two at a time on two cores.
    with ThreadPoolExecutor() as pool:
        list(pool.map(compress_file, paths))
