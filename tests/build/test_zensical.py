"""The same mkdocs.yml builds with MkDocs and with Zensical, its successor: the same widgets, formulas and texts."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_scripts import ROOT
from site_scripts.build.pages import build_pages

PAGES = [path.relative_to(ROOT / "docs").with_suffix(".html") for path in sorted((ROOT / "docs").rglob("*.md"))]


@pytest.fixture(scope="module")
def by_mkdocs(tmp_path_factory):
    target = tmp_path_factory.mktemp("mkdocs") / "site"
    build_pages(target)
    return target


@pytest.fixture(scope="module")
def by_zensical(tmp_path_factory):
    # Zensical takes no other folder for its output, and none outside the project: so it builds a copy.
    project = tmp_path_factory.mktemp("zensical")
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "docs", project / "docs", ignore=shutil.ignore_patterns("generated"))
    shutil.copytree(ROOT / "site_scripts" / "theme", project / "site_scripts" / "theme")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


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
    header = html[html.index('<header class="lesson-header"') : html.index("</header>")]
    assert 'href="../index.html"' in header and "Back to all lessons" in header
    assert "Neural Networks" in header and "Intermediate" in header
    assert "<h1>⬅️ Training &amp; Backpropagation</h1>" in header
    assert "30 min - Explore at your own pace" in header
