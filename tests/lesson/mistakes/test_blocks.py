"""What an author takes for a fence, a number or a formula, and Markdown does not, is told instead of shown."""

import pytest

WRONG = {
    "misspelt fence": ("```netwrk\nid: n\n```", 1, '"netwrk" is neither a lesson fence nor a language', '"network"?'),
    "fence with a capital": ("```Quiz\nquestions: []\n```", 1, '"Quiz" is neither', 'Did you mean "quiz"?'),
    "fence in braces": ("```{.network}\nid: n\n```", 1, "its name stands in braces. Write ```network."),
    "two backticks": ("``network\nid: n\n``", 1, "too few backticks"),
    "fence behind a hyphen": ("- ```network\n  id: n\n  ```", 1, 'behind "-". Indent it by four spaces'),
    "fence in a quote": ("> ```network\n> id: n\n> ```", 1, "cannot stand in a quote"),
    "code never closed": ("```python\nx\n\nText.", 1, "code between lines of ```: it is never closed"),
    "fence closed by the next one": (
        "```reflect\nid: a\nquestion: q\n\nText.\n\n```network\nid: n\n```",
        1,
        "it is not closed before the next one begins, 6 lines further down",
    ),
    "code closed by the fence that follows": ("```python\nx\n\n```network\nid: n\n```", 1, "3 lines further down"),
    "fence indented in nothing": ("Text.\n\n    ```network\n    id: n\n    ```", 3, "shown as code", "four backticks"),
    "formula without anything": ("$$\n$$", 1, "without anything in it"),
    "formula on its own inside a line": ("So $$x$$ it is.", 1, "$$ stands inside a line", "write $x$"),
    "formula with space inside its dollar signs": ("So $ x $ it is.", 1, '"$ x $" would be shown', "dollar signs: $x$"),
    "formula with space before its end": ("So $w_1 $ grows.", 1, '"$w_1 $" would be shown', "dollar signs: $w_1$"),
    "formula with space at its beginning": ("Text.\n\nSo $ 2x$.", 3, '"$ 2x$" would be shown', "dollar signs: $2x$"),
    "footnote that is nowhere": ("Text.\n\nSo it is.[^nielsen]", 3, "[^nielsen] names a footnote", "[^nielsen]: what"),
    "second title": ("```python\n# x\n```\n\n# More\n\nText.", 5, "title from the front matter", "## Heading"),
    "second title, underlined": ("Text.\n\nMore\n====\n", 4, "title from the front matter"),
    "number over two lines": ("Text\n{{ lesson.loss\nafter=100 }}", 2, "Write it on one line"),
    "number with one brace at the end": ("{{ lesson.h1 } more", 1, "with two braces on either side"),
    "number inside HTML": ("<div>\n{{ lesson.h1 }}\n</div>", 2, "inside HTML nothing is computed", "<div markdown>"),
    "number with one brace": ("{ lesson.h1 }", 1, '"{ lesson.h1 }" begins a number'),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_nobody_would_take_for_what_it_is_meant_to_be_is_told(told, name):
    text, line, *said = WRONG[name]
    where, message = told(f"## A\n\n{text}\n")
    assert where == line + 2, message
    for part in said:
        assert part in message


def test_a_formula_on_its_own_may_stand_in_a_list(convert):
    html = convert("- Look:\n\n    $$\n    x\n    $$\n\nEnd.")
    assert html.index("<li>") < html.index('<div class="formula">') < html.index("</li>")


def test_three_backticks_inside_a_line_begin_no_fence(convert):
    html = convert("```x``` is code.\n\n```network\nid: n\n```\n")
    assert '<section data-widget="network"' in html and "<pre>" not in html


def test_a_footnote_that_is_defined_and_brackets_in_code_stay(convert):
    html = convert("So it is.[^a] `[^b]` and \\[^c]\n\n[^a]: Because.\n")
    assert 'class="footnote-ref"' in html and "Because." in html and "[^b]" in html and "[^c]" in html


def test_braces_and_dollars_in_code_or_behind_a_backslash_stay(convert):
    html = convert("`{{ x` and `$$` and \\$\\$ and \\{{ y")
    assert html == "<p><code>{{ x</code> and <code>$$</code> and $$ and {{ y</p>"
