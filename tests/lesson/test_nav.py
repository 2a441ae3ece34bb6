"""The menu, and with it what is next and what was before: every page, the lessons in their order, before Contribute."""

from collections.abc import Iterator

import yaml

from site_scripts import ROOT
from site_scripts.lesson.front_matter import lesson_list
from site_scripts.lesson.markdown_extensions import SettingsLoader
from site_scripts.lesson.mistakes import DOCS


def pages(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list):
        for one in nav:
            yield from pages(one)
    elif isinstance(nav, dict):
        yield from pages(list(nav.values()))


def test_the_menu_has_every_page_and_the_lessons_in_their_order_before_contribute():
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), SettingsLoader)
    listed = list(pages(config["nav"]))
    remedy = "Remedy: under `nav` in mkdocs.yml, a line for each page, lessons in the order of their `order`"
    assert sorted(listed) == sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")), remedy
    lessons = [path.relative_to(DOCS).as_posix() for path, _ in lesson_list(DOCS)]
    assert [page for page in listed if page.startswith("lessons/")] == lessons, remedy
    assert listed.index(lessons[-1]) < min(k for k, page in enumerate(listed) if page.startswith("contribute/"))
