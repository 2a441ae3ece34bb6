"""Formulas: KaTeX at build time, in one process, kept by formula."""

import re

import pytest

from site_scripts.lesson import formulas
from site_scripts.lesson.mistakes import Mistake
from site_scripts.steps import BuildError


@pytest.fixture
def katex():
    katex = formulas.Katex()
    yield katex
    if katex.process is not None:
        katex.close()


def test_a_formula_is_mathml_for_screen_readers_and_spans_for_the_eye(katex):
    html = katex.render(r"\frac{\partial L}{\partial w_1}", False)
    assert "<math" in html and "<mfrac>" in html
    assert 'class="katex-html" aria-hidden="true"' in html
    assert "<script" not in html


def test_the_tex_is_not_repeated_beside_the_formula(katex):
    assert "frac" not in re.sub(r'class="[^"]*"|<m?/?mfrac>', "", katex.render(r"\frac{a}{b} < c", False))


def test_one_process_answers_every_formula(katex):
    katex.render("a", False)
    first = katex.process.pid
    katex.render("b", True)
    assert katex.process.pid == first


def test_katexs_own_message_names_what_is_wrong(katex):
    with pytest.raises(Mistake, match=r"Undefined control sequence: .fracc"):
        katex.render(r"\fracc{1}{2}", False)


def test_a_command_that_katex_does_not_trust_is_refused(katex):
    with pytest.raises(Mistake, match=r".href cannot be used"):
        katex.render(r"\href{https://example.org}{x}", False)


def test_a_mistake_leaves_the_process_ready_for_the_next_formula(katex):
    with pytest.raises(Mistake):
        katex.render("{", False)
    assert "<math" in katex.render("x", False)


def test_letters_that_katex_has_no_glyph_for_are_refused(katex):
    with pytest.raises(Mistake, match="ŷ"):
        katex.render("ŷ", False)


def test_a_formula_is_kept_and_not_rendered_again(tmp_path, monkeypatch):
    html = formulas.render_formula("q_1", False, cache=tmp_path)
    monkeypatch.setattr(formulas.Katex, "render", lambda *_: pytest.fail("rendered again"))
    formulas.render_formula.cache_clear()
    assert formulas.render_formula("q_1", False, cache=tmp_path) == html


def test_a_block_formula_is_kept_apart_from_the_same_one_in_a_line(tmp_path):
    line, block = (formulas.render_formula("x", block, cache=tmp_path) for block in (False, True))
    assert line != block and 'display="block"' in block


def test_katex_that_is_not_installed_is_told_with_the_remedy(tmp_path):
    with pytest.raises(BuildError, match="make build"):
        formulas.katex_version(tmp_path)
