"""The theme's search waits for a reader, hosted and by double-click."""

import pytest

from site_scripts.publish.search import waiting, write_search_scripts
from site_scripts.steps import BuildError

THEME = 'return L($(location.protocol!=="file:"),Je("search")).pipe(x);location.protocol!=="file:"&&other()'


def test_the_search_index_and_its_worker_are_there_as_scripts_too(tmp_path, write):
    write("search/search_index.json", '{"docs": []}')
    write("assets/javascripts/workers/search.12345678.min.js", 'say("hi")\n//# sourceMappingURL=search.js.map')
    write("assets/javascripts/bundle.12345678.min.js", THEME)
    write("assets/generated/lazy-search.js")
    write_search_scripts(tmp_path)
    assert (tmp_path / "search/search_index.js").read_text() == 'var __index = {"docs": []}\n'
    text = (tmp_path / "assets/generated/search-worker-text.js").read_text()
    assert text == 'globalThis.nudgeSearchWorker = "say(\\"hi\\")";\n'


def test_the_search_waits_for_a_reader():
    assert waiting(THEME) == 'return L($(!1),Je("search")).pipe(x);location.protocol!=="file:"&&other()'


def test_zensical_keeps_its_index_at_the_root_and_its_own_way_to_begin(tmp_path, write):
    write("search.json", '{"items": []}')
    write("assets/javascripts/workers/search.12345678.min.js", "say()")
    write("assets/javascripts/bundle.12345678.min.js", "zensical()")
    write("assets/generated/lazy-search.js")
    write_search_scripts(tmp_path)
    assert (tmp_path / "search.js").read_text() == 'var __index = {"items": []}\n'
    assert (tmp_path / "assets/javascripts/bundle.12345678.min.js").read_text() == "zensical()"


def test_a_theme_whose_search_has_no_index_stops_the_build(tmp_path):
    with pytest.raises(BuildError, match=r"search\.json was expected, 0 are there\.\nRemedy: compare the names"):
        write_search_scripts(tmp_path)


def test_a_theme_whose_search_has_changed_stops_the_build():
    with pytest.raises(BuildError, match="Remedy: compare AT_ONCE"):
        waiting("search()")
