"""No label of the picture covers another, and none is outside, whatever the network, its numbers and the move."""

import html
import itertools
import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_api import ask, step

SIZES = {"sym": 20, "val": 15, "val long": 12}  # of letters, as picture.css has them; all others 12.5
TOUCH = 0.6


@dataclass(frozen=True)
class Shape:
    what: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > TOUCH
            and min(self.bottom, other.bottom) - max(self.top, other.top) > TOUCH
        )


def width(text: str, size: float) -> float:
    """Of letters of 0.55 of their height: an independent guess at what a plain sans-serif takes."""
    thin = sum(sign in "., \u202f⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉ₒᵤₜ" for sign in text)
    return size * (0.6 * (len(text) - thin) + 0.3 * thin)


def attributes(element: str) -> dict[str, str]:
    return dict(re.findall(r'([\w-]+)="([^"]*)"', element))


def texts(svg: str) -> list[Shape]:
    found = []
    for element, inside in re.findall(r"<text ([^>]*)>(.*?)</text>", svg):
        has = attributes(element)
        text = html.unescape(re.sub("<[^>]*>", "", inside))
        look = has["class"].removesuffix(" start").removesuffix(" end")
        size = SIZES.get(look, 12.5)
        w = float(has["textLength"]) if "textLength" in has else width(text, size)
        x, y = float(has["x"]), float(has["y"])
        left = x if has["class"].endswith("start") else x - w if has["class"].endswith("end") else x - w / 2
        if text:
            found.append(Shape(text, left, y - 0.36 * size, left + w, y + 0.36 * size))
    return found


def pills(svg: str) -> list[Shape]:
    boxes = [attributes(found) for found in re.findall(r'<rect (class="(?:pill|hit)"[^>]*)>', svg)]
    made = []
    for box in boxes:
        x, y, w, h = (float(box[name]) for name in ("x", "y", "width", "height"))
        made.append(Shape(box["class"], x, y, x + w, y + h))
    return made


def check(svg: str) -> None:
    _, _, wide, high = map(float, re.search(r'viewBox="([^"]*)"', svg)[1].split())
    labels, boxes = texts(svg), pills(svg)
    for shape in (*labels, *boxes):
        assert shape.left >= -1 and shape.top >= -1 and shape.right <= wide + 1 and shape.bottom <= high + 1, shape
    for group in (labels, boxes):
        for one, other in itertools.combinations(sorted(group, key=lambda shape: shape.left), 2):
            if other.left >= one.right:
                continue
            assert not one.covers(other), f"{one} covers {other}"
    for box in boxes:  # a pill covers no text but its own, which is wholly inside
        for label in labels:
            own = box.left - 1 <= label.left and label.right <= box.right + 1 and box.top <= label.top < box.bottom
            assert own or not box.covers(label), f"{box} covers {label}"


WEIGHTS = st.sampled_from([0.5, -0.2, 12.345, -1234.5, 4.3e-5, -1e-9, 1e150]) | st.floats(-3, 3)


@st.composite
def options(draw):
    """A network of any form that a fence may hold, more often a small one."""
    sizes = draw(
        st.sampled_from([[2, 2, 1], [3, 2, 1], [3, 2], [2, 3, 2], [1, 1], [4, 4, 1], [2, 3, 3, 1], [6, 1], [5, 5, 3]])
        | st.lists(st.integers(1, 6), min_size=2, max_size=6)
        | st.sampled_from([[1] * 100, [30, 8, 3], [2, 40, 1]])
    )
    activations = st.sampled_from(["sigmoid", "tanh", "relu", "leaky_relu", "identity"])
    weights = [draw(WEIGHTS) for _ in range(7)]
    count = itertools.count()
    layers = [
        {
            "weights": [[weights[next(count) % 7] for _ in range(n_in)] for _ in range(n_out)],
            "biases": [weights[next(count) % 7] for _ in range(n_out)],
            "activation": draw(activations),
        }
        for n_in, n_out in itertools.pairwise(sizes)
    ]
    return {"layers": layers, "inputs": [draw(WEIGHTS)] * sizes[0], "targets": [draw(WEIGHTS)] * sizes[-1]}


@settings(max_examples=40)
@given(options(), st.data())
def test_no_label_covers_another_in_any_network_at_any_move(network, data):
    opening = ask({"type": "open", **network})
    if not opening["ok"]:
        return  # the engine has no numbers for it
    state = opening["state"]
    names = re.findall(r'<option value="([wb][^"]*)"', opening["slots"]["chain"])
    for event in (
        {"type": "choose", "name": data.draw(st.sampled_from(names))},
        {"type": "form", "full": data.draw(st.booleans())},
    ):
        state = ask(event, state)["state"]
    reply = ask(step(data.draw(st.integers(0, 6))), state)
    for svg in reply["slots"]["picture"].split("</svg>")[:-1]:
        check(svg)


def drawn(sizes: list[int], moves: int = 4, chosen: str | None = None) -> list[str]:
    layers = [{"weights": [[0.5] * a] * b, "biases": [0.1] * b} for a, b in itertools.pairwise(sizes)]
    network = {"layers": layers, "inputs": [0.5] * sizes[0], "targets": [0.5] * sizes[-1]}
    state = ask({"type": "open", "chosen": chosen, **network})["state"]
    return ask(step(moves), state)["slots"]["picture"].split("</svg>")[:-1]


@pytest.mark.parametrize("sizes", [[2, 2, 1], [3, 2, 1], [3, 2], [2, 2, 2], [2, 3, 1], [3, 3, 1], [2, 2, 2, 1]])
def test_every_weight_of_a_small_network_has_its_label(sizes):
    weights = sum(a * b for a, b in itertools.pairwise(sizes))
    assert [svg.count('class="pill"') for svg in drawn(sizes)] == [weights, weights]


def test_where_there_are_too_many_weights_the_chosen_one_has_its_label():
    for svg in drawn([8, 8, 1], chosen="w37"):
        assert re.search(r'<g class="handle chosen"[^>]*><rect class="pill"[^>]*>.*?data-value="w37"', svg)


def test_a_label_stays_where_it_is_whatever_is_chosen_and_whatever_the_move():
    def pills_of(svg):
        return re.findall(r'<rect class="pill"[^>]*>', svg)

    first = [pills_of(svg) for svg in drawn([3, 2, 1], 0)]
    for moves, chosen in ((1, "w5"), (4, "wOut2"), (5, "b1")):
        assert [pills_of(svg) for svg in drawn([3, 2, 1], moves, chosen)] == first


def test_the_factors_of_the_chosen_weight_stand_at_its_path():
    wide, _ = drawn([2, 2, 1], 4, "w1")
    shown = set(re.findall(r'class="factor"[^>]*>.*?data-value="([^"]+)"', wide))
    assert shown == {"dL_dyhat", "dyhat_dh1", "dh1_dw1"}
    assert wide.count("edge-halo on-path") == 2


def test_the_networks_of_the_lessons_fit_their_place():
    for sizes in ([2, 2, 1], [1, 1], [2, 1]):
        assert not any("net-large" in svg for svg in drawn(sizes))
