"""Content-hash names for assets, so that a browser may keep them for ever; HTML and CSS rewritten to match."""

import posixpath
import re
from collections.abc import Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, unquote

from site_scripts.kept import sha256

# The theme hashes its own files: bundle.a5f9d56c.min.js
HASHED_BY_THEME = re.compile(r"\.[0-9a-f]{8}\.min\.(?:js|css)$")
# The service worker's address must stay the same for ever, or old versions could never be replaced.
FIXED = ("assets/generated/service-worker.js",)
RUNTIME = "assets/generated/runtime/"
# How the name of a bundle's file begins: only file:// reads these.
BUNDLE = "bundle-"

TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
ATTRIBUTE = re.compile(
    r"""(?P<before>\s(?P<name>src|href|poster|data|srcset|style)\s*=\s*)"""
    r"""(?:"(?P<double>[^"]+)"|'(?P<single>[^']+)'|(?P<bare>[^\s"'>]+))""",
    re.IGNORECASE,
)
CSS_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
CANDIDATE = re.compile(r"(?P<address>[^\s,]\S*[^\s,])(?P<size>(?:\s+[\d.]+[wx])?)")  # one picture of a srcset
UNCHANGED = "/!$&'()*+,;=:@~"  # what a browser leaves as it is in a path

# Old name -> new name of each asset that got one, both relative to the site's root.
type Renamed = Mapping[str, str]


def hashed_name(name: str, content: bytes) -> str:
    """nudge.js -> nudge.3f2a9c1b.js, but runtime/a.whl -> runtime/3f2a9c1b/a.whl: a wheel's name says what it is."""
    folder, base = posixpath.split(name)
    short_hash = sha256(content)[:8]
    if name.startswith(RUNTIME):
        return f"{folder}/{short_hash}/{base}"
    stem, ending = posixpath.splitext(base)
    return f"{folder}/{stem}.{short_hash}{ending}"


def rename_assets(site: Path) -> dict[str, str]:
    """Rename every file below assets/ that has no hash in its name yet; what is called how now.

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


def new_address(address: str, page: str, renamed: Renamed) -> str:
    """The address that a page (a name relative to the root) uses for a file, after the renaming.

    An address that starts with a slash keeps that form, the path of `site_url` in front included: 404.html has such,
    as it is shown at any address.
    """
    path = re.split("[?#]", address, maxsplit=1)[0]
    rest = address.removeprefix(path)
    if path.startswith("/"):
        absolute = next((name for name in renamed if path.endswith(f"/{name}")), None)
        return path.removesuffix(absolute) + renamed[absolute] + rest if absolute else address
    folder = posixpath.dirname(page)
    name = posixpath.normpath(posixpath.join(folder, unquote(path)))
    return as_address(posixpath.relpath(renamed[name], folder or ".")) + rest if name in renamed else address


def as_address(name: str) -> str:
    """A file's name as a browser asks for it: `my sketch#1.svg` is `my%20sketch%231.svg`."""
    return quote(name, safe=UNCHANGED)


def with_new_names(text: str, page: str, renamed: Renamed) -> str:
    """A page that loads the assets under their new names, however its tags are written."""

    def attribute(found: re.Match[str]) -> str:
        old = found["double"] or found["single"] or found["bare"]
        value = unescape(old)
        match found["name"].lower():
            case "style":
                new = with_new_urls(value, page, renamed)
            case "srcset":
                new = CANDIDATE.sub(lambda one: new_address(one["address"], page, renamed) + one["size"], value)
            case _:
                new = new_address(value, page, renamed)
        return found[0] if new == value else f'{found["before"]}"{escape(new)}"'

    return TAG.sub(lambda tag: ATTRIBUTE.sub(attribute, tag[0]), text)


def with_new_urls(text: str, style: str, renamed: Renamed) -> str:
    """A style that loads its fonts and pictures under their new names."""
    return CSS_URL.sub(lambda found: f"url({found[1]}{new_address(found[2], style, renamed)}{found[1]})", text)
