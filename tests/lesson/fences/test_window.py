"""Windows on a network: what their author may say, and how they stand on the page."""

import re

import pytest

from site_scripts.lesson.mistakes import LessonSourceError
from tests.lesson.page import html_of

NETWORK = "```network\nid: live-network\n```\n"


def window(options: str) -> str:
    return f"```window\n{options}\n```\n"


def test_a_move_stands_beside_the_whole_part_of_its_heading(tmp_path):
    html = html_of(
        f"### One\n\n{window('move: 1')}\nText.\n\n#### Deeper\n\nMore.\n\n### Two\n\nRest.\n\n{NETWORK}", tmp_path
    )
    text, _, rest = html.partition('<figure class="window-beside')
    assert re.search(r'<div class="beside">\s*<div class="beside-text">.*One.*Text\..*More\.', text, re.DOTALL)
    assert "Two" not in text
    assert "Two" in rest


def test_all_moves_of_a_network_are_windows_on_one_widget(tmp_path):
    html = html_of(f"### One\n\n{window('move: 1')}\n### Two\n\n{window('move: 2')}\n{NETWORK}", tmp_path)
    assert html.count('data-widget="window"') == 1
    assert re.findall(r'data-window="([^"]+)" data-move="(\d)"', html) == [
        ("live-network-moves", "1"),
        ("live-network-moves", "2"),
    ]


def test_each_id_is_on_the_page_once(tmp_path):
    html = html_of(f"{window('show: [picture, card]')}### One\n\n{window('move: 4')}{NETWORK}", tmp_path)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(set(ids)) == sorted(ids)


def test_what_a_window_shows_is_what_the_network_opens_with(tmp_path):
    html = html_of(window("show: [sentence]") + NETWORK, tmp_path)
    assert html.count("Epoch 0, ready: nothing is worked out yet; the target is 1.") >= 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("move: 6", "6"),
        ("show: [pictures]", "picture"),
        ("of: nowhere\nmove: 1", "nowhere"),
        ("move: 1\nshow: [card]", "either"),
        ("of: live-network", "either"),
        ("move: 1\nfirst: true", "beside its text"),
    ],
)
def test_what_cannot_be_shown_is_told(tmp_path, options, told):
    with pytest.raises(LessonSourceError, match=told):
        html_of(window(options) + NETWORK, tmp_path)


def test_a_panel_that_the_network_lacks_is_told(tmp_path):
    with pytest.raises(LessonSourceError, match="Add it there"):
        html_of(window("show: [card]") + "```network\nid: live-network\npanels: [curve]\n```\n", tmp_path)
