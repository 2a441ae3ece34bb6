"""What MkDocs says of a site is told like every other mistake."""

import json

import pytest

from site_scripts.build import pages
from site_scripts.steps import BuildError

FRONT = "---\ntitle: A lesson\ntrack: Neural Networks\nlevel: Beginner\nminutes: 5\nsummary: One line.\n---\n"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Builds one lesson with the project's own mkdocs.yml, but for scripts and styles, which are not built here."""
    docs = tmp_path / "docs"
    (docs / "lessons").mkdir(parents=True)
    (docs / "index.md").write_text("# All\n\n```lessons\n```\n", encoding="utf-8")
    monkeypatch.setattr(pages, "DOCS", docs)

    def load(target):
        from mkdocs.config import load_config

        config = load_config(str(pages.ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(target), strict=True)
        config["nav"] = None  # it names pages that are not there
        config["extra_css"] = config["extra_javascript"] = []
        config["markdown_extensions"].remove("site_scripts.build.generated")
        config.mdx_configs["site_scripts.lesson.extension"] = {"docs": str(docs)}
        return config

    monkeypatch.setattr(pages, "load", load)

    def build(content: bytes | str, name: str = "lessons/mine.md") -> str:
        (docs / name).write_bytes(content if isinstance(content, bytes) else (FRONT + content).encode())
        pages.build_pages(tmp_path / "site")
        return (tmp_path / "site" / name).with_suffix(".html").read_text(encoding="utf-8")

    return build


@pytest.mark.parametrize("link", ["[x](nowhere.md)", "![x](x.png)", "[x](#nowhere)", "[x](/index.html)"])
def test_a_link_that_leads_nowhere_is_told_with_file_and_line(build, link):
    with pytest.raises(BuildError, match=r"lessons/mine\.md:11: contains an? .*\nRemedy: mend the file and line"):
        build(f"\n## A\n\nText {link}.\n")


def test_a_link_may_lead_to_a_fence(build):
    assert 'href="#n"' in build("[there](#n)\n\n```network\nid: n\n```\n")


def test_a_page_in_another_encoding_is_told_by_its_name(build):
    with pytest.raises(BuildError, match=r"about\.md:3: this is not UTF-8"):
        build("# A\n\nGröße\n".encode("latin-1"), "about.md")


SLIPS = """
{{ lesson.nothing }} and [x](nowhere.md)

```network
id: mine
lerning: 1
```

About {{ mine.loss }} and $\\frac{$.

```nolanguage
```
"""


def test_every_mistake_of_every_lesson_is_told_in_one_go_but_not_what_follows_from_another(build, tmp_path):
    build("\nText.\n")
    lessons = tmp_path / "docs" / "lessons"
    (lessons / "slips.md").write_text(FRONT + SLIPS, encoding="utf-8")
    (lessons / "untitled.md").write_text(FRONT.replace("title", "name") + "\n```quiz\na: 1\n```\n", encoding="utf-8")
    (lessons / "Wrong name.md").write_text(FRONT + "\nText.\n", encoding="utf-8")
    places = [told.split(": ")[0].split("/")[-1] for told in pages.page_mistakes()]
    assert places == [
        "Wrong name.md:1",
        *("slips.md:9", "slips.md:9", "slips.md:13", "slips.md:16", "slips.md:18"),
        *("untitled.md:2", "untitled.md:10"),
    ]


def test_a_link_to_a_lost_heading_is_told_by_the_check_too(build, tmp_path):
    build("\nText.\n")
    (tmp_path / "docs" / "about.md").write_text("# A\n\n[x](lessons/mine.md#gone)\n", encoding="utf-8")
    (told,) = pages.page_mistakes()
    assert "about.md:3: " in told and "#gone" in told


def test_the_check_finds_nothing_where_the_build_does_not_and_writes_nothing(build, tmp_path):
    build("\nText.\n")
    before = sorted(tmp_path.rglob("*"))
    assert pages.page_mistakes() == []
    assert sorted(tmp_path.rglob("*")) == before


def test_a_page_that_fails_leaves_nothing_half_written(build, tmp_path):
    with pytest.raises(BuildError, match=r"mine\.md:10: network fence"):
        build("\n```network\nlerning: 1\n```\n")
    assert not list(tmp_path.glob("site/**/*.html"))


def test_search_finds_text_and_words_but_no_controls_and_each_formula_once(build, tmp_path):
    text = "### One neuron\n\nAbout $w_1$.\n\n```network\nid: n\n```\n\n```words\nloss: how wrong\n```\n"
    html = build(text)
    index = json.loads((tmp_path / "site" / "search" / "search_index.json").read_text(encoding="utf-8"))
    (found,) = (entry for entry in index["docs"] if entry["location"] == "lessons/mine.html#one-neuron")
    assert found["title"] == "One neuron"
    assert "w_1" not in found["text"] and "Current weight values" not in found["text"]
    assert "loss how wrong" in " ".join(found["text"].split())
    assert "data-search" not in html
