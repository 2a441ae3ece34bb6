"""Options that are right one by one and make no sense together, or on this page, are told."""

import re

import pytest

NETWORK = "```network\nid: n\n```\n\n"  # four lines
QUIZ = "```quiz\nquestions:\n  - ask: q\n    answer: {}\n    explain: e\n```"
MANY = f"[{', '.join(['1'] * 13)}]"

WRONG = {
    "network of thirteen columns": (f"```network\nsizes: {MANY}\ninputs: [1]\ntargets: [1]\n```", 2, "13 columns"),
    "layer of thirteen units": (
        f"```network\nlayers:\n  - weights: [{', '.join(['[1]'] * 13)}]\n    biases: {MANY}\n"
        f"inputs: [1]\ntargets: {MANY}\n```",
        2,
        "13 values in one column. A page can show at most 12",
    ),
    "network of too many weights": (
        "```network\nid: n\nsizes: [12, 12, 12]\ninputs: [1]\ntargets: [1]\n```",
        3,
        "312 weights and biases",
    ),
    "id that means something else": ("```network\nid: lesson\n```", 2, "{{ lesson.loss }}. Give this network another"),
    "chosen parameter that is none": ("```network\nid: n\nchosen: w99\n```", 3, '"chosen" is the text "w99"'),
    "chosen parameter that is not shown": (
        "```network\nchosen: w1\npanels: [card]\n```",
        2,
        "leaves out the chain",
    ),
    "picture of no network": ("```picture\nnetwork: x\nalt: a\n```", 2, "The page has no network fence: add one."),
    "picture twice": (NETWORK + "```picture\nnetwork: n\nalt: a\n```\n\n" * 2, 11, "the same picture: keep one"),
    "picture described by a formula": (
        NETWORK + "```picture\nnetwork: n\nalt: It shows $w_1$.\n```",
        7,
        '"$w_1$" would be read out as it stands',
    ),
    "valley without its start": (
        NETWORK + "```valley\nnetwork: n\nlow: 5\nhigh: 6\nrates: [1]\n```",
        7,
        "low: leaves out 0.5, where w1 starts",
    ),
    "number compared with itself": (
        NETWORK + "```predict\nid: p\nnetwork: n\nquestion: q\nof: d_w1\nask: compare\nthan: d_w1\n```",
        11,
        "which is what the question is about",
    ),
    "echo where no box is": (
        "```reflect\nid: shoot\necho: true\nquestion: q\n```",
        2,
        "Add one: a reflect fence without `echo`",
    ),
    "echo of no box": (
        "```reflect\nid: shot\nquestion: q\n```\n\n```reflect\nid: shoot\necho: true\nquestion: q\n```",
        7,
        'Did you mean "shot"?',
    ),
    "answer without a word": (QUIZ.format("'?!'"), 3, "no word in it"),
    "answer that is a formula": (QUIZ.format("$w_1$"), 3, "holds signs of a formula"),
    "number with a word behind it": (QUIZ.format("'{{ lesson.h1 }} units'"), 3, "holds signs of a formula"),
    "word twice": ("```words\nloss: a\nLoss: b\n```", 3, '"Loss" and "loss" are the same word'),
    "words twice": ("```words\nloss: a\n```\n\n```words\nrate: b\n```", 6, "Put all words of the page into one"),
    "marked word without a form": ("[[|loss]]\n\n```words\nloss: a\n```", 1, "lacks a word"),
    "source of a module further in": ("```source\nfunction: markup.tag.fmt\n```", 2, 'Did you mean "markup.tags"?'),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_makes_no_sense_on_its_page_is_told_with_its_line(told, name):
    text, line, said = WRONG[name]
    where, message = told(f"\n{text}\n")
    assert said in message and where == line + 1, message


def test_a_heading_that_reads_like_a_fences_id_gets_another_address(convert):
    html = convert("## Quiz\n\n" + QUIZ.format("loss"))
    assert '<h2 id="quiz-section">' in html and '<section data-widget="quiz" id="quiz"' in html


def test_an_id_stands_once_on_a_page(convert):
    text = "## A\n\n## N\n\n" + NETWORK + "```reflect\nid: a\nquestion: q\n```\n"
    ids = re.findall(r' id="([^"]+)"', re.sub(r"<script.*?</script>", "", convert(text)))
    assert sorted(set(ids)) == sorted(ids)


def test_words_are_listed_as_their_author_writes_them_and_found_with_signs_too(convert):
    html = convert("A relu in C++ (x) here.\n\n```words\nReLU: bends\nC++ (x): a language\n```")
    assert "<dt>ReLU</dt>" in html and "<dt>C++ (x)</dt>" in html
    assert html.count("data-explains=") == 2
