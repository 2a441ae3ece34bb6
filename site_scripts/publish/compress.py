"""Precompressed copies beside text and wasm files, for servers that serve them; made once for the same content."""

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # has no types of its own, and nobody publishes stubs

from site_scripts import CACHE
from site_scripts.kept import kept, sha256
from site_scripts.steps import say

from .names import BUNDLE

ENDINGS = (".html", ".css", ".js", ".json", ".svg", ".txt", ".wasm", ".xml")
# Below this a response fits into one packet either way.
SMALLEST = 1000
# Brotli's best. Pages name the build, so every edit changes them all: one step less takes a third of the time for 3 %.
BEST, PAGES = 11, 10


def gzipped(content: bytes, _kind: str) -> bytes:
    """No name and no date in the header: the same content gives the same bytes."""
    return gzip.compress(content, 9, mtime=0)


def brotlied(content: bytes, kind: str) -> bytes:
    """What the better compressor makes of a file of that kind."""
    packed: bytes = brotli.compress(content, quality=PAGES if kind == ".html" else BEST)
    return packed


COMPRESSORS: dict[str, Callable[[bytes, str], bytes]] = {".gz": gzipped, ".br": brotlied}


def compress_file(path: Path) -> None:
    """Write the copies of one file beside it."""
    for ending in COMPRESSORS:
        path.with_name(path.name + ending).write_bytes(compressed(path, ending))


def compressed(path: Path, ending: str) -> bytes:
    """A file's compressed copy, made once for the same content; what takes long is told."""
    content = path.read_bytes()

    def make() -> bytes:
        if len(content) > 4_000_000:
            say(f"  {path.name}{ending}: compressing ...")
        return COMPRESSORS[ending](content, path.suffix)

    return kept(CACHE / "compressed" / (sha256(content) + ending), make)


def is_served(path: Path) -> bool:
    """Whether a compressed copy is of use to a server; a bundle is read on file:// only."""
    return path.stat().st_size >= SMALLEST and not path.name.startswith(BUNDLE)


def compress_files(site: Path) -> None:
    """Write the copies of all files that a server compresses."""
    paths = sorted(path for path in site.rglob("*") if path.suffix in ENDINGS and is_served(path))
    # The compressors let other threads run: two at a time on two cores.
    with ThreadPoolExecutor() as pool:
        list(pool.map(compress_file, paths))
