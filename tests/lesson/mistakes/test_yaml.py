"""What YAML would pass over without a word, or say in words of its own, is told to the author in plain ones."""

import pytest

LAYER = "  - weights: [[1]]\n    biases: [0]\n"

WRONG = {
    "option without a value": ("network", "id: n\nlayers:", 3, '"layers" has no value'),
    "question without a value": ("reflect", "id: a\nquestion:", 3, '"question" has no value'),
    "number of 5000 digits": ("network", "learning_rate: 1" + "0" * 5000, 2, "a number of 5001 digits is too long"),
    "number that begins the text": ("reflect", "id: a\nquestion: {{ lesson.h1 }}", 3, "stands in single quotes"),
    "tex in double quotes": ("formula", 'tex: "\\nabla x"', 2, "Put the text in single quotes"),
    "text cut off by a comment": ("reflect", "id: a\nquestion: Is it #1 of all?", 3, '"#1 of all?" would be left out'),
    "text of blanks": ("reflect", "id: a\nquestion: ' '", 3, '"question" is empty'),
    "tab": ("network", "id: n\n\tloss: squared_error", 3, "a line that is indented further"),
    "second colon": ("reflect", "id: a\nquestion: Why: really?", 3, "a second colon in the line"),
    "one column only": ("network", "sizes: [3]", 2, '"sizes" holds 1. It takes at least 2.'),
    "too many rates": (
        "valley",
        "network: n\nlow: 0\nhigh: 1\nrates: [1, 1, 1, 1, 1, 1, 1]",
        5,
        '"rates" holds 7. It takes at most 6.',
    ),
    "layers without hyphens": (
        "network",
        "layers:\n  weights: [[1]]\n  biases: [0]",
        2,
        "It takes a list of groups of options, each after a hyphen",
    ),
    "seed too large": ("depth", "data_seed: 4294967296", 2, "It takes a whole number from 0 to 4294967295"),
    "factor that is a number": (
        "formula",
        "factors:\n  - a\n  - 5",
        4,
        '"factors.2" is 5. It takes TeX in single quotes',
    ),
    "highlight with a space": (
        "formula",
        "factors:\n  - {tex: b, term: a b}",
        3,
        "It takes letters, digits and underscores",
    ),
    "function without its module": ("source", "function: sigmoid", 2, "such as network.sigmoid"),
    "word that is a number": ("words", "5: five", 2, '"5": a word is text; put it in quotes.'),
    "truth as an answer": (
        "quiz",
        "questions:\n  - {ask: a, answer: true, explain: e}",
        3,
        '"questions.1.answer" is true. It takes a number, or text.',
    ),
    "option twice, deep inside": (
        "network",
        f"layers:\n{LAYER}    biases: [1]",
        5,
        'network fence: "biases" stands here for the second time',
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_yaml_would_pass_over_is_told_with_its_line(told, name):
    fence, body, line, said = WRONG[name]
    where, message = told(f"\n```{fence}\n{body}\n```\n")
    assert where == line + 1, message
    assert said in message
    assert message.startswith(f"{fence} fence: ")


def test_a_comment_on_a_line_of_its_own_or_behind_a_number_is_no_mistake():
    from site_scripts.lesson.options import read_yaml

    data, _ = read_yaml('# about\nlearning_rate: 0.5  # large\ntext: \'in #1\'\nsaid: "a \\"b\\""\n', "fence")
    assert data == {"learning_rate": 0.5, "text": "in #1", "said": 'a "b"'}
