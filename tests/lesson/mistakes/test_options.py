"""What is wrong in a lesson is told to its author: file, line, what was found, what is allowed, what is near."""

import pytest

from site_scripts.lesson.mistakes import LessonSourceError
from tests.lesson.page import FRONT, html_of

WRONG = {
    "unknown option": (
        "```network\nlearning_rat: 0.5\n```",
        2,
        ['"learning_rat" is not an option', "Allowed: ", 'Did you mean "learning_rate"?'],
    ),
    "unknown option inside a layer": (
        "```network\nlayers:\n  - weights: [[1]]\n    bias: [0]\ninputs: [1]\ntargets: [1]\n```",
        4,
        ['"layers.1.bias" is not an option', 'Did you mean "biases"?'],
    ),
    "unknown word": (
        "```network\nactivation: sigmod\n```",
        2,
        ['"sigmod"', "sigmoid, tanh, relu", 'Did you mean "sigmoid"?'],
    ),
    "unknown loss": (
        "```network\nloss: squared\n```",
        2,
        ['"squared"', "binary_cross_entropy", 'Did you mean "squared_error"?'],
    ),
    "text for a number": (
        "```network\nlearning_rate: fast\n```",
        2,
        ['"learning_rate"', 'the text "fast"', "It takes a number"],
    ),
    "number in quotes": ("```network\n\nlearning_rate: '0.5'\n```", 3, ['the text "0.5"', "without quotes"]),
    "not a number": ("```network\nlearning_rate: .nan\n```", 2, ['"learning_rate" is nan', "finite number"]),
    "infinity": ("```network\ninputs: [0.5, .inf]\n```", 2, ['"inputs.2" is inf', "finite number"]),
    "zero learning rate": ("```network\nlearning_rate: 0\n```", 2, ['"learning_rate" is 0', "above 0"]),
    "row too short": (
        "```network\nlayers:\n  - weights: [[1, 2], [3]]\n    biases: [0, 0]\ninputs: [1, 2]\ntargets: [1, 1]\n```",
        3,
        ["weights[1]", "got 1 numbers; it takes 2"],
    ),
    "layers that do not fit": (
        "```network\nlayers:\n  - {weights: [[1, 2]], biases: [0]}\n  - {weights: [[1, 2]], biases: [0]}\n"
        "inputs: [1, 2]\ntargets: [1]\n```",
        4,
        ["takes 2 inputs but the layer before gives 1"],
    ),
    "too many inputs": ("```network\ninputs: [1, 2, 3]\n```", 2, ["inputs", "got 3 numbers; this network takes 2"]),
    "missing colon": ("```network\nlearning_rate 0.5\n```", 2, ["no `name: value`", "colon"]),
    "missing space after the colon": (
        "```network\nloss: squared_error\nlearning_rate:0.5\n```",
        3,
        ["space after the colon"],
    ),
    "unclosed bracket": ("```network\ninputs: [1, 2\ntargets: [1]\n```", 3, ["not YAML"]),
    "same option twice": (
        "```network\nlearning_rate: 0.5\nlearning_rate: 1\n```",
        3,
        ['"learning_rate" stands here for the second time'],
    ),
    "empty body": ("```predict\n```", 1, ["predict fence: it is empty", "id, question, of"]),
    "words without any": ("```words\n```", 1, ["words fence: it is empty", "a word and what it means"]),
    "required option missing": ("```reflect\nid: me\n```", 2, ['"question" is missing', "Add a line `question: ...`"]),
    "both ways at once": (
        "```network\nsizes: [2, 1]\nlayers:\n  - {weights: [[1]], biases: [1]}\n```",
        2,
        ["Keep one of them"],
    ),
    "own network without inputs": ("```network\nsizes: [2, 1]\n```", 2, ["`inputs` and `targets`"]),
    "fence never closed": ("```network\nloss: squared_error\n", 1, ["never closed"]),
    "options behind the name": ("```network loss=squared_error\n```", 1, ["stands behind its name"]),
    "id with a space": ("```network\nid: My Net\n```", 2, ['the text "My Net"', "small letters, digits and hyphens"]),
    "id taken": ("```network\nid: a\n```\n\n```network\nid: a\n```", 6, ['the id "a" is already used']),
    "prediction about no network": (
        "```predict\nid: p\nquestion: q\nof: d_w1\n```",
        2,
        ['"live-network" is not the id of a network'],
    ),
    "prediction about no number": (
        "```network\nid: live-network\n```\n\n```predict\nid: p\nquestion: q\nof: dw1\n```",
        8,
        ['"dw1"', 'Did you mean "d_w1"?'],
    ),
    "source of nothing": (
        "```source\nfunction: backprop.backpropagat\n```",
        2,
        ['"backpropagat"', 'Did you mean "backpropagate"?'],
    ),
    "source of no line": (
        "```source\nfunction: training.step_downhill\nfirst: retrun\n```",
        3,
        ['"retrun"', "stands in no line"],
    ),
    "formula that KaTeX refuses": ("```formula\ntex: \\frac{1}{2\n```", 2, ["cannot be set", "expected '}'"]),
    "valley of no parameter": (
        "```network\nid: n\n```\n\n```valley\nnetwork: n\nof: w9\nlow: 0\nhigh: 1\nrates: [1]\n```",
        7,
        ['"w9"', "Allowed: w1"],
    ),
    "valley the wrong way round": (
        "```network\nid: n\n```\n\n```valley\nnetwork: n\nlow: 1\nhigh: 0\nrates: [1]\n```",
        6,
        ["`low` must be below `high`"],
    ),
    "network with a mistake, after a question about it": (
        "```predict\nid: p\nnetwork: n\nquestion: q?\nof: y_hat\n```\n\n```network\nlerning_rate: 3\nid: n\n```",
        9,
        ["network fence", '"lerning_rate"', 'Did you mean "learning_rate"?'],
    ),
    "empty quiz": ("```quiz\nquestions: []\n```", 2, ['"questions" is empty']),
    "quiz answer that is a number in quotes": (
        "```quiz\nquestions:\n  - ask: a\n    answer: '0.5'\n    explain: e\n```",
        3,
        ['the text "0.5", which is a number', "`answer: 0.5`, without quotes"],
    ),
    "quiz answer that is a fraction": (
        "```quiz\nquestions:\n  - ask: a\n    answer: 1/4\n    explain: e\n```",
        3,
        ["`answer: 0.25`"],
    ),
    "quiz answer with signs": (
        "```quiz\nquestions:\n  - ask: a\n    answer: a(1 − a)\n    explain: e\n```",
        3,
        ['"a(1 − a)" holds signs of a formula', "Ask for a word or for a number"],
    ),
    "tolerance of a word": (
        "```quiz\nquestions:\n  - {ask: a, answer: loss, explain: e}\n  - ask: b\n    answer: rate\n"
        "    tolerance: 0.1\n    explain: e\n```",
        4,
        ['"questions.2"', "`tolerance` would do nothing", "Take the line away"],
    ),
    "tolerance that lets everything pass": (
        "```quiz\nquestions:\n  - ask: a\n    answer: 3\n    tolerance: 2\n    explain: e\n```",
        5,
        ['"questions.1.tolerance" is 2', "up to 0.5"],
    ),
    "tolerance of a sign": (
        "```predict\nid: p\nquestion: q\nof: d_w1\nask: sign\ntolerance: 0.1\n```",
        2,
        ["`tolerance` would do nothing", "no number is typed"],
    ),
    "number to compare with, and nothing compared": (
        "```predict\nid: p\nquestion: q\nof: d_w1\nthan: 0.1\n```",
        2,
        ["`than` would do nothing", "write `ask: compare`"],
    ),
    "worked example with a reason that is never shown": (
        "```predict\nid: p\nquestion: q\nof: d_w1\nhelp: worked\nwhy: because\n```",
        2,
        ["`why` would do nothing", "`help: worked` asks nothing"],
    ),
    "worked example without steps": (
        "```predict\nid: p\nquestion: q\nof: h1\nhelp: worked\n```",
        2,
        ["no steps to show for `h1`", "of: d_w1"],
    ),
    "activation beside layers": (
        "```network\nactivation: tanh\nlayers:\n  - {weights: [[1]], biases: [1]}\ninputs: [1]\ntargets: [1]\n```",
        2,
        ["`activation` would do nothing", "in each of the `layers`"],
    ),
    "seed of nothing": ("```network\nseed: 3\n```", 2, ["`seed` would do nothing", "Add `sizes`"]),
    "quiz answer that is a list": (
        "```quiz\nquestions:\n  - ask: a\n    answer: [1]\n    explain: e\n```",
        4,
        ['"questions.1.answer" is [1]'],
    ),
}


