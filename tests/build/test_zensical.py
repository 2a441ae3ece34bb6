"""`mkdocs` and `zensical`, its successor, typed as they are: one mkdocs.yml, the same widgets, formulas and texts."""

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from site_scripts import ROOT
from site_scripts.publish.compress import ENDINGS
from site_scripts.publish.hosts import FOR_HOSTS
from site_scripts.publish.zip import version
from tests import zensical

PAGES = [path.relative_to(ROOT / "docs").with_suffix(".html") for path in sorted((ROOT / "docs").rglob("*.md"))]
# Only file:// reads these.
FILE_ONLY = re.compile(r".*/(?:bundle-[^/]*|search-worker-text[^/]*)\.js|search\.js")


@pytest.fixture(scope="module")
def by_mkdocs(site, tmp_path_factory):
    target = tmp_path_factory.mktemp("mkdocs") / "site"
    command = [zensical.TYPED / "mkdocs", "build", "--strict", "--site-dir", target]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="module")
def by_zensical(site):
    zensical.ensure()
    return zensical.BUILT


def test_zensical_clean_leaves_what_we_downloaded(by_zensical):
    assert zensical.KEPT.exists()


def article(site: Path, page: Path) -> str:
    """What stands between the theme's frame: the page itself."""
    html = (site / page).read_text(encoding="utf-8")
    return html[html.index("<article") : html.index("</article>")]


def texts(html: str) -> str:
    html = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_both_builders_make_the_same_text(by_mkdocs, by_zensical, page):
    assert texts(article(by_mkdocs, page)) == texts(article(by_zensical, page))


@pytest.mark.parametrize(
    "part",
    [
        r'<section data-widget="[\w-]+" [^>]*>',
        r"<math.*?</math>",
        r"data-exact=\"[^\"]*\"",
        r"<script type=\"application/json\" data-(?:opening|recorded)>.*?</script>",
        r"<h[1-6][^>]*>",
    ],
)
def test_both_builders_make_the_same_widgets_formulas_numbers_and_headings(by_mkdocs, by_zensical, part):
    for page in PAGES:
        found = re.findall(part, article(by_mkdocs, page), re.DOTALL)
        assert found == re.findall(part, article(by_zensical, page), re.DOTALL), page
    lesson = article(by_mkdocs, Path("lessons/backpropagation.html"))
    assert re.findall(part, lesson, re.DOTALL)


@pytest.mark.parametrize("builder", ["by_mkdocs", "by_zensical"])
def test_a_lessons_header_comes_from_its_front_matter_in_both(builder, request):
    html = article(request.getfixturevalue(builder), Path("lessons/backpropagation.html"))
    header = html[html.index('<header class="lesson-header') : html.index("</header>")]
    assert 'href="../index.html"' in header and "Back to all lessons" in header
    assert "Neural Networks" in header and "Intermediate" in header
    assert "<h1>⬅️ Training &amp; Backpropagation</h1>" in header
    assert "30 min - Explore at your own pace" in header


@pytest.mark.parametrize("builder", ["by_mkdocs", "by_zensical"])
def test_every_page_finds_its_scripts_and_styles_before_anything_is_published(builder, request):
    site = request.getfixturevalue(builder)
    for page in PAGES:
        html = (site / page).read_text(encoding="utf-8")
        found = re.findall(r'(?:href|src)="([^"]*assets/generated/[^"]*)"', html)
        assert [Path(name).name for name in found] == ["nudge.css", "nudge.js"]
        assert all(((site / page).parent / name).is_file() for name in found)


@pytest.mark.parametrize("builder", ["by_mkdocs", "by_zensical"])
def test_every_page_names_the_version_of_the_project(builder, request):
    site = request.getfixturevalue(builder)
    assert all(f"Nudge {version()}: " in (site / page).read_text(encoding="utf-8") for page in PAGES)


def test_of_zensicals_pages_the_whole_site_is_kept_offline(by_zensical):
    listed = json.loads((zensical.PUBLISHED / "offline-files.json").read_text(encoding="utf-8"))["files"]
    files = {path.relative_to(zensical.PUBLISHED).as_posix(): path for path in zensical.PUBLISHED.rglob("*.*")}
    served = {
        name
        for name, path in files.items()
        if path.is_file() and not FILE_ONLY.fullmatch(name) and not is_copy(path) and "offline-files" not in name
    }
    assert {file["path"] for file in listed} == served - {"service-worker.js", *FOR_HOSTS}
    for file in listed:
        assert hashlib.sha256(files[file["path"]].read_bytes()).hexdigest() == file["sha256"]


def is_copy(path: Path) -> bool:
    return path.suffix in (".gz", ".br") and path.with_suffix("").suffix in ENDINGS


def test_zensicals_pages_have_policy_manifest_and_hashed_assets_once_published(by_zensical):
    for page in PAGES:
        html = (zensical.PUBLISHED / page).read_text(encoding="utf-8")
        assert html.count('<meta http-equiv="Content-Security-Policy"') == html.count("data-manifest>") == 1
        assert html.count("data-theme-script>") == html.count("data-worker-text=") == 1
        assert not re.search(r'(?:href|src)="[^"]*assets/generated/[\w-]+\.(?:js|css)"', html)
