"""Whatever the depth lab says agrees with what it draws and with numpy alone, over all its choices and in training."""

import itertools
import math
import random
import re
from functools import cache
from html import unescape

import pytest

from lesson_core.deep.runs import begin, measure
from lesson_core.deep_setup import ACTIVATIONS, DATA_SETS, INITIAL_WEIGHTS, DeepSetup
from lesson_core.records import as_json
from lesson_core.widgets.depth import view
from lesson_core.widgets.depth.runs import run_after
from lesson_core.widgets.depth.state import REMEDIES, State, Tasks, Vanished
from lesson_core.widgets.depth.tasks import with_tasks
from lesson_core.widgets.depth.words import GUESS_TEXTS, TITLES
from tests.widgets.depth.lab import ask, opened
from tests.widgets.depth.oracle import truth_of

LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
DEPTHS = (1, 2, 8, 20, 50)
SIZE = r"(?:[\d.,]*\d(?:\u202f×\u202f10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|more than 1\.8\u202f×\u202f10³⁰⁸)"
SHARE = rf"(?:(?P<share>{SIZE}) (?P<of>of|times)|(?P<none>0, while)) the output’s"
BEYOND = r"(?:larger (?:in size )?than 1\.8\u202f×\u202f10³⁰⁸, where a float ends|“not a number”(?:, as ∞ − ∞ does)?)"


@pytest.fixture(autouse=True)
def coarse(monkeypatch):
    """The boundary is not looked at here: four fields will do."""
    monkeypatch.setattr(view, "FINEST", 2)
    monkeypatch.setattr(view, "COARSEST", 2)


def number(text):
    if text.startswith("more"):
        return math.inf
    digits, _, power = text.replace(",", "").partition("\u202f×\u202f10")
    return float(digits) * 10.0 ** int(power.translate(LOWERED) or 0)


def near(text, value, noise=0.0):
    """Whether a number of two or three digits is this value, rounded."""
    return number(text) == pytest.approx(value, rel=0.051, abs=noise)


