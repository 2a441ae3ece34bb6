"""`make offline`: the site as one zip that works wherever it is unpacked, by double-click."""

import tomllib
import zipfile
from pathlib import Path

from site_scripts import ROOT, SITE
from site_scripts.steps import files_below

from .compress import COMPRESSORS

DIST = ROOT / "dist"
# The earliest date a zip can hold: the same site gives the same bytes.
DATE = (1980, 1, 1, 0, 0, 0)
README = "Unpack everything, then open index.html by double-click: the lessons need no network and no server.\n"


def version() -> str:
    """The site's version, as pyproject.toml has it."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def write_entry(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file with the same date and rights everywhere."""
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def write_zip(site: Path = SITE, folder: Path = DIST) -> Path:
    """Write dist/nudge-VERSION.zip, finished aside; its path."""
    name = f"nudge-{version()}"
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{name}.zip.new"
    with zipfile.ZipFile(aside, "w") as archive:
        write_entry(archive, f"{name}/README.txt", README.encode())
        for path in files_below(site):
            # Not the compressed copies, which only servers use; the rest works on a server too.
            if not (path.suffix in COMPRESSORS and path.with_suffix("").exists()):
                write_entry(archive, f"{name}/{path.relative_to(site).as_posix()}", path.read_bytes())
    return aside.rename(folder / f"{name}.zip")
