"""What Markdown would show as it stands, or leave out, is told with its line and a remedy."""

import pytest

TABLE = "| a | b |\n|---|---|\n"
WRONG = {
    "formula in round brackets": ("So \\(x_1\\) is.", 1, "Write $x_1$"),
    "formula in square brackets": ("\\[\nx\n\\]", 1, "line of $$"),
    "environment without dollars": ("Text.\n\n\\begin{align}\nx\n\\end{align}", 3, "\\begin{align} stands outside"),
    "product with stars": ("So 2*3*4 is 24.", 1, "italics", "\\cdot"),
    "product of letters": ("So a*b and c*d is.", 1, "italics"),
    "label": ("## A\n:label:`sec_a`", 2, ":label: would be shown"),
    "sign by its name": ("Well done :tada:", 1, ":tada: would be shown"),
    "directive of another tool": (":::{note}\nText.\n:::", 1, "!!! note"),
    "heading without a space": ("Text.\n\n##More", 3, "needs a space"),
    "second front matter": ("---\nlayout: page\n---\n\nText.", 1, "a second front matter"),
    "cell too many": (TABLE + "| 1 | 2 | 3 |", 3, "3 cells", "\\|"),
    "bars in a table's formula": (TABLE + "| $|x|$ | 2 |", 3, "$|x|$ stands in a table", "\\lvert"),
    "note with a title without quotes": ("!!! note A note\n    Text.", 1, '!!! note "A title"'),
    "note with one quote": ('!!! note "A note\n    Text.', 1, "two double quotes"),
    "note whose text is not indented": ("!!! note\nText.", 2, "is not indented"),
    "note whose text is indented by two": ('!!! note "A"\n\n  Text.', 2, "is not indented"),
    "tab without quotes": ("=== Tab\n    Text.", 1, '=== "Title"'),
    "fold whose text is not indented": ('??? tip "A"\nText.', 2, "is not indented"),
    "address that is defined nowhere": ("See [a][nope].", 1, "[nope]: address"),
    "space before an address": ("See [a] (x.md).", 1, "take the space before (x.md) away"),
    "link that never ends": ("See [a](x.md", 1, "never ends"),
    "word that never ends": ("The [[loss is.", 1, "[[word]]"),
    "comment that never ends": ("Text.\n\n<!-- more\n\nText.", 3, "never ends. End it with -->"),
    "code behind a hyphen": ("- ```python\n  x = 1\n  ```", 1, "lines of its own"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_would_be_shown_as_it_stands_is_told(told, name):
    text, line, *said = WRONG[name]
    where, message = told(f"\n{text}\n")
    assert where == line + 1, message
    for part in said:
        assert part in message


RIGHT = [
    "`\\(x\\)` and `2*3*4` and `:label:` and `[a][b]` and `[[`",
    "\\*a\\* and \\[a\\] and 2 * 3 * 4 and a **b** c*",
    "At 12:30:45, a: b: c, see https://example.org/a*b*c and [a](https://example.org/x:y:z_(w))",
    "See [a][b], [b][] and [a](x 'a (title)').\n\n[b]: https://example.org",
    "See [a](https://example.org\n) here.",
    "x[i][j] and ([0] (zero))",
    TABLE + "| a \\| b | $\\|x\\|$ |\n| `a | b` |",
    '!!! note "A"\n\n    Text.\n\n!!! tip inline end\n    Text.',
    "---\n\nText.\n\n---",
    "So $a*b*c$ and `!!! x`.\n\n```text\n!!! note A\n[a][nope] <!-- \n```",
    "Issue #5 and\n#5",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_told(convert, text):
    assert convert(text)


@pytest.mark.parametrize(
    "comment",
    ["<!-- a -->", "<!--\n```network\nid: n\nwrong: 1\n```\n-->", "<!-- <table> -->", "<!-- {{ no.such }} $x -->"],
)
def test_what_is_commented_out_is_not_there(convert, comment):
    html = convert(f"{comment}\n\n| a |\n|---|\n| 1 |\n\nText <!-- x\n\n{{{{ y --> end.\n\n```network\nid: n\n```")
    assert html.startswith("<table>") and html.count('id="n"') == 1
    assert "<p>Text </p>\n<p>end.</p>" in html and "<!--" not in html


def test_a_comment_in_code_is_code(convert):
    html = convert("`<!-- a` b `-->`\n\n```html\n<!-- c -->\n```")
    assert "<code>&lt;!-- a</code> b" in html and "c" in html.split("<pre>")[1]


def test_a_mistake_behind_a_comment_with_the_same_words_is_told_where_it_stands(told):
    assert told("<!-- {{ lesson.none }} -->\n\n{{ lesson.none }}")[0] == 3
