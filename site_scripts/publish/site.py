"""What comes after MkDocs, over the finished folder: nothing here knows of Markdown, and MkDocs knows nothing of it."""

from pathlib import Path

from .bundles import write_bundles
from .compress import compress_files
from .lists import build_name, manifest, write_offline_list
from .names import rename_assets, with_new_names
from .pages import (
    with_deferred_scripts,
    with_manifest,
    with_own_script_early,
    with_policy,
    with_search_script,
    with_tables_apart,
    with_theme_script_last,
)
from .search import write_search_scripts

# 2025-01-01: the one date in anything that the build writes.
SOURCE_DATE_EPOCH = "1735689600"

# Left out of what is served: maps of scripts that are not ours to debug, stemmers for languages we do not speak
# (the search worker loads them by language), and a sitemap that is empty as long as the site has no fixed address, and
# the theme's styles that stand in each page already.
# The runtime's own manifest is for pages that were not published: here each page carries the names.
UNUSED = (
    "assets/javascripts/**/*.map",
    "assets/stylesheets/**/*.map",
    "assets/javascripts/lunr/**/*.js",
    "partials/**/*.css",
    "assets/images/favicon.png",  # mkdocs.yml names one of our own
    "assets/generated/runtime/manifest.json",
)


def publish(site: Path, *, preview: bool = False) -> None:
    """Turn MkDocs' output into what is served.

    A preview (`make serve`) goes without the bundles for file:// and the compressed copies: on loopback no one asks
    for either, and they take longer to write than the pages. All else is the same, so that what works here works there.
    """
    remove_unused(site)
    write_search_scripts(site)
    if not preview:
        write_bundles(site / "assets" / "generated")
    renamed = rename_assets(site)
    files = manifest(site, renamed)
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        name = page.relative_to(site).as_posix()
        text = with_new_names(page.read_text(encoding="utf-8"), name, renamed)
        page.write_text(with_search_script(text, name, renamed), encoding="utf-8")
    build = build_name(site)
    for page in pages:
        text = with_manifest(with_own_script_early(page.read_text(encoding="utf-8")), files, build)
        page.write_text(
            with_policy(with_deferred_scripts(with_theme_script_last(with_tables_apart(text)))), encoding="utf-8"
        )
    write_offline_list(site, build)
    if not preview:
        compress_files(site)


def remove_unused(site: Path) -> None:
    for pattern in UNUSED:
        for path in site.glob(pattern):
            path.unlink()
    sitemap = site / "sitemap.xml"
    if sitemap.exists() and "<loc>" not in sitemap.read_text():
        sitemap.unlink()
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
    for folder in sorted((path for path in site.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
