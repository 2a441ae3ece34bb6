"""Lesson syntax, from Markdown in to HTML out, with plain Python-Markdown."""

import re
from html import unescape

import markdown
import pytest

from lesson_core import LESSON_INPUTS, LESSON_LEARNING_RATE, LESSON_TARGETS, backpropagate, lesson_network, train
from site_scripts.lesson.fences import FENCES


@pytest.fixture
def docs(tmp_path):
    """Two lessons' files, the later one first by name."""
    (tmp_path / "lessons").mkdir()
    for name, order in (("alpha", 20), ("beta", 10)):
        (tmp_path / "lessons" / f"{name}.md").write_text(
            f"---\ntitle: Lesson {name}\ntrack: Neural Networks\nlevel: Beginner\nminutes: 7\n"
            f"summary: About {name} & more.\norder: {order}\n---\nText.\n",
            encoding="utf-8",
        )


def texts(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_a_network_fence_becomes_the_widget_in_its_first_state(convert):
    html = convert("```network\nid: mine\n```")
    assert '<section data-widget="network" id="mine"' in html
    assert "0.7363" in html and "data-opening" in html


PICTURE = "```network\nid: net\n```\n\n```picture\nnetwork: net\nmoves: {}\nalt: The loss is {{{{ net.loss }}}}.\n```"


def test_a_still_picture_shows_what_the_moves_work_out_and_offers_nothing_to_press(convert):
    still = convert(PICTURE.format(4)).split('<div class="picture" id="net-still-4">')[1]
    for number in ("0.5474", "0.7363", "0.034778", "−0.0512", "−0.0051"):
        assert f">{number}<" in still or f" {number}<" in still, number
    assert still.count('<svg role="img" aria-label="The loss is 0.034778."') == 2
    assert not re.search(r"tabindex|spinbutton|data-event|data-nudge|data-value|handle|flow", still)


def test_a_still_picture_before_the_first_move_does_not_give_the_results_away(convert):
    still = convert(PICTURE.format(0)).split('<div class="picture" id="net-still-0">')[1]
    assert still.count("?<") == 8  # two hidden units, the output and the loss, for wide and narrow windows
    assert "+0.500" in still and "0.7363" not in still and "high" not in still and "low" not in still


def test_a_network_of_the_authors_own_is_computed_with_its_own_weights(convert):
    html = convert(
        "```network\nid: mine\nlayers:\n  - weights: [[2]]\n    biases: [0]\n    activation: identity\n"
        "loss: squared_error\ninputs: [3]\ntargets: [1]\n```\n\nThe loss is {{ mine.loss digits=1 }}."
    )
    assert "The loss is" in texts(html) and "25.0." in texts(html)


def test_drawn_weights_are_the_same_for_the_same_seed_and_others_for_another(convert):
    def first_weight(seed):
        return texts(
            convert(
                f"```network\nid: n\nsizes: [3, 4, 2]\nseed: {seed}\ninputs: [1, 2, 3]\n"
                f"targets: [0, 1]\n```\n\nw {{{{ n.w1 }}}} w"
            )
        ).split("w ")[-1]

    assert first_weight(1) == first_weight(1) != first_weight(2)


def test_numbers_in_text_come_from_lesson_core_and_keep_their_exact_value(convert):
    trace = backpropagate(lesson_network(), LESSON_INPUTS, LESSON_TARGETS)
    html = convert("h1 {{ lesson.h1 }}, loss {{ lesson.loss }}, gradient {{ lesson.d_w1 digits=6 }}")
    assert texts(html) == "h1 0.5474, loss 0.034778, gradient −0.005075"
    assert f'data-exact="{trace.activations[1][0]!r}"' in html
    assert f'data-exact="{trace.gradients[0].weights[0][0]!r}"' in html


def test_numbers_after_some_epochs_are_those_of_training(convert):
    run = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, LESSON_LEARNING_RATE, 100)
    assert f'data-exact="{run.losses[-1]!r}"' in convert("{{ lesson.loss after=100 }}")


