"""From MkDocs' output to what is served: names, addresses, policy, lists, compressed copies."""

import base64
import hashlib
import json
import re
from itertools import permutations

import pytest

from site_scripts.publish.lists import manifest, write_offline_list
from site_scripts.publish.names import new_address, rename_assets, with_new_names
from site_scripts.publish.pages import (
    TRANSFORMS,
    published,
    with_manifest,
    with_names_kept,
    with_own_script_early,
    with_policy,
    with_search_script,
    with_tables_apart,
    with_theme_script_last,
)
from site_scripts.publish.site import remove_unused

RENAMED = {"assets/a.css": "assets/a.12345678.css", "assets/pictures/b.svg": "assets/pictures/b.abcdef01.svg"}

SEARCH = {"assets/generated/lazy-search.js": "s.1.js", "assets/generated/search-worker-text.js": "w.2.js"}


def test_an_asset_gets_the_hash_of_its_content_into_its_name(tmp_path, write):
    write("assets/a.css", "p { margin: 0 }")
    digest = hashlib.sha256(b"p { margin: 0 }").hexdigest()[:8]
    assert rename_assets(tmp_path) == {"assets/a.css": f"assets/a.{digest}.css"}
    assert (tmp_path / f"assets/a.{digest}.css").exists()


def test_a_runtime_file_keeps_its_name_in_a_folder_named_by_the_hash(tmp_path, write):
    write("assets/generated/runtime/numpy-2.2.5-cp313.whl", "wheel")
    (new,) = rename_assets(tmp_path).values()
    assert re.fullmatch(r"assets/generated/runtime/[0-9a-f]{8}/numpy-2\.2\.5-cp313\.whl", new)


def test_the_theme_and_the_service_worker_keep_their_names(tmp_path, write):
    write("assets/javascripts/bundle.a5f9d56c.min.js")
    write("assets/generated/service-worker.js")
    assert rename_assets(tmp_path) == {}


def test_a_style_names_its_font_as_it_is_called_now(tmp_path, write):
    write("assets/fonts/f.woff2", "font")
    write("assets/a.css", "@font-face { src: url(fonts/f.woff2) }")
    renamed = rename_assets(tmp_path)
    style = (tmp_path / renamed["assets/a.css"]).read_text()
    assert renamed["assets/fonts/f.woff2"].removeprefix("assets/") in style


def test_a_style_whose_font_changes_changes_its_own_name(tmp_path, write):
    names = set()
    for font in ("one", "two"):
        folder = tmp_path / font
        write(f"{font}/assets/f.woff2", font)
        write(f"{font}/assets/a.css", "@font-face { src: url(f.woff2) }")
        names.add(rename_assets(folder)["assets/a.css"])
    assert len(names) == 2


@pytest.mark.parametrize(
    ("address", "page", "expected"),
    [
        ("assets/a.css", "index.html", "assets/a.12345678.css"),
        ("../assets/a.css", "lessons/one.html", "../assets/a.12345678.css"),
        ("../assets/pictures/b.svg#part", "lessons/one.html", "../assets/pictures/b.abcdef01.svg#part"),
        ("/assets/a.css?x=1", "404.html", "/assets/a.12345678.css?x=1"),
        ("/some/path/assets/a.css", "404.html", "/some/path/assets/a.12345678.css"),
        ("/other.css", "404.html", "/other.css"),
        ("a.css", "lessons/one.html", "a.css"),
        ("https://example.org/assets/a.css", "index.html", "https://example.org/assets/a.css"),
        ("#top", "index.html", "#top"),
    ],
)
def test_addresses_follow_the_new_names_and_others_stay(address, page, expected):
    assert new_address(address, page, RENAMED) == expected


def test_pages_are_rewritten_where_they_load_a_file_and_nowhere_else():
    loads = '<link href="assets/a.css"><img alt="assets/a.css" src="assets/pictures/b.svg">'
    assert with_new_names(f"{loads}<code>assets/a.css</code>", "index.html", RENAMED) == (
        '<link href="assets/a.12345678.css"><img alt="assets/a.css" src="assets/pictures/b.abcdef01.svg">'
        "<code>assets/a.css</code>"
    )