class Said:
    """One reply of the lab beside the truth."""

    def __init__(self, reply, setup):
        self.slots, self.sentence, self.state = reply["slots"], reply["sentence"], reply["state"]
        self.run = run_after(setup, self.state["step"])
        self.truth = truth_of(self.run)
        self.broke = self.run.divergence
        # Normalisation takes what is equal in all units away: where hardly anything else came, only rounding is left.
        self.noise = 1e-11 if setup.normalisation else 0.0
        drawn = self.slots["strip"].split("</svg>")[0]
        self.cells = [self.cell(part) for part in drawn.split("<g>")[1:]]
        self.word = re.search(r'depth-word (\w+)"', self.slots["verdict"]).group(1)
        self.why = unescape(re.search(r"<p>(.*)</p>", self.slots["verdict"]).group(1))

    @staticmethod
    def cell(part):
        """How a cell is filled, and how it looks: what the reader sees."""
        filling = re.search(r'blame-fill (\w+)" [^>]* height="([\d.]+)"', part)
        return (filling.group(1), float(filling.group(2))) if filling else ("blame", 0.0)

    def check(self):
        self.check_numbers()
        self.check_cells()
        self.check_word()
        self.check_why()
        self.check_sentence()

    def check_numbers(self):
        rows = re.findall(r'data-value="(delta|gradient)_(\d+)" data-exact="([^"]*)"', self.slots["numbers"])
        assert len(rows) == 2 * len(self.truth.deltas)
        for name, layer, shown in rows:
            real = (self.truth.deltas if name == "delta" else self.truth.gradients)[int(layer) - 1]
            if self.broke is None and math.isfinite(real):
                noise = max(self.noise, 1e-300 if name == "delta" else 1e-13)  # in a gradient the points cancel
                assert float(shown) == pytest.approx(real, rel=1e-6, abs=noise), (name, layer)

    def check_cells(self):
        if self.broke:
            return
        output = self.truth.deltas[-1]
        for delta, (look, height) in zip(self.truth.deltas, self.cells, strict=True):
            share = delta / output if output else 0.0
            assert (look == "burns") == (share > 100)
            assert (height == 0) == (share <= 1e-3 * 1.02) or height < 0.3
            if look == "blame" and share > 1.1e-3:
                assert height == pytest.approx(40 * min(1, 1 + math.log10(share) / 3), abs=0.06)
        empty = [k + 1 for k, (_, height) in enumerate(self.cells) if height == 0]
        told = unescape(re.search(r'aria-label="([^"]*)"', self.slots["strip"]).group(1))
        assert ("Empty:" in told) == bool(empty) and ("Burning:" in told) == any(c[0] == "burns" for c in self.cells)

    def check_word(self):
        assert TITLES[self.word] in self.slots["verdict"]
        assert (self.word == "overflow") == (
            self.broke is not None or not all(map(math.isfinite, self.truth.deltas + self.truth.gradients))
        )
        if self.word == "overflow":
            return
        burns, first_is_empty = any(look == "burns" for look, _ in self.cells), self.cells[0][1] == 0
        longest, learned = max(self.truth.gradients), self.truth.loss < 0.1
        wanted = "exploded" if burns else "learned" if learned else "vanished" if first_is_empty else "healthy"
        assert self.word == ("still" if wanted == "healthy" and longest < 1e-4 else wanted)

    def check_why(self):
        """Each sentence is one that is known here, and true."""
        rest = self.why
        while rest:
            for pattern, is_true in SENTENCES.items():
                if found := re.match(pattern, rest):
                    assert is_true(self, found), found.group()
                    rest = rest[found.end() :].lstrip()
                    break
            else:
                pytest.fail(f"a sentence that no test knows: {rest}")

    def share_is_true(self, found):
        value, output = self.truth.deltas[int(found["layer"]) - 1], self.truth.deltas[-1]
        if found["none"]:
            return value <= self.noise
        return near(found["share"], value / output, self.noise) and (found["of"] == "of") == (value < output)

    def extreme_is_true(self, found):
        extreme = (max if found["which"] == "highest" else min)(self.truth.deltas)
        value = self.truth.deltas[int(found["layer"]) - 1]
        return self.share_is_true(found) and value == pytest.approx(extreme, abs=self.noise)

    def factor_is_true(self, found):
        first, last = self.truth.deltas[0], self.truth.deltas[-2]
        if first < self.noise:
            return True
        factor = (first / last) ** (1 / (len(self.truth.deltas) - 2))
        return near(found["factor"], factor) and (found["of"] == "of") == (factor < 1)

    def longest_is_true(self, found):
        return near(found[1], max(self.truth.gradients)) and max(self.truth.gradients) > 100

    def loss_is_true(self, found):
        return near(found[1], self.truth.loss) and near(found[2], self.truth.deltas[-1])

    def quiet_is_true(self, found):
        return near(found[1], max(self.truth.gradients)) and max(self.truth.gradients) < 1e-4

    def size_is_true(self, found):
        sizes = self.truth.deltas if found["name"] == "blame" else self.truth.gradients
        return not all(map(math.isfinite, sizes))

    def overflow_is_true(self, found):
        broke = self.broke
        where = "the output layer" if broke.is_output else f"layer {broke.layer}"
        what = {"activations": f"a sum of {where}", "gradient": f"a gradient of {where}", "loss": "the loss"}
        return (
            int(found["epoch"]) == broke.step
            and found["what"] == what[broke.quantity]
            and ("not a number" in found.group()) == math.isnan(broke.value)
        )

    def check_sentence(self):
        if self.broke:
            assert self.sentence.startswith(f"Training stopped at epoch {self.broke.step}: numbers overflowed in ")
            return
        told = re.match(r"Epoch ([\d,]+): loss (.+?), (\d+) % of the points guessed right\. ?", self.sentence)
        assert int(told[1].replace(",", "")) == self.state["step"]
        assert near(told[2], self.truth.loss)
        assert int(told[3]) == pytest.approx(self.truth.right / 2, abs=0.5 if 0 < self.truth.right < 200 else 0)
        self.why = self.sentence[told.end() :]
        self.check_why()


SENTENCES = {
    rf"Layer (?P<layer>\d+)’s blame is {SHARE}(?: is not)?\.": Said.share_is_true,
    rf"The (?P<which>highest|lowest) is layer (?P<layer>\d+)’s: {SHARE}(?: is not)?\.": Said.extreme_is_true,
    rf"On average a hidden layer hands on (?P<factor>{SIZE}) (?P<of>of|times) the blame that it gets\.": (
        Said.factor_is_true
    ),
    rf"The longest weight gradient is ({SIZE}): unless it is clipped or the learning rate is tiny, one update "
    r"throws the weights far away\.": Said.longest_is_true,
    rf"The loss is ({SIZE})\. The smaller the error, the less blame is sent: the output’s is ({SIZE})\.": (
        Said.loss_is_true
    ),
    rf"Blame arrives, but the points pull against one another: no layer has a weight gradient above ({SIZE})\. "
    r"Unless the learning rate is huge, updates change next to nothing\.": Said.quiet_is_true,
    rf"At epoch (?P<epoch>\d+), (?P<what>.+) became {BEYOND}\.": Said.overflow_is_true,
    rf"The (?P<name>blame|weight gradient) of (.+) is {BEYOND}\.": Said.size_is_true,
}