def test_the_product_along_a_chain_is_a_quarter_a_layer_and_25_with_weight_100(convert):
    html = convert("{{ chain.influence layers=5 }} {{ chain.influence layers=2 weight=100 }}")
    exact = [float(value) for value in re.findall(r'data-exact="([^"]+)"', html)]
    assert exact == pytest.approx([0.25**5, 625.0], rel=1e-12)


def test_long_numbers_have_the_commas_of_the_widgets(convert):
    assert texts(convert("{{ chain.influence layers=5 weight=100 digits=0 }}")) == "9,765,625"
    html = convert("$x = {{ chain.influence layers=5 weight=100 digits=0 }}$")
    assert re.search(r"<mn [^>]*>9,765,625</mn>", html)


def test_a_formula_in_a_line_and_one_on_its_own_are_set_by_katex(convert):
    html = convert("So $w_1$ grows.\n\n$$\nL = \\tfrac12 e^2\n$$")
    assert html.count("<math") == 2 and '<div class="formula">' in html


def test_a_price_in_dollars_and_a_dollar_in_code_are_no_formula(convert):
    html = convert("It costs $5 or $6, \\$ 8 or \\$ 9. `$ x $` and \\$y")
    assert "<math" not in html and "$5 or $6" in html and "$ 8 or $ 9" in html


def test_a_number_inside_a_formula_is_filled_in(convert):
    assert "0.7363" in convert("$\\hat y = {{ lesson.y_hat }}$")


def test_factors_of_a_formula_carry_their_numbers_and_highlights(convert):
    html = convert(
        "```formula\nfactors:\n  - {tex: 'a', term: dL_dyhat, value: lesson.dL_dyhat}\n  - '\\cdot'\n  - tex: b\n```"
    )
    assert 'data-term="dL_dyhat"' in html and "−0.2637" in html


def test_a_word_is_explained_wherever_it_stands_and_stops_the_tab_key_once_a_section(convert):
    html = convert("# One\n\nA loss. The loss.\n\n# Two\n\nLosses? A loss.\n\n```words\nloss: how wrong\n```")
    assert html.count('data-explains="how wrong"') == 4 and html.count('tabindex="-1"') == 2
    assert html.count('class="word__button"') == 2
    assert '<dd id="word-loss">how wrong</dd>' in html and 'aria-describedby="word-loss"' in html


def test_a_formula_in_an_explanation_is_shown_once(convert):
    assert 'data-explains="how wrong w1 is"' in convert("A loss.\n\n```words\nloss: how wrong $w_1$ is\n```")


def test_a_word_is_explained_in_a_table_too(convert):
    html = convert("| loss | rate |\n|---|---|\n| the loss | **loss** |\n\n```words\nloss: how wrong\n```")
    assert html.count('data-explains="how wrong"') == 3 and html.count('class="word__button"') == 1


def test_words_in_headings_links_and_code_stay_plain(convert):
    html = convert("# The loss\n\n[loss](a.md) and `loss`\n\n```words\nloss: how wrong\n```")
    assert "word__button" not in html


def test_a_marked_word_may_stand_in_another_form(convert):
    html = convert("They were [[nudged|update]].\n\n```words\nupdate: one change\n```")
    assert ">nudged</button>" in html and 'data-explains="one change"' in html


def test_what_a_reader_writes_is_kept_on_the_device_and_shown_again(convert):
    html = convert(
        "```reflect\nid: shot\nquestion: Why?\n```\n\n```reflect\nid: shot\necho: true\nquestion: You wrote\n```"
    )
    assert '<textarea id="shot-words" rows="4" placeholder=" " data-remember="reflect-shot">' in html
    assert 'data-forget="reflect-shot"' in html and 'data-echo="reflect-shot"' in html
    assert "kept nowhere else" in html


