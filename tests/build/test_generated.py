"""Pages built by hand, without `make build` before, would have neither scripts nor styles."""

import pytest
from click import ClickException
from markdown import Markdown

from site_scripts.build import generated
from site_scripts.build.pages import load


@pytest.fixture
def convert(tmp_path, monkeypatch):
    monkeypatch.setattr(generated, "GENERATED", tmp_path)
    (tmp_path / "runtime").mkdir()
    for name in generated.NEEDED:
        (tmp_path / name).touch()
    return Markdown(extensions=["site_scripts.build.generated"]).convert


def test_a_page_with_its_scripts_and_styles_is_made(convert):
    assert convert("text") == "<p>text</p>"


@pytest.mark.parametrize("name", generated.NEEDED)
def test_a_page_without_one_of_them_is_refused_with_the_remedy(convert, tmp_path, name):
    (tmp_path / name).unlink()
    with pytest.raises(ClickException, match=rf"generated/{name} is missing.* Remedy: run `make build` once"):
        convert("text")


def test_our_own_build_which_makes_them_is_not_refused(tmp_path):
    assert "site_scripts.build.generated" not in load(tmp_path).markdown_extensions
