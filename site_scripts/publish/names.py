"""Content-hash names for assets, so that a browser may keep them for ever; HTML and CSS rewritten to match."""

import hashlib
import posixpath
import re
from pathlib import Path

# The theme hashes its own files: bundle.a5f9d56c.min.js
HASHED_BY_THEME = re.compile(r"\.[0-9a-f]{8}\.min\.(?:js|css)$")
# The service worker's address must stay the same for ever, or old versions could never be replaced.
FIXED = ("assets/generated/service-worker.js",)
RUNTIME = "assets/generated/runtime/"

ATTRIBUTE = re.compile(r'(\s(?:src|href)=)"([^"]+)"')
CSS_URL = re.compile(r"""url\((["']?)([^"')]+)\1\)""")


def short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]


def hashed_name(name: str, content: bytes) -> str:
    """nudge.js -> nudge.3f2a9c1b.js, but runtime/a.whl -> runtime/3f2a9c1b/a.whl: a wheel's name says what it is."""
    folder, base = posixpath.split(name)
    if name.startswith(RUNTIME):
        return f"{folder}/{short_hash(content)}/{base}"
    stem, ending = posixpath.splitext(base)
    return f"{folder}/{stem}.{short_hash(content)}{ending}"


def rename_assets(site: Path) -> dict[str, str]:
    """Rename every file below assets/; old name -> new name, both relative to the site's root.

    Styles come last, since their hash depends on the new names of the fonts and pictures in them.
    """
    renamed: dict[str, str] = {}
    paths = [path for path in (site / "assets").rglob("*") if path.is_file()]
    for path in sorted(paths, key=lambda path: (path.suffix == ".css", path)):
        name = path.relative_to(site).as_posix()
        if HASHED_BY_THEME.search(name) or name in FIXED:
            continue
        if path.suffix == ".css":
            text = path.read_text(encoding="utf-8")
            path.write_text(with_new_urls(text, name, renamed), encoding="utf-8")
        renamed[name] = hashed_name(name, path.read_bytes())
        target = site / renamed[name]
        target.parent.mkdir(exist_ok=True)
        path.rename(target)
    return renamed


def new_address(address: str, page: str, renamed: dict[str, str]) -> str:
    """The address that a page (a name relative to the root) uses for a file, after the renaming.

    An address that starts with a slash keeps that form, the path of `site_url` in front included: 404.html has such,
    as it is shown at any address.
    """
    path, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()
    if path.startswith("/"):
        name = next((name for name in renamed if path.endswith(f"/{name}")), None)
        return path.removesuffix(name) + renamed[name] + mark + rest if name else address
    folder = posixpath.dirname(page)
    name = posixpath.normpath(posixpath.join(folder, path))
    return posixpath.relpath(renamed[name], folder or ".") + mark + rest if name in renamed else address


def with_new_names(text: str, page: str, renamed: dict[str, str]) -> str:
    return ATTRIBUTE.sub(lambda found: f'{found[1]}"{new_address(found[2], page, renamed)}"', text)


def with_new_urls(text: str, style: str, renamed: dict[str, str]) -> str:
    return CSS_URL.sub(lambda found: f"url({found[1]}{new_address(found[2], style, renamed)}{found[1]})", text)
