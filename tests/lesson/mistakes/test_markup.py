"""HTML in a lesson that would be swallowed, stay raw, or load nothing is told."""

import pytest

WRONG = {
    "name in angles": ("So <x> is.", 1, "<x> is no element", "&lt;x&gt;"),
    "type in angles": ("A Vector<float> here.", 1, "<float> is no element"),
    "placeholder": ("Run it\nwith <your-name>.", 2, "<your-name> is no element"),
    "bold in a fold": ("<details>\n<summary>S</summary>\n\n**b** x\n</details>", 4, "<details markdown>"),
    "formula in a fold": ("<details>\n<summary>S</summary>\n\nAn $x$ here.\n</details>", 4, "<details markdown>"),
    "list in a division": ("<div>\n\n- a\n</div>", 3, "<div markdown>"),
    "division that never ends": ("Text.\n\n<div>\nText.", 3, "<div> begins here and never ends"),
    "element inside that never ends": ("<div>\n<span>a\n</div>", 2, "<span> begins here"),
    "end of nothing": ("Text.\n\n</div>", 3, "</div> ends nothing"),
    "external picture": ("![a](https://example.org/a.png)", 1, "another host"),
    "external picture in HTML": ('<img alt="a" src=https://example.org/a.png>', 1, "another host"),
    "external picture of several sizes": ("<img alt='a' srcset='//example.org/a.png 2x'>", 1, "another host"),
    "external video": ('<video src="https://example.org/a.mp4"></video>', 1, "another host"),
    "frame": ('<iframe src="https://example.org/"></iframe>', 1, "policy forbids"),
    "script": ("Text.\n\n<script>\nalert(1)\n</script>", 3, "policy forbids"),
    "handler": ('<a href="index.html" onclick="x()">a</a>', 1, "policy forbids"),
    "picture in HTML that is not there": ('<img alt="a" src="no.png">', 1, "is not there"),
    "link in HTML to Markdown": ('<a href="nope.md">a</a>', 1, "[text](nope.md)"),
    "link in HTML to nothing": ('<a href="nope.html">a</a>', 1, "is not there"),
    "picture without words": ("![](wrong.md)", 1, "lacks words"),
    "picture in HTML without words": ('<img src="wrong.md">', 1, "lacks alt"),
    "number in an attribute": ('<span title="{{ lesson.h1 }}">a</span>', 1, "inside a tag nothing is computed"),
}


@pytest.mark.parametrize("name", WRONG)
def test_html_that_would_not_be_seen_as_meant_is_told(told, name):
    text, line, *said = WRONG[name]
    where, message = told(f"\n{text}\n")
    assert where == line + 1, message
    for part in said:
        assert part in message


RIGHT = [
    "`<x>` and \\<x> and $a<b>c$ and 1 < 2 > 1 and a <- b",
    "<https://example.org/a> and <mailto:a@example.org> and <a@example.org>",
    "w<sup>T</sup>x<sub>i</sub><br>next<br/>",
    "<details markdown>\n<summary>S</summary>\n\n**b** $x$\n</details>",
    "<ul>\n<li>a\n<li>b\n</ul>",
    '<svg viewBox="0 0 1 1"><path d="M0 0"/><linearGradient id="g"></linearGradient></svg>',
    "<pre>\n**a** Vector\n</pre>",
    '<a href="https://example.org">a</a> <a id="here"></a> <a href="#here">b</a>',
    "<p align='center'><b>a</b></p>",
    "```html\n<x> <iframe>\n```",
]


@pytest.mark.parametrize("text", RIGHT)
def test_html_that_is_right_is_not_told(convert, text):
    assert convert(text)


def test_a_text_indented_by_four_with_a_formula_is_told(told):
    where, message = told("Text.\n\n    So $x_1$ is.\n")
    assert where == 3 and "shown as code" in message


def test_code_that_is_indented_stays_code(convert):
    assert "<pre>" in convert("Text.\n\n    $ make serve\n")
