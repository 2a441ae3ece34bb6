"""Recorded replies are stored as changes of earlier texts, and read as they were."""

import json

from hypothesis import given
from hypothesis import strategies as st

from site_scripts.lesson.prerender import section
from site_scripts.lesson.recording import Recording, pieces

# Letters of one and of two units of UTF-16, and what markup is made of.
TEXTS = st.text(st.sampled_from('ab1 ".<>/=−𝛿'), max_size=120)


def read(made: list, base: str) -> str:
    """As the page reads it: places and lengths count units of UTF-16, two bytes each."""
    units = base.encode("utf-16-le")
    return "".join(
        piece if isinstance(piece, str) else units[2 * piece[0] : 2 * sum(piece)].decode("utf-16-le") for piece in made
    )


@given(TEXTS, TEXTS)
def test_a_text_made_from_another_reads_as_it_was(text: str, base: str):
    assert read(pieces(text, base), base) == text
    longer = f'<p class="note">{base}</p><i>{text}</i>'
    assert read(pieces(longer + text, longer), longer) == longer + text


def test_what_a_text_shares_with_another_is_pointed_at():
    base = "<ul>" + "".join(f'<li data-value="w{number}">0.1234</li>' for number in range(50)) + "</ul>"
    made = pieces(base.replace('w7">0.1234', 'w7">0.5678'), base)
    assert len(json.dumps(made)) < 80


def test_a_text_is_stored_once():
    recording = Recording(["known"])
    assert [recording.place(text, None) for text in ("known", "new", "new")] == [0, 1, 1]
    assert recording.made == ["new"]


def test_the_live_network_with_its_recorded_replies_is_a_small_part_of_a_page():
    """440 kB before they were stored as changes."""
    assert len(section("network", "n", {})) < 200_000
