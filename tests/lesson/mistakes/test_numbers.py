"""Mistakes in numbers and texts: told with the right line wherever the text stands, and all of a page in one go."""

import re

import pytest

from site_scripts.lesson.mistakes import LessonSourceError

RUNAWAY = (
    "```network\nid: n\nsizes: [1, 1]\nactivation: identity\ninputs: [100]\ntargets: [1]\nlearning_rate: 10\n```\n\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ }}", '"" names no number'),
        ("{{ lesson }}", '"lesson" names no number. Write a network and a name with a point between'),
        ("{{ lesson.H1 }}", 'Did you mean "h1"?'),
        ("{{ lesson.loss after=1 after=2 }}", "after stands twice"),
        ("{{ lesson.loss rate=0.1 }}", "rate would do nothing"),
        ("{{ lesson.loss after=1 rate=nan }}", 'rate is "nan". It takes a number'),
        ("{{ chain.influence weight=inf }}", 'weight is "inf". It takes a number'),
        ("{{ chain.influence activation=sigmod }}", 'Did you mean "sigmoid"?'),
    ],
)
def test_a_number_that_cannot_be_meant_is_told(told, text, said):
    line, message = told(f"\nA\n\nIt is {text}.\n")
    assert line == 4 and said in message, message


def test_a_number_after_more_epochs_than_training_lasts_is_told(told):
    line, message = told(f"{RUNAWAY}It is {{{{ n.loss after=1000 }}}}.\n")
    assert line == 10 and "its training diverges at epoch" in message, message


def test_a_long_list_of_what_is_allowed_is_cut(told):
    _, message = told("{{ lesson.dL_dyhatt }}")
    assert re.search(r"and \d+ more \(see docs/contribute/fences.md\)", message) and len(message) < 500
    assert 'Did you mean "dL_dyhat"?' in message


@pytest.mark.parametrize(
    ("fence", "line"),
    [
        ("```reflect\nid: a\nquestion: What is {{ lesson.h9 }}?\n```", 3),
        ("```reflect\nid: a\nquestion: What?\nanswer: It is [[loos]].\n```", 4),
        ("```reflect\nid: a\nquestion: What?\nanswer: It is $\\frac{$.\n```", 4),
        ("```quiz\nquestions:\n  - ask: q\n    answer: '{{ lesson.h9 }}'\n    explain: e\n```", 4),
        ("```quiz\nquestions:\n  - ask: q\n    answer: a\n    explain: It is {{ lesson.h9 }}.\n```", 5),
        ("```words\nloss: how wrong\nrate: how {{ lesson.h9 }}\n```", 3),
        ("```formula\nfactors:\n  - a\n  - {tex: b, value: lesson.h9}\n```", 4),
        ("```formula\nfactors:\n  - a\n  - {tex: b, value: '{{ lesson.h1 }}'}\n```", 4),
        ("```formula\nfactors:\n  - a\n  - tex: b\n  - \\frac{\n```", 5),
        ("```network\nid: n\n```\n\n```picture\nnetwork: n\nalt: It is {{ n.h9 }}.\n```", 7),
        ("$$\nx\n= {{ lesson.h9 }}\n$$", 3),
    ],
)
def test_a_mistake_in_a_text_inside_a_fence_is_told_with_its_own_line(told, fence, line):
    where, message = told(f"\n## A\n\n{fence}\n")
    assert where == line + 3, message


def test_the_same_words_in_code_before_it_are_not_taken_for_the_mistake(told):
    assert told("`{{ lesson.h9 }}` is wrong.\n\nIt is {{ lesson.h9 }}.\n")[0] == 3


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("{{ lesson.h8 }}\n\n[[loos]]\n\n$\\frac{$\n", ["1", "3", "5"]),
        ("```reflect\nidd: a\n```\n\n```depth\nwidth: 0\n```\n", ["2", "6"]),
    ],
)
def test_all_mistakes_of_a_page_are_told_in_the_order_of_its_lines(tmp_path, convert, text, lines):
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    with pytest.raises(LessonSourceError) as caught:
        convert(text)
    assert re.findall(r"page\.md:(\d): ", str(caught.value)) == lines


def test_a_word_may_be_explained_with_a_number_of_a_network_further_down(convert):
    text = "```words\nloss: here {{ n.loss }}\n```\n\n```network\nid: n\n```\n"
    assert "here <span" in convert(text)