SKETCHES = {
    f"assets/{name}.svg": f"assets/{name}.12345678.svg" for name in ("my sketch", "größe", "step#1", "50%", "a&b", "s")
}


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<img src="../assets/my%20sketch.svg">', 'src="../assets/my%20sketch.12345678.svg"'),
        ('<img src="../assets/my sketch.svg">', 'src="../assets/my%20sketch.12345678.svg"'),
        ('<img src="../assets/größe.svg">', 'src="../assets/gr%C3%B6%C3%9Fe.12345678.svg"'),
        ('<img src="../assets/step%231.svg#a">', 'src="../assets/step%231.12345678.svg#a"'),
        ('<img src="../assets/50%25.svg">', 'src="../assets/50%25.12345678.svg"'),
        ('<img src="../assets/a&amp;b.svg">', 'src="../assets/a&amp;b.12345678.svg"'),
        ("<img alt='>' src='../assets/s.svg'>", 'src="../assets/s.12345678.svg"'),
        ("<img src=../assets/s.svg alt=a>", 'src="../assets/s.12345678.svg" alt=a'),
        ('<img srcset="../assets/s.svg 1x, ../assets/my%20sketch.svg 2x">', "my%20sketch.12345678.svg 2x"),
        ('<img srcset="../assets/s.svg 1x, x.svg 2x">', '"../assets/s.12345678.svg 1x, x.svg 2x"'),
        ('<p style="background: url(../assets/s.svg)">', '"background: url(../assets/s.12345678.svg)"'),
        ("<p style='background: url(\"../assets/s.svg\")'>", "url(&quot;../assets/s.12345678.svg&quot;)"),
        ('<video poster="../assets/s.svg">', 'poster="../assets/s.12345678.svg"'),
        ("<p>write src=../assets/s.svg</p>", "<p>write src=../assets/s.svg</p>"),
    ],
)
def test_a_file_of_any_name_is_found_however_its_tag_is_written(tag, expected):
    assert expected in with_new_names(tag, "lessons/a.html", SKETCHES)


def test_the_offline_list_has_addresses_that_a_browser_can_ask_for(tmp_path, write):
    write("assets/generated/service-worker.js")
    write("lessons/img/my step#1%.svg")
    write_offline_list(tmp_path, "b")
    (file,) = json.loads((tmp_path / "offline-files.json").read_text())["files"]
    assert file["path"] == "lessons/img/my%20step%231%25.svg"


def test_a_plain_table_stands_in_an_element_of_its_own():
    page = "<table>\n<td>1</td></table><table class='weights'></table>"
    apart = "<div><table>\n<td>1</td></table></div><table class='weights'></table>"
    assert with_tables_apart(page, "a.html", {}) == apart


def test_our_script_stands_in_the_head_and_runs_as_soon_as_it_is_there():
    own = 'src="assets/generated/nudge.1234.js"></script>'
    page = f"<head></head><p>text</p><script {own}"
    assert with_own_script_early(page, "a.html", {}) == f"<head><script async {own}\n</head><p>text</p>"


def test_the_theme_s_script_is_named_and_not_run():
    page = '<script src="assets/javascripts/bundle.1234.min.js"></script>'
    named = '<script type="application/json" data-theme-script>"assets/javascripts/bundle.1234.min.js"</script>'
    assert with_theme_script_last(page, "a.html", {}) == named


def test_the_search_script_waits_for_the_text():
    page = with_search_script("<head></head>", "lessons/a.html", SEARCH)
    assert page == '<head><script defer src="../s.1.js" data-worker-text="../w.2.js"></script>\n</head>'


def test_a_page_shown_at_any_depth_has_no_search_script():
    assert with_search_script("<head></head>", "404.html", SEARCH) == "<head></head>"


def test_the_order_of_the_transforms_does_not_matter():
    page = """<head><meta charset="utf-8"><link href="assets/a.css">
</head><table></table><script src="assets/javascripts/bundle.1234.min.js"></script>
<script src="assets/generated/nudge.js"></script>"""
    renamed = SEARCH | RENAMED | {"assets/generated/nudge.js": "assets/generated/nudge.5678.js"}
    pages = set()
    for transforms in permutations(TRANSFORMS):
        text = page
        for transform in transforms:
            text = transform(text, "a.html", renamed)
        pages.add(tuple(sorted(text.splitlines())))
    assert len(pages) == 1


CHARSET = '<meta charset="utf-8">'


