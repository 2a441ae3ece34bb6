"""What hosts, search engines and home screens ask for, at the site's root: robots.txt, _headers, the web app manifest.

Written after the list of offline files: some hosts keep `_headers` to themselves or send another robots.txt, and a copy
that lacks one file is no copy.
"""

import json
from pathlib import Path

from site_scripts import ROOT

from .raster import GROUND, png

MANIFEST = "site.webmanifest"
ICONS = {192: "icon-192.png", 512: "icon-512.png"}
SOCIAL = "social.png"
FOR_HOSTS = ("robots.txt", "_headers", MANIFEST, SOCIAL, *ICONS.values())

# Drawn by lesson_core (site_scripts/tools/picture.py), and held to it by a test.
NETWORK = ROOT / "docs" / "assets" / "network.svg"
ICON = ROOT / "docs" / "assets" / "icon.svg"
SOCIAL_WIDTH = 1200

# The same rules as deploy/site.conf. Netlify and Cloudflare Pages read this form; a later rule adds to an earlier one,
# so two rules name the same header for the same file only where both shall hold: policies.
# A page's own policy is in the page (pages.py), with the hashes of its very text, so that a server that was not told of
# a new version cannot contradict it. Here is what a page cannot say of itself, and what has no <meta> to say it in:
# scripts that become workers, and pictures opened by themselves, which could hold a script.
HEADERS = """\
/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=()
  Content-Security-Policy: frame-ancestors 'self'
/*.js
  Content-Security-Policy: default-src 'self'
/*.svg
  Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:
/assets/*
  Cache-Control: public, max-age=31536000, immutable
/*.html
  Cache-Control: no-cache
/service-worker.js
  Cache-Control: no-cache
/offline-files.json
  Cache-Control: no-cache
/search/*
  Cache-Control: no-cache
/*.wasm
  Content-Type: application/wasm
"""


def robots(site_url: str) -> str:
    """Everything may be read; where the sitemap is, once the site has an address."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {site_url.rstrip('/')}/sitemap.xml\n" if site_url else "")


def web_app_manifest(name: str) -> str:
    """What a browser needs to put the site on a home screen; addresses relative to the manifest's own."""
    manifest = {
        "name": name,
        "short_name": name,
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": [{"src": file, "sizes": f"{size}x{size}", "type": "image/png"} for size, file in ICONS.items()],
    }
    return json.dumps(manifest, indent=2) + "\n"


def write_host_files(site: Path, site_url: str) -> None:
    """Put all of them at the root of the site."""
    (site / "robots.txt").write_text(robots(site_url), encoding="utf-8")
    (site / "_headers").write_text(HEADERS, encoding="utf-8")
    (site / MANIFEST).write_text(web_app_manifest("Nudge"), encoding="utf-8")
    icon, network = (path.read_text(encoding="utf-8") for path in (ICON, NETWORK))
    (site / SOCIAL).write_bytes(png(network, SOCIAL_WIDTH))
    for size, file in ICONS.items():
        (site / file).write_bytes(png(icon, size))
