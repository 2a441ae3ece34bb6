"""Controls: what each of them is in HTML, and what it sends."""

import pytest

from lesson_core.markup import controls

SET = {"type": "set", "name": "depth"}
SENT = "{&quot;type&quot;:&quot;set&quot;,&quot;name&quot;:&quot;depth&quot;}"


def test_a_button_sends_its_event_and_submits_no_form():
    assert controls.button("Reset", SET, class_="quiet") == (
        f'<button type="button" data-event="{SENT}" class="quiet">Reset</button>'
    )


def test_a_button_of_the_page_has_a_command_and_no_event():
    assert controls.button("Play", data_command="play") == '<button type="button" data-command="play">Play</button>'


def test_the_button_of_a_form_submits_it():
    assert controls.submit_button("Check", SET) == f'<button type="submit" data-event="{SENT}">Check</button>'


def test_a_slider_has_ends_a_step_and_words_for_its_value():
    assert controls.slider(3, 1, 12, 0.5, event=SET, into="value", id="d", aria_valuetext="3 layers") == (
        '<input type="range" min="1" max="12" step="0.5" value="3" id="d" aria-valuetext="3 layers"'
        f' data-event="{SENT}" data-into="value">'
    )


def test_a_text_field_is_empty_and_not_filled_in_by_the_browser():
    assert controls.text_field(event=SET, into="text", data_remember="quiz-1") == (
        f'<input type="text" autocomplete="off" data-remember="quiz-1" data-event="{SENT}" data-into="text">'
    )


@pytest.mark.parametrize(
    ("value", "shown"), [(2.0, "2"), (-0.1, "-0.1"), (1 / 3, "0.3333333333333333"), (1e300, "1e+300")]
)
def test_a_number_field_shows_every_digit(value, shown):
    field = controls.number_field(value, field_id="w", error_id="w-error", event=SET, into="text")
    assert field == (
        f'<input type="text" autocomplete="off" id="w" value="{shown}" aria-describedby="w-error"'
        f' data-event="{SENT}" data-into="text">'
    )


def test_an_error_line_is_read_out_when_it_fills():
    assert controls.error_line("w1", "w-error") == '<p class="error" data-error="w1" id="w-error" role="alert"></p>'


def test_the_error_line_without_a_field_keeps_its_empty_name():
    assert controls.error_line("") == '<p class="error" data-error="" role="alert"></p>'


@pytest.mark.parametrize(("checked", "said"), [(True, " checked"), (False, "")])
def test_a_checkbox_is_ticked_or_not(checked, said):
    assert controls.checkbox(checked=checked, event=SET, into="value", id="r") == (
        f'<input type="checkbox"{said} id="r" data-event="{SENT}" data-into="value">'
    )


def test_a_menu_has_its_choice_selected_and_its_texts_escaped():
    assert controls.select([("a", "1 < 2"), ("b", "two")], "b", event=SET, into="value", id="m") == (
        f'<select data-event="{SENT}" data-into="value" id="m">'
        '<option value="a">1 &lt; 2</option><option value="b" selected>two</option></select>'
    )


def test_a_menu_that_the_page_answers_sends_no_event():
    assert controls.select([("1", "slow")], "1", data_speed=True, aria_label="Speed") == (
        '<select data-speed aria-label="Speed"><option value="1" selected>slow</option></select>'
    )


def test_of_radio_buttons_with_one_name_one_is_chosen():
    assert controls.radio_group("q-1", ["more", "less"], event=SET, into="text", aria_labelledby="q") == (
        '<div role="radiogroup" aria-labelledby="q">'
        f'<label><input type="radio" name="q-1" value="more" data-event="{SENT}" data-into="text"> more</label>'
        f'<label><input type="radio" name="q-1" value="less" data-event="{SENT}" data-into="text"> less</label></div>'
    )