def policy(page: str) -> dict[str, set[str]]:
    """The directives of a page's policy, and their sources."""
    content = re.search('http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
    return {name: set(sources) for name, *sources in map(str.split, content.split("; "))}


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_names_no_other_host_and_runs_no_text():
    directives = policy(with_policy(CHARSET))
    assert directives["script-src"] == {"'self'", "'wasm-unsafe-eval'"}
    assert set.union(*directives.values()) <= {
        *("'self'", "'none'", "'unsafe-inline'", "'wasm-unsafe-eval'", "blob:", "data:"),
    }
    assert [name for name, sources in directives.items() if "'unsafe-inline'" in sources] == [
        *("style-src", "style-src-attr"),
    ]


def test_the_policy_allows_the_scripts_and_styles_that_stand_in_the_page():
    page = f"{CHARSET}<script>first(`ä`)</script><script id=a>\nsecond()\n</script><style data-later>b {{}}</style>"
    directives = policy(with_policy(page))
    assert directives["script-src"] >= {hashed("first(`ä`)"), hashed("\nsecond()\n")}
    assert directives["style-src-elem"] == {"'self'", hashed("b {}")}


def test_the_policy_names_no_data_and_no_script_with_an_address():
    page = f'{CHARSET}<script type="application/json">{{}}</script><script src="a.js"></script>'
    assert policy(with_policy(page)) == policy(with_policy(CHARSET))


def test_the_policy_has_the_hash_of_what_the_transforms_leave():
    """A script in the page may name a file, which has another name then."""
    page = published(f"{CHARSET}<script>load(' src=\"a.css\"')</script></head>", "index.html", RENAMED | SEARCH)
    assert hashed(re.search("<script>(.*?)</script>", page)[1]) in policy(page)["script-src"]


def test_the_policy_comes_before_anything_that_loads():
    page = with_policy(f'{CHARSET}<link href="a.css">')
    assert page.index("Content-Security-Policy") < page.index("a.css")


def test_the_page_is_told_names_sizes_and_hashes_before_its_script_runs(tmp_path, write):
    write("assets/generated/worker.1.js", "work")
    files = manifest(tmp_path, {"assets/generated/worker.js": "assets/generated/worker.1.js"})
    page = with_manifest('<script src="assets/generated/nudge.12345678.js"></script>', files, "build-name")
    told, rest = re.fullmatch(r'<script type="application/json" data-manifest>(.*?)</script>(.*)', page).groups()
    sha256 = hashlib.sha256(b"work").hexdigest()
    assert json.loads(told) == {
        "build": "build-name",
        "files": {"worker.js": {"path": "worker.1.js", "size": 4, "sha256": sha256}},
    }
    assert rest == '<script src="assets/generated/nudge.12345678.js"></script>'


def test_the_service_worker_stands_at_the_root_and_names_its_build(tmp_path, write):
    write("assets/generated/service-worker.js", "listen()")
    write_offline_list(tmp_path, "0123456789abcdef")
    text = (tmp_path / "service-worker.js").read_text()
    assert text == 'self.nudgeBuild = "0123456789abcdef";\nlisten()'
    assert not (tmp_path / "assets/generated/service-worker.js").exists()


def test_the_offline_list_says_size_hash_and_group_of_every_file(tmp_path, write):
    write("assets/generated/service-worker.js")
    write("index.html", "page")
    write("assets/generated/runtime/1/pyodide.js", "boot")
    write("assets/generated/runtime/2/numpy.whl", "arrays")
    write("assets/generated/bundle-python.1.js", "for file:// only")
    write_offline_list(tmp_path, "name")
    listed = json.loads((tmp_path / "offline-files.json").read_text())["files"]
    assert [(entry["path"].split("/")[-1], entry["size"], entry["group"]) for entry in listed] == [
        ("pyodide.js", 4, "runtime"),
        ("numpy.whl", 6, "numpy"),
        ("index.html", 4, "pages"),
    ]
    assert listed[2]["sha256"] == hashlib.sha256(b"page").hexdigest()


def test_what_no_page_uses_is_left_out(tmp_path, write):
    unused = [
        "assets/javascripts/a.js.map",
        "assets/javascripts/lunr/min/lunr.de.min.js",
        "sitemap.xml",
        "sitemap.xml.gz",
    ]
    for name in [*unused, "assets/javascripts/a.js"]:
        write(name)
    remove_unused(tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.js"]
    assert not (tmp_path / "assets/javascripts/lunr").exists()


def test_a_sitemap_with_addresses_stays(tmp_path, write):
    write("sitemap.xml", "<loc>https://example.org</loc>")
    remove_unused(tmp_path)
    assert (tmp_path / "sitemap.xml").exists()


def test_translators_leave_code_and_formulas_alone_and_scripts_stay_as_they_are():
    page = '<p><code>w1</code> <span class="katex">x</span></p><script type="application/json">"<code>"</script>'
    assert with_names_kept(page, "index.html", {}) == (
        '<p><code translate="no">w1</code> <span class="katex" translate="no">x</span></p>'
        '<script type="application/json">"<code>"</script>'
    )
