"""Everything with an effect: files, MkDocs, Node, browser. See `python -m site_scripts --help`."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Not .cache, which is Zensical's: `zensical build --clean` removes it, downloads and all.
CACHE = ROOT / ".nudge-cache"
SITE = ROOT / "site"
BROWSER = ROOT / "site_scripts" / "browser"
GENERATED = ROOT / "docs" / "assets" / "generated"