@pytest.mark.parametrize(
    ("answer", "html"), [("One.", "<p>One.</p>"), ("|\n  One.\n\n  Two.", "<p>One.</p>\n<p>Two.</p>")]
)
def test_a_model_answer_may_have_several_paragraphs(convert, answer, html):
    made = convert(f"```reflect\nid: a\nquestion: Why?\nanswer: {answer}\n```")
    assert f"</summary>{html}</details>" in made


def test_source_lines_are_the_very_lines_of_lesson_core(convert):
    import inspect

    from lesson_core import training

    shown = texts(convert("```source\nfunction: training.step_downhill\n```"))
    for line in inspect.getsource(training.step_downhill).strip().split("\n"):
        assert line.strip() in shown


def test_source_lines_can_be_a_part_of_a_function(convert):
    html = texts(convert("```source\nfunction: training.step_downhill\nfirst: return\n```"))
    assert "def step_downhill" not in html and "return" in html


def test_a_quiz_takes_its_right_answer_from_lesson_core(convert):
    html = convert(
        "```quiz\nquestions:\n  - ask: Slope?\n    answer: '{{ lesson.slope_y_hat }}'\n    explain: a(1 − a).\n```"
    )
    assert '<section data-widget="quiz"' in html and "0.1942" in html


def test_a_prediction_names_the_network_whose_state_it_wants(convert):
    html = convert("```network\nid: net\n```\n\n```predict\nid: p\nnetwork: net\nquestion: q\nof: d_w1\n```")
    assert 'data-widget="predict"' in html and 'data-for="net"' in html


def test_cards_of_lessons_come_from_their_front_matter_in_their_order(convert, docs):
    html = convert("```lessons\n```")
    assert html.index("Lesson beta") < html.index("Lesson alpha")
    assert "About beta &amp; more." in html and "Beginner · 7 min" in html


def test_a_fence_inside_another_fence_is_an_example_and_stays_text(convert):
    html = convert("````markdown\n```network\nid: x\n```\n\n$$\nx\n$$\n````")
    assert "<section" not in html and "```network" in texts(html) and "<math" not in html


def test_a_fence_may_stand_inside_an_admonition(convert):
    html = convert("!!! note\n    Look:\n\n    ```reflect\n    id: a\n    question: Why?\n    ```\n")
    assert html.index("admonition") < html.index("<textarea")


def test_fences_of_other_languages_are_left_to_others(convert):
    assert "<code" in convert("```python\nprint(1)\n```")


def test_one_instance_converts_page_after_page_and_keeps_nothing(tmp_path):
    md = markdown.Markdown(
        extensions=["site_scripts.lesson.extension"],
        extension_configs={"site_scripts.lesson.extension": {"docs": str(tmp_path)}},
    )
    first = md.convert("```network\nid: a\n```")
    assert md.reset().convert("```network\nid: a\n```") == first


def test_every_fence_has_a_description_of_itself_and_of_each_option():
    for name, fence in FENCES.items():
        assert fence.doc, name
        for option, field in fence.model.model_fields.items():
            assert field.description or option == "root", f"{name}: {option}"


def test_cards_on_a_lessons_page_lead_to_the_other_lessons(convert, docs, tmp_path):
    page = tmp_path / "lessons" / "beta.md"
    text = "## Here\n\n```lessons\n```\n"
    page.write_text(page.read_text(encoding="utf-8") + text, encoding="utf-8")
    html = convert("Text.\n" + text)
    assert 'href="alpha.html"' in html and "Lesson beta" not in html


def test_cards_on_the_first_page_lead_into_the_lessons_folder(convert, docs, tmp_path):
    (tmp_path / "index.md").write_text("# All\n\n```lessons\n```\n", encoding="utf-8")
    assert 'href="lessons/alpha.html"' in convert("# All\n\n```lessons\n```\n")
