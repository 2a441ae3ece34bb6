"""What search engines, messengers, home screens and hosts ask for."""

import json
import re
import struct
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, FileSystemLoader

from site_scripts import ROOT
from site_scripts.build import site as build_site
from site_scripts.publish.hosts import (
    ICON,
    ICONS,
    MANIFEST,
    NETWORK,
    SOCIAL,
    robots,
    web_app_manifest,
    write_host_files,
)
from site_scripts.publish.raster import in_plain_colours, with_known_letters

THEME = Environment(loader=FileSystemLoader(ROOT / "site_scripts" / "theme"), autoescape=False)
LESSON = {"track": "Neural Networks", "title": "One", "summary": 'What "it" is & does.'}


def described(site_url: str, **meta: str) -> str:
    """What the template writes into the head of a page."""
    THEME.filters["url"] = lambda path: f"../{path}"
    page = {"meta": meta, "canonical_url": f"{site_url}lessons/one.html" if site_url else None}
    config = {"site_name": "Nudge", "site_description": "Of the site.", "site_url": site_url}
    return THEME.get_template("partials/described.html").render(page=page, config=config)


def size(png: bytes) -> tuple[int, int]:
    """Width and height, from a PNG's head."""
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_a_lesson_is_described_by_its_summary():
    assert '<meta name="description" content="What &#34;it&#34; is &amp; does.">' in described("", **LESSON)


def test_another_page_is_described_as_the_site_is():
    assert '<meta name="description" content="Of the site.">' in described("")


def test_with_an_address_a_page_names_its_own_and_the_picture_s_in_whole():
    head = described("https://example.org/fork/", **LESSON)
    assert '<link rel="canonical" href="https://example.org/fork/lessons/one.html">' in head
    assert f'<meta property="og:image" content="https://example.org/fork/{SOCIAL}">' in head


def test_without_an_address_nothing_claims_one():
    assert not re.search("canonical|og:url|og:image", described("", **LESSON))


def test_robots_name_the_sitemap_once_there_is_one():
    assert "Sitemap" not in robots("")
    assert robots("https://example.org/fork").endswith("\nSitemap: https://example.org/fork/sitemap.xml\n")


def test_the_files_that_the_manifest_and_the_pages_name_are_written_in_their_sizes(tmp_path):
    write_host_files(tmp_path, "")
    manifest = json.loads((tmp_path / MANIFEST).read_text())
    for icon in manifest["icons"]:
        assert "x".join(map(str, size((tmp_path / icon["src"]).read_bytes()))) == icon["sizes"]
    assert size((tmp_path / SOCIAL).read_bytes())[0] == 1200


def test_the_manifest_has_what_makes_a_site_installable():
    manifest = json.loads(web_app_manifest("Nudge"))
    assert manifest["name"] and manifest["start_url"] and manifest["display"] == "standalone"
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert len(manifest["icons"]) == len(ICONS)


@pytest.mark.parametrize("drawing", [ICON, NETWORK])
def test_a_drawing_is_whole_and_without_variables_when_it_becomes_a_picture(drawing):
    plain = with_known_letters(in_plain_colours(drawing.read_text(encoding="utf-8")))
    ElementTree.fromstring(plain)
    assert "var(" not in plain


def test_no_text_of_the_picture_needs_a_glyph_that_its_fonts_lack():
    plain = with_known_letters(in_plain_colours(NETWORK.read_text(encoding="utf-8")))
    assert not re.search("[₀-₉ₒᵤₜŷ−]", "".join(ElementTree.fromstring(plain).itertext()))


def test_another_address_is_an_edit(tmp_path, monkeypatch):
    monkeypatch.setattr(build_site, "CACHE", tmp_path)
    texts = set()
    for address in ("", "https://example.org/"):
        monkeypatch.setenv("SITE_URL", address)
        texts.add(build_site.settings_file().read_text())
    assert len(texts) == 2
