"""The built site as a whole."""

import base64
import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from site_scripts import CACHE
from site_scripts.build.pages import build_pages
from site_scripts.build.site import build_lock
from site_scripts.publish import site as publish

LOADED = re.compile(r'<(?:script|link|img|iframe)\b[^>]*?\s(?:src|href)="([^"]+)"')
LINKED = re.compile(r'\s(?:src|href)="([^"#?]+)')


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}


def without_code(text: str) -> str:
    """A page without the JSON in it, whose markup is the widgets' own."""
    return re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)


def test_the_themes_own_pieces_are_not_served(site):
    assert not (site / "partials").exists()


def test_no_page_loads_anything_from_another_host(pages):
    foreign = {
        (path.name, address) for path, text in pages.items() for address in LOADED.findall(text) if "//" in address
    }
    assert {address for _, address in foreign if not address.startswith("data:")} == set()


def test_every_address_inside_the_site_leads_to_a_file(site, pages):
    missing = set()
    for path, text in pages.items():
        for address in LINKED.findall(without_code(text)):
            if re.match(r"[a-z]+:", address) or address == ".":
                continue
            base = site if address.startswith("/") else path.parent
            target = base / unquote(address.lstrip("/"))
            if not (target.is_file() or (target / "index.html").is_file()):
                missing.add((path.relative_to(site).as_posix(), address))
    assert missing == set()


def test_every_style_finds_its_fonts_and_pictures(site):
    for style in site.rglob("*.css"):
        for address in re.findall(r"url\([\"']?([^\"')]+)", style.read_text(encoding="utf-8")):
            assert address.startswith(("data:", "#")) or (style.parent / address).is_file(), (style.name, address)


def test_every_page_has_a_policy_and_knows_the_files(pages):
    for path, text in pages.items():
        assert text.count('<meta http-equiv="Content-Security-Policy"') == 1, path
        assert text.count("data-manifest>") == 1, path


class Inline(HTMLParser):
    """The scripts and styles that stand in a page's own text, as a browser reads it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside = False
        self.found: list[str] = []
        self.handlers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.handlers += [name for name in told if name.startswith("on")]
        self.inside = tag in ("script", "style") and "src" not in told and told.get("type") != "application/json"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


def test_every_script_in_a_page_is_known_to_its_policy_and_no_element_has_a_handler(pages):
    for path, text in pages.items():
        inline = Inline(text)
        policy = re.search('content="(default-src [^"]+)"', text)[1]
        assert 1 <= len(inline.found) <= 7, path
        for content in inline.found:
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")
            assert f"'sha256-{digest}'" in policy, (path, content)
        assert inline.handlers == [], path


def test_the_manifest_of_a_page_names_files_that_are_there(site, pages):
    text = pages[site / "index.html"]
    told = json.loads(re.search(r"data-manifest>(.*?)</script>", text)[1])
    missing = [
        entry["path"] for entry in told["files"].values() if not (site / "assets/generated" / entry["path"]).is_file()
    ]
    assert missing == []


def test_two_builds_of_the_same_sources_give_the_same_bytes(site):
    again = CACHE / "site-again"
    shutil.rmtree(again, ignore_errors=True)
    with build_lock():
        build_pages(again)
        publish.publish(again)
        first = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    second = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert sorted(first.keys() ^ second.keys()) == []
    assert [str(name) for name, content in first.items() if second[name] != content] == []
