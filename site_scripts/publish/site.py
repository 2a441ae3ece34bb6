"""What comes after the builder, over the finished folder: nothing here knows of Markdown.

The builder is MkDocs or Zensical: their folders differ in the search (search.py) and in what is left out.
"""

from pathlib import Path

from .bundles import write_bundles
from .compress import compress_files
from .hosts import write_host_files
from .licences import write_licences
from .lists import build_name, manifest, write_offline_list
from .names import rename_assets
from .pages import published, with_manifest
from .search import write_search_scripts

# Left out of what is served: maps of scripts that are not ours to debug, stemmers for languages we do not speak
# (the search worker loads them by language), a sitemap that is empty as long as the site has no fixed address,
# the theme's styles that stand in each page already, and Zensical's styles for who wants its older look.
# The runtime's own manifest is for pages that were not published: here each page carries the names.
UNUSED = (
    "assets/javascripts/**/*.map",
    "assets/stylesheets/**/*.map",
    "assets/stylesheets/classic/*",
    "assets/javascripts/lunr/**/*.js",
    "partials/**/*.css",
    "assets/images/favicon.png",  # mkdocs.yml names one of our own
    "assets/generated/runtime/manifest.json",
)


def publish(site: Path, *, preview: bool = False, compress: bool = False, site_url: str = "") -> None:
    """Turn a builder's output into what is served.

    A preview (`make serve`) goes without the bundles for file://: on loopback no one asks for them, and they take
    longer to write than the pages. All else is the same, so that what works here works there.
    """
    write_licences(site)
    remove_unused(site)
    write_search_scripts(site)
    if not preview:
        write_bundles(site / "assets" / "generated")
    renamed = rename_assets(site)
    pages = {
        path: published(path.read_text(encoding="utf-8"), path.relative_to(site).as_posix(), renamed)
        for path in sorted(site.rglob("*.html"))
    }
    files, build = manifest(site, renamed), build_name(site, pages)
    for path, text in pages.items():
        path.write_text(with_manifest(text, files, build), encoding="utf-8")
    write_offline_list(site, build)
    write_host_files(site, site_url)
    if compress:
        compress_files(site)


def remove_unused(site: Path) -> None:
    """Remove the files of `UNUSED`, and the folders that are empty then."""
    for pattern in UNUSED:
        for path in site.glob(pattern):
            path.unlink()
    sitemap = site / "sitemap.xml"
    if sitemap.exists() and "<loc>" not in sitemap.read_text(encoding="utf-8"):
        sitemap.unlink()
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
    for folder in sorted((path for path in site.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
