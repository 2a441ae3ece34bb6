"""What authors expect of Markdown, as GitHub renders it: from Markdown in to HTML out."""

import re

import pytest


@pytest.fixture
def outline(convert):
    """The HTML without attributes and white space."""

    def outline(text: str) -> str:
        html = re.sub(r"<(?!/)([\w-]+)[^>]*>", r"<\1>", convert(text))
        return re.sub(r"\s*(<[^>]+>)\s*", r"\1", " ".join(html.split()))

    return outline


NESTED = "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Text:\n- a", "<p>Text:</p><ul><li>a</li></ul>"),
        ("Text:\n1. a", "<p>Text:</p><ol><li>a</li></ol>"),
        ("In\n1986. it was", "<p>In 1986. it was</p>"),
        ("- in\n  1986. it was", "<ul><li>in 1986. it was</li></ul>"),
        ("- a\n  - b\n    - c", NESTED),
        ("- a\n    - b\n        - c", NESTED),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("1. a\n- b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
        ("- a\nb", "<ul><li>a b</li></ul>"),
        ("- a\n\n  b\n  - c", "<ul><li><p>a</p><p>b</p><ul><li>c</li></ul></li></ul>"),
        ("- a\n\nb", "<ul><li>a</li></ul><p>b</p>"),
        ("> a\n> - b\n>   - c", "<blockquote><p>a</p><ul><li>b<ul><li>c</li></ul></li></ul></blockquote>"),
        ("> a\n## b", "<blockquote><p>a</p></blockquote><h2>b<a>&para;</a></h2>"),
        ("a\n```\nb\n```\nc", "<p>a</p><div><pre><span></span><code>b</code></pre></div><p>c</p>"),
        ("> a\n- b", "<blockquote><p>a</p></blockquote><ul><li>b</li></ul>"),
        ("> a\nb", "<blockquote><p>a b</p></blockquote>"),
        ("!!! note\n    a\n    - b\n      - c", None),
        ("<pre>\n- a\n  - b\n\n  - c\n</pre>", "<pre>- a - b - c</pre>"),
    ],
)
def test_lists_are_nested_and_begin_where_github_has_them(outline, text, html):
    assert outline(text) == (html or "<div><p>Note</p><p>a</p><ul><li>b<ul><li>c</li></ul></li></ul></div>")


def test_a_list_keeps_the_number_that_it_begins_with(convert):
    assert '<ol start="1986">' in convert("1986. A year")


@pytest.mark.parametrize(
    "text",
    [
        "1. a\n\n   ```python\n   x = 1\n\n   y = 2\n   ```\n\n2. b",
        "1. a\n   ```python\n   x = 1\n\n   y = 2\n   ```\n2. b",
    ],
)
def test_code_in_a_numbered_list_is_code_and_the_list_goes_on(convert, text):
    html = convert(text)
    assert html.count("<ol") == 1 and html.count("<li>") == 2
    assert re.sub(r"<[^>]+>", "", html.split("<code>")[1].split("</code>")[0]) == "x = 1\n\ny = 2\n"


def test_a_lesson_fence_in_a_numbered_list_belongs_to_it(convert):
    html = convert("1. a\n\n   ```reflect\n   id: x\n   question: Why?\n   ```\n\n2. b")
    assert html.count("<ol") == 1 and html.index("<textarea") < html.index("b</")


def test_a_list_goes_on_below_code_that_is_indented(outline):
    assert outline("- a\n\n      code\n- b").count("<ul>") == 1


@pytest.mark.parametrize("before", ["Text\n", "Text\n\n", "- a\n\n  "])
def test_a_table_may_follow_its_paragraph(convert, before):
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    html = convert(before + (table.replace("\n", "\n  ") if before[0] == "-" else table))
    assert html.count("<td>") == 2


def test_a_sentence_with_a_bar_is_no_table(convert):
    assert convert("a | b\nc | d") == "<p>a | b\nc | d</p>"


def test_ticks_of_a_task_list_say_what_they_are(convert):
    html = convert("- [ ] a\n- [x] b\n  - [x] c")
    assert html.count('aria-label="To do" disabled/>') == 1
    assert html.count('aria-label="Done" disabled checked/>') == 2


@pytest.mark.parametrize("kind", ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"])
def test_an_alert_of_github_is_a_note(convert, kind):
    html = convert(f"> [!{kind}]\n> Text.\n> - a")
    assert f'<div class="admonition {kind.lower()}">' in html and "<li>a</li>" in html and "[!" not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("~~gone~~", "<del>gone</del>"),
        ("See https://example.org/a_b_c.", '<a href="https://example.org/a_b_c">https://example.org/a_b_c</a>.'),
        ("++ctrl+c++", '<kbd class="key-control">Ctrl</kbd>'),
        ('=== "A"\n    Text\n\n=== "B"\n    - x', '<div class="tabbed-block">\n<ul>\n<li>x</li>'),
        ("one\\\ntwo", "one<br />\ntwo"),
        ("So $`w_1`$ is", "<math"),
        ("`$ x $` and $5", "<code>$ x $</code> and $5"),
    ],
)
def test_what_authors_know_from_elsewhere_just_works(convert, text, html):
    assert html in convert(text)
