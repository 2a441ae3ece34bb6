"""What a screen reader says of pictures, tables and fields: one name for one thing, true of the state shown."""

import re
from collections import Counter

import pytest

from tests.core.test_api import after, step
from tests.widgets.depth.lab import after as depth_after
from tests.widgets.depth.lab import opened as depth_opened


def labels(markup):
    """The accessible names in a widget that are given as such. The drawing for phones is left out: one of two shows."""
    markup = re.sub(r'<svg class="[^"]*(net|depth)-narrow.*?</svg>', "", markup, flags=re.DOTALL)
    return re.findall(r' aria-label="([^"]*)"', markup)


@pytest.mark.parametrize("html", [after()["html"], depth_opened()["html"]], ids=["network", "depth"])
def test_no_two_things_of_a_widget_have_one_name(html):
    assert [name for name, count in Counter(labels(html)).items() if count > 1] == []


def test_the_two_widgets_do_not_share_a_name():
    assert not set(labels(after()["html"])) & set(labels(depth_opened()["html"]))


def test_an_input_and_a_true_label_are_named_in_the_picture_as_in_the_list_of_values():
    slots = after(step())["slots"]
    for name in ("x1 (input)", "x2 (input)", "y (target)", "w1 (x1→h1)"):
        assert f'aria-label="{name}"' in slots["picture"]
        assert f">{name}</option>" in slots["editor"]


def test_pictures_of_a_run_that_overflowed_do_not_promise_what_they_cannot_show():
    slots = depth_after({"type": "train", "epochs": 30}, activation="leaky_relu", initial_weights="large")["slots"]
    assert 'aria-label="The points, and no guess: numbers overflowed"' in slots["boundary"]
    assert "Numbers overflowed, first in layer 10" in slots["strip"]
    fine = depth_opened()["slots"]
    assert "what the network guesses" in fine["boundary"] and "overflowed" not in fine["strip"]


@pytest.mark.parametrize("html", [after()["html"], depth_opened()["html"]], ids=["network", "depth"])
def test_every_field_has_a_name_and_none_asks_for_a_keypad_without_a_minus(html):
    named = set(re.findall(r'<label for="([^"]+)"', html))
    for field in re.findall(r"<(?:input|select)[^>]*>", html):
        identity = re.search(r' id="([^"]+)"', field)
        inside_a_label = re.search(r"<label[^>]*>(?:(?!</label>).)*" + re.escape(field), html)
        assert "aria-label=" in field or (identity and identity[1] in named) or inside_a_label, field
        assert "inputmode" not in field