@pytest.fixture
def convert_lesson(tmp_path):
    """Converts a lesson whose file is there, front matter and all."""
    (tmp_path / "lessons").mkdir()

    def convert_lesson(text, front=FRONT):
        (tmp_path / "lessons" / "wrong.md").write_text(front + text, encoding="utf-8")
        return html_of(text, tmp_path)

    return convert_lesson


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_fence_is_told_with_file_line_and_remedy(convert_lesson, name):
    fence, line, said = WRONG[name]
    with pytest.raises(LessonSourceError) as caught:
        convert_lesson("\n## Heading\n\n" + fence + "\n")
    error = caught.value
    assert error.file.endswith("lessons/wrong.md")
    assert error.line == FRONT.count("\n") + 3 + line, error
    for part in said:
        assert part in error.message
    assert str(error).startswith(f"{error.file}:{error.line}: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It is {{ lesson.h9 }}.", ['"h9" is not a number', "Allowed: "]),
        ("It is {{ leson.h1 }}.", ['"leson" is not a network', 'Did you mean "lesson"?']),
        ("It is {{ lesson.loss after=many }}.", ['after is "many"', "whole number from 0 to 100000"]),
        ("It is {{ lesson.loss afterwards=3 }}.", ['"afterwards" is not a setting', 'Did you mean "after"?']),
        ("It is {{ chain.influence layers=0 }}.", ["whole number from 1 to 100"]),
        ("It is $\\frac{1}{2$.", ["cannot be set", "expected '}'"]),
        ("A [[gradeint]].", ["no `words` fence on this page"]),
        ("```words\ngradient: g\n```\n\nA [[gradeint]].", ["Allowed: gradient", 'Did you mean "gradient"?']),
    ],
)
def test_a_mistake_in_running_text_is_told_with_its_line(convert_lesson, text, said):
    with pytest.raises(LessonSourceError) as caught:
        convert_lesson("\nFirst line.\n\n" + text + "\n")
    assert caught.value.line == FRONT.count("\n") + 4 + text.count("\n")
    for part in said:
        assert part in caught.value.message