def setups(depth):
    for activation, weights, residual, normalisation in itertools.product(
        ACTIVATIONS, INITIAL_WEIGHTS, (False, True), (False, True)
    ):
        yield DeepSetup(
            depth=depth,
            width=6,
            activation=activation,
            initial_weights=weights,
            residual=residual,
            normalisation=normalisation,
        )


@cache
def opening():
    return opened()["state"]


def state_of(setup, **more):
    return opening() | {"setup": as_json(setup)} | more


VANISHED = Vanished(15, 32, "sigmoid", "xavier", residual=False, normalisation=False)
NO_TASKS = {"vanished": None, "ways": [], "overflow": None, "learned": None}


@pytest.mark.parametrize("depth", DEPTHS)
def test_over_the_whole_grid_of_choices_words_cells_and_tasks_agree_with_numpy(depth):
    for setup in setups(depth):
        asked = ask(state_of(setup, tasks=NO_TASKS), {"type": "guess", "guess": "same"})
        said = Said(asked, setup)
        said.check()
        deltas = said.truth.deltas
        ratio = deltas[0] / deltas[-1]
        assert (said.state["tasks"]["vanished"] is not None) == (ratio < 1e-9), setup
        judge_guess(said.slots["question"], ratio)
        before = measure(begin(setup))
        rescued = with_tasks(State(setup, tasks=Tasks(VANISHED)), before, before).tasks
        differs = tuple(name for name in REMEDIES if getattr(setup, name) != getattr(VANISHED, name))
        assert rescued.ways == ((differs,) if said.word == "healthy" and depth >= 15 and differs else ()), setup


def judge_guess(question, ratio):
    """Each answer's words hold for its ratios alone."""
    limits = {
        "larger": (3, math.inf),
        "same": (1 / 3, 3),
        "tenth": (0.01, 1 / 3),
        "thousandth": (1e-4, 0.01),
        "less": (0, 1e-4),
    }
    (right,) = (name for name, (low, high) in limits.items() if low <= ratio < high)
    if right == "same":
        assert "That is right." in question
    else:
        assert f"In fact: {GUESS_TEXTS[right]}." in question


@pytest.mark.parametrize("seed", range(24))
def test_in_random_states_of_training_every_sentence_is_true(seed):
    chance = random.Random(seed)
    setup = DeepSetup(
        depth=chance.choice((1, 2, 4, 10, 30)),
        width=chance.choice((1, 2, 8)),
        activation=chance.choice(ACTIVATIONS),
        initial_weights=chance.choice(INITIAL_WEIGHTS),
        residual=chance.random() < 0.5,
        normalisation=chance.random() < 0.5,
        clip=chance.choice((None, None, 1.0)),
        learning_rate=chance.choice((0.01, 0.1, 0.5, 3.0)),
        data=chance.choice(DATA_SETS),
        data_seed=seed,
        weights_seed=seed,
    )
    state = state_of(setup, guess={"answer": "skipped", "depth": 1, "activation": "tanh", "ratio": 1.0})
    for epochs in (1, 9, 40):
        reply = ask(state, {"type": "train", "epochs": epochs})
        Said(reply, setup).check()
        state = reply["state"]


def test_few_relu_layers_with_small_weights_are_no_longer_said_to_stand_still_beside_full_cells():
    setup = DeepSetup(depth=10, activation="relu", initial_weights="small")
    said = Said(ask(state_of(setup), {"type": "reset"}), setup)
    assert said.word == "vanished"
    assert [height == 0 for _, height in said.cells] == [True] * 9 + [False] * 2


def test_what_a_layer_hands_on_is_measured_on_its_blame():
    setup = DeepSetup(depth=20, activation="relu", initial_weights="large")
    said = Said(ask(state_of(setup), {"type": "reset"}), setup)
    assert "hands on 4.05 times" in said.why and said.word == "exploded"
