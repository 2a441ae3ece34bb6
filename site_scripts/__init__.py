"""Everything with an effect: files, MkDocs, Node, browser. See `python -m site_scripts --help`."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
SITE = ROOT / "site"
BROWSER = ROOT / "site_scripts" / "browser"
GENERATED = ROOT / "docs" / "assets" / "generated"