@pytest.mark.parametrize(
    ("front", "line", "said"),
    [
        (FRONT.replace("Beginner", "Easy"), 4, ['the text "Easy"', "Beginner, Intermediate, Advanced"]),
        (FRONT.replace("minutes: 5", "minutes: half an hour"), 5, ['"minutes"', "whole number"]),
        (FRONT.replace("summary", "sumary"), 6, ['"sumary" is not an option', 'Did you mean "summary"?']),
        (FRONT.replace("title: A lesson\n", ""), 2, ['"title" is missing']),
        (FRONT.replace("title: A lesson", "title: A: lesson"), 2, ["not YAML"]),
        ("", 1, ["front matter is missing"]),
    ],
)
def test_front_matter_is_checked_when_any_page_is_converted(convert_lesson, front, line, said):
    with pytest.raises(LessonSourceError) as caught:
        convert_lesson("Text.\n", front)
    assert caught.value.line == line, caught.value
    for part in said:
        assert part in caught.value.message


def test_numbers_and_words_are_read_as_an_author_means_them():
    from site_scripts.lesson.options import read_yaml

    data, _ = read_yaml("a: 1e-3\nb: no\nc: 0.5\nd: -2\ne: true\nf: 12:30\n", "fence")
    assert data == {"a": 0.001, "b": "no", "c": 0.5, "d": -2, "e": True, "f": "12:30"}


def test_a_quiz_takes_other_words_for_a_number_and_a_tolerance_for_a_computed_one(convert_lesson):
    html = convert_lesson(
        "```quiz\nquestions:\n  - {ask: a, answer: 0.5, accept: [one in two], tolerance: 0.1, explain: e}\n"
        "  - {ask: b, answer: '{{ lesson.h1 }}', tolerance: 0.1, explain: e}\n```"
    )
    assert "one in two" in html
