"""What is made once and kept in the cache, behind a hash of itself: what an accident has damaged is made anew."""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path


def sha256(content: bytes) -> str:
    """The hash in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def write_aside(path: Path, content: bytes) -> None:
    """Write beside the place and rename, so that no one ever meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as aside:
        try:
            aside.write(content)
            aside.flush()
            path_aside = Path(aside.name)
            path_aside.chmod(0o644)
            path_aside.replace(path)
        except BaseException:  # a full disk, or Ctrl+C: what is half written does not stay
            Path(aside.name).unlink(missing_ok=True)
            raise


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """What `path` keeps, else what `make` gives, which is then kept. What `make` raises is raised."""
    if path.exists():
        found, _, content = path.read_bytes().partition(b"\n")
        if found == sha256(content).encode():
            return content
    content = make()
    write_aside(path, sha256(content).encode() + b"\n" + content)
    return content
