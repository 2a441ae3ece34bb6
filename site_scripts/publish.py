"""What comes after MkDocs, over the finished folder: nothing here knows of Markdown, and MkDocs knows nothing of it."""

from pathlib import Path

from site_scripts.offline import write_bundles
from site_scripts.publish_compress import compress_files
from site_scripts.publish_lists import build_name, manifest, write_offline_list
from site_scripts.publish_names import rename_assets, with_new_names
from site_scripts.publish_pages import with_manifest, with_policy, with_search_script
from site_scripts.publish_search import write_search_scripts

# 2025-01-01: the one date in anything that the build writes.
SOURCE_DATE_EPOCH = "1735689600"

# Left out of what is served: maps of scripts that are not ours to debug, stemmers for languages we do not speak
# (the search worker loads them by language), and a sitemap that is empty as long as the site has no fixed address.
UNUSED = ("assets/javascripts/**/*.map", "assets/stylesheets/**/*.map", "assets/javascripts/lunr/**/*.js")


def publish(site: Path, *, compressed: bool = True) -> None:
    """Turn MkDocs' output into what is served; `compressed` writes .gz and .br beside what shrinks."""
    remove_unused(site)
    write_search_scripts(site)
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
        text = with_manifest(page.read_text(encoding="utf-8"), files, build)
        page.write_text(with_policy(text), encoding="utf-8")
    write_offline_list(site, build)
    if compressed:
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
