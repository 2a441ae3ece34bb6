"""The depth lab in the built page: recorded answers, numpy when it is needed, training, trouble, keyboard, phone."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lesson_core.deep.runs import begin, measure, train_deep
from lesson_core.deep_setup import DeepSetup
from tests.browser.pages import Gate, LessonWidget

NUMPY_READY = 120_000  # milliseconds; about five seconds where nothing else is to do
NUMPY = re.compile(r"numpy[^/]*\.whl")
ANY_NUMPY = re.compile(r"numpy[^/]*\.(whl|js)")  # where the wheel is refused, a bundle brings it


@pytest.fixture(autouse=True)
def patience():
    """Every wait may last as long as numpy takes, whatever the machine has to do beside."""
    expect.set_options(timeout=NUMPY_READY)
    yield
    expect.set_options(timeout=10_000)


class Lab(LessonWidget):
    """The depth lab by the verbs of a reader."""

    widget_id = "depth-lab"
    patience = NUMPY_READY

    def open(self) -> "Lab":
        self.page.goto(self.address)
        self.section.scroll_into_view_if_needed()
        return self

    def slot(self, name: str) -> Locator:
        return self.section.locator(f'[data-slot="{name}"]')

    def value(self, name: str) -> Locator:
        return self.section.locator(f'[data-value="{name}"]').first

    def exact(self, name: str) -> float:
        return float(self.value(name).get_attribute("data-exact"))

    def choose(self, label: str, value: str) -> "Lab":
        self.section.get_by_label(label, exact=True).select_option(value)
        return self.wait_until_idle()

    def slide(self, label: str, value: int) -> "Lab":
        self.section.get_by_label(label, exact=True).fill(str(value))
        return self.wait_until_idle()

    def epoch(self) -> int:
        return int(self.exact("epoch"))

    def train_to(self, epoch: int) -> "Lab":
        """Press Train, and Pause when the epoch is reached."""
        self.button("Train").click()
        expect(self.value("epoch")).to_have_attribute("data-exact", at_least(epoch))
        self.button("Pause").click()
        return self.wait_until_idle()


def at_least(number: int) -> re.Pattern:
    """Whole numbers from `number` on; for numbers of two digits that end in 0."""
    tens = number // 10
    return re.compile(rf"^([{tens}-9]\d|\d{{3,}})$")


@pytest.fixture
def lab(page: Page, served: str) -> Lab:
    return Lab(page, served).open()


def test_without_scripts_picture_and_numbers_are_there_and_in_focus(new_page, served):
    lab = Lab(new_page(java_script_enabled=False), served).open()
    measured = measure(begin(DeepSetup()))
    assert lab.exact("gradient_1") == pytest.approx(measured.gradients[0], rel=1e-9)
    expect(lab.slot("strip").locator("svg.depth-wide")).to_be_visible()
    expect(lab.button("a third to a hundredth")).to_be_hidden()


def test_the_first_guess_is_answered_before_python_is_there(page, served, page_log):
    lab = Lab(page, served).block_python(page_log).open()
    expect(lab.slot("strip").locator("svg.depth-wide")).to_be_hidden()
    lab.button("a third to a hundredth").click()
    expect(lab.slot("question")).to_contain_text("In fact: less than a ten-thousandth.")
    expect(lab.slot("strip").locator("svg.depth-wide")).to_be_visible()


def test_recorded_steps_and_living_ones_are_the_same_run(lab):
    for epoch in range(1, 6):  # three are recorded, the others are not
        lab.button("One step").click()
        expect(lab.value("epoch")).to_have_attribute("data-exact", str(epoch))
    run = train_deep(begin(DeepSetup()), 5)
    assert lab.exact("loss") == pytest.approx(measure(run).loss, rel=1e-9)
    assert lab.exact("gradient_1") == pytest.approx(measure(run).gradients[0], rel=1e-9)


@pytest.mark.parametrize(
    "chosen",
    [
        {"activation": "relu", "initial_weights": "he"},
        {"activation": "tanh", "initial_weights": "orthogonal", "data": "spirals"},
        {"activation": "leaky_relu", "initial_weights": "large", "data": "circles"},
    ],
)
def test_the_page_computes_what_the_same_code_computes_natively(lab, chosen):
    labels = {"activation": "activation", "initial_weights": "initial weights", "data": "points"}
    for name, value in chosen.items():
        lab.choose(labels[name], value)
    measured = measure(begin(DeepSetup(**chosen)))
    assert lab.exact("loss") == pytest.approx(measured.loss, rel=1e-9)
    for k, gradient in enumerate(measured.gradients, start=1):
        assert lab.exact(f"gradient_{k}") == pytest.approx(gradient, rel=1e-9)


def test_train_runs_until_pause_and_the_page_says_how_far_it_is(lab):
    lab.choose("activation", "relu").choose("initial weights", "he")
    lab.train_to(20)
    stopped_at = lab.epoch()
    expect(lab.button("Train")).to_be_visible()
    expect(lab.slot("sentence")).to_contain_text(f"Epoch {stopped_at}: loss")
    lab.button("One step").click()
    expect(lab.value("epoch")).to_have_attribute("data-exact", str(stopped_at + 1))
    run = train_deep(begin(DeepSetup(activation="relu", initial_weights="he")), stopped_at + 1)
    assert lab.exact("loss") == pytest.approx(measure(run).loss, rel=1e-6)


def test_reset_goes_back_to_the_untrained_network(lab):
    lab.choose("activation", "tanh")
    before = lab.value("loss").get_attribute("data-exact")
    lab.button("One step").click()
    expect(lab.value("epoch")).to_have_attribute("data-exact", "1")
    lab.button("Reset").click()
    expect(lab.value("epoch")).to_have_attribute("data-exact", "0")
    assert lab.value("loss").get_attribute("data-exact") == before


def test_new_weights_give_another_network(lab):
    lab.choose("activation", "tanh")
    before = lab.value("gradient_1").get_attribute("data-exact")
    lab.button("New weights").click()
    expect(lab.value("gradient_1")).not_to_have_attribute("data-exact", before)


def test_overflow_stops_training_and_names_epoch_and_layer(lab):
    lab.choose("activation", "leaky_relu").choose("initial weights", "large")
    lab.button("Train").click()
    expect(lab.slot("verdict")).to_contain_text(
        re.compile(r"At epoch \d+, a sum of layer \d+ became"), timeout=NUMPY_READY
    )
    expect(lab.button("Train")).to_be_visible()
    expect(lab.slot("strip").get_by_text("first here").first).to_be_visible()
    expect(lab.slot("boundary")).to_contain_text("no guess: numbers overflowed")


def test_a_task_is_checked_and_explained(lab):
    lab.slide("hidden layers", 20)
    expect(lab.slot("tasks").get_by_role("listitem").first).to_contain_text("It vanished in 20 sigmoid layers")


def test_the_chain_answers_while_numpy_is_not_there(page, served):
    numpy = Gate(page, NUMPY)
    lab = Lab(page, served).open()
    lab.section.get_by_label("weight", exact=True).fill("50")
    lab.section.get_by_label("weight", exact=True).press("Enter")
    expect(lab.value("chain_factor_1")).to_have_attribute("data-exact", "12.5")
    numpy.open()


def test_choices_made_while_others_wait_for_their_answer_stay_as_they_were_made(page, served):
    numpy = Gate(page, NUMPY)
    lab = Lab(page, served).open()
    residual, normalisation = (
        lab.section.get_by_label("residual connections"),
        lab.section.get_by_label("normalisation", exact=True),
    )
    residual.check()
    normalisation.check()
    lab.section.get_by_label("activation", exact=True).select_option("tanh")
    normalisation.evaluate(
        """box => {
            window.seen = [];
            const look = () => window.seen.push(box.checked);
            const all = { subtree: true, childList: true, attributes: true };
            new MutationObserver(look).observe(box.closest("section"), all);
        }"""
    )
    expect(lab.page.locator("html")).to_have_attribute("data-python", "ready")
    numpy.open()
    lab.wait_until_idle()
    assert set(lab.page.evaluate("window.seen")) == {True}
    expect(residual).to_be_checked()
    expect(lab.section.get_by_label("activation", exact=True)).to_have_value("tanh")


def test_a_bad_weight_of_the_chain_is_refused_beside_its_field(lab):
    field = lab.section.get_by_label("weight", exact=True)
    field.fill("plenty")
    field.press("Enter")
    expect(lab.section.locator('[data-error="chain_weight"]')).to_contain_text("is not a number")
    expect(field).to_have_attribute("aria-invalid", "true")


def test_numpy_is_not_fetched_by_a_reader_who_stays_far_from_the_lab(page, served):
    asked = []
    page.on("request", lambda request: NUMPY.search(request.url) and asked.append(request.url))
    page.goto(f"{served}/lessons/backpropagation.html")
    expect(page.locator("html")).to_have_attribute("data-python", "ready")
    assert asked == []
    with page.expect_request(NUMPY, timeout=NUMPY_READY):
        page.locator("#depth-lab").scroll_into_view_if_needed()


def test_where_numpy_cannot_be_had_the_lab_says_so_and_offers_to_try_again(page, served, page_log):
    page_log.allow("Failed to load resource")
    page.route(ANY_NUMPY, lambda route: route.abort())
    lab = Lab(page, served).open()
    expect(lab.button("Try again")).to_be_visible()
    expect(lab.page.locator("html")).to_have_attribute("data-python", "ready")
    lab.page.unroute(ANY_NUMPY)
    lab.button("Try again").click()
    lab.choose("activation", "tanh")
    measured = measure(begin(DeepSetup(activation="tanh")))
    assert lab.exact("loss") == pytest.approx(measured.loss, rel=1e-9)


def test_everything_can_be_done_with_the_keyboard(lab):
    page = lab.page
    lab.button("a third to a hundredth").focus()
    page.keyboard.press("Enter")
    expect(lab.slot("question")).to_contain_text("In fact")
    lab.button("One step").focus()
    page.keyboard.press("Space")
    expect(lab.value("epoch")).to_have_attribute("data-exact", "1")
    depth = lab.section.get_by_label("hidden layers", exact=True)
    depth.focus()
    page.keyboard.press("ArrowRight")
    expect(lab.value("depth")).to_have_attribute("data-exact", "11")
    expect(depth).to_be_focused()
    residual = lab.section.get_by_label("residual connections")
    residual.focus()
    page.keyboard.press("Space")
    lab.wait_until_idle()
    expect(residual).to_be_checked()
    expect(residual).to_be_focused()
    train = lab.section.locator('[data-command="play"]')
    train.focus()
    page.keyboard.press("Enter")
    expect(train).to_have_text("Pause")
    page.keyboard.press("Enter")
    expect(train).to_have_text("Train")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_strip_chart_sentence_and_controls_share_one_view(new_page, served, scheme):
    page = new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    lab = Lab(page, served).open()
    lab.button("Just show me").click()
    expect(lab.slot("strip").locator(".veiled")).to_have_count(0)
    boxes = [lab.slot("strip").bounding_box(), lab.section.get_by_role("group", name="Controls").bounding_box()]
    assert boxes[1]["y"] + boxes[1]["height"] - boxes[0]["y"] < 844 - 60  # the page's header takes some
    expect(lab.slot("strip").locator("svg.depth-narrow")).to_be_visible()
    expect(lab.slot("strip").locator("svg.depth-wide")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_hundred_layers_and_long_numbers_do_not_widen_the_page(new_page, served):
    page = new_page(viewport={"width": 390, "height": 844})
    lab = Lab(page, served).open()
    lab.slide("units a layer", 2).slide("hidden layers", 100)
    expect(lab.value("depth")).to_have_attribute("data-exact", "100")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_opening_reply_in_the_page_is_what_the_build_asked_for(lab):
    opening = json.loads(lab.section.locator("script[data-opening]").text_content())
    assert opening["request"]["widget"] == "depth"
    assert opening["reply"]["state"]["setup"]["depth"] == 10
