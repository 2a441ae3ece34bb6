"""Where things stand: together in one view, never overlapping, never moving, never wider than the window."""

import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import pages
from tests.browser.pages import Lesson, PageLog, wait_until, wait_until_laid_out
from tests.lesson.claims import shown

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LONG, TINY = "-12.345", "1e-9"
EXTREMES = {"x1": LONG, "y": TINY, "w1": LONG, "w2": TINY, "wOut1": TINY, "wOut2": LONG, "bOut": LONG}
BUTTONS = ("Reset", "Step back", "Step", "One epoch", "100 Steps")


EDGES = """section => {
    const parts = [...section.querySelectorAll('.picture svg, [data-slot="sentence"], .controls button')]
        .map((part) => part.getBoundingClientRect()).filter((box) => box.width);
    return {
        top: Math.min(...parts.map((box) => box.top)), bottom: Math.max(...parts.map((box) => box.bottom)),
        room: innerHeight - document.querySelector(".md-header").offsetHeight,
        wide: document.documentElement.scrollWidth, window: innerWidth,
    };
}"""
TEXTS = """section => [...section.querySelectorAll(".picture svg")].flatMap((svg) => {
    if (!svg.clientWidth) return [];
    const frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].filter((text) => text.textContent).map((text) => {
        const box = text.getBoundingClientRect();
        const inside = box.left >= frame.left - 1 && box.right <= frame.right + 1
            && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
        return {text: text.textContent, left: box.left, right: box.right, inside,
                top: box.top + box.height / 5, bottom: box.bottom - box.height / 5};
    });
})"""
PLACES = """(section, names) => {
    const top = section.getBoundingClientRect().top;
    const buttons = [...section.querySelectorAll(".controls button")];
    return names.map((name) => {
        const box = buttons.find((button) => button.textContent === name).getBoundingClientRect();
        return [box.left, box.top - top, box.width, box.height].map(Math.round);
    });
}"""
HEIGHT = "section => section.getBoundingClientRect().height"
LOOKS = {
    f"{name} {scheme}": {"viewport": viewport, "color_scheme": scheme}
    for name, viewport in (("desktop", DESKTOP), ("phone", PHONE))
    for scheme in ("light", "dark")
}


def states(lesson: Lesson) -> Iterator[str]:
    """The first state, each move, a hundred epochs, then each move with values that are long to write."""
    yield "first"
    for move in range(1, 6):
        lesson.click("Step").wait_until_idle()
        yield f"move {move}"
    lesson.click("Step").wait_until_idle()
    yield "move 1 again"
    lesson.click("100 Steps").wait_until_idle()
    yield "after 100"
    for name, text in EXTREMES.items():
        lesson.send({"type": "set", "name": name, "text": text})
    for move in range(1, 6):
        lesson.click("Step").wait_until_idle()
        yield f"extreme move {move}"


@pytest.fixture(scope="module", params=LOOKS.values(), ids=LOOKS)
def measured(request, browser, served) -> dict[str, dict]:
    """What was measured in each state on one walk through them: measures by state."""
    with pages(browser, PageLog()) as new_page:
        lesson = Lesson(new_page(**request.param), served).open()
        measure = lesson.section.evaluate
        return {
            state: {
                "edges": measure(EDGES),
                "texts": measure(TEXTS),
                "places": measure(PLACES, BUTTONS),
                "height": measure(HEIGHT),
            }
            for state in states(lesson)
        }


def test_picture_controls_and_sentence_stand_in_one_view_and_nothing_scrolls_sideways(measured):
    for state, measures in measured.items():
        edges = measures["edges"]
        needed = edges["bottom"] - edges["top"]
        assert needed <= edges["room"], f"{state}: {needed} px do not fit between header and window's end"
        assert edges["wide"] <= edges["window"], f"{state}: the page is wider than its window: {edges}"


def test_what_is_changed_and_what_follows_stand_in_one_view_on_a_wide_screen(lesson):
    top, bottom = lesson.section.evaluate(
        """section => {
            const parts = section.querySelectorAll(
                '.picture .net-wide, .card, .controls button, .chain .formula, [data-chart]');
            const boxes = [...parts].map((part) => part.getBoundingClientRect());
            return [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))];
        }"""
    )
    header = lesson.page.locator(".md-header").bounding_box()["height"]
    assert bottom - top <= 900 - header


def test_no_text_in_the_picture_covers_another_or_is_cut_off(measured):
    for state, measures in measured.items():
        texts = measures["texts"]
        assert texts, state
        assert [text["text"] for text in texts if not text["inside"]] == [], state
        covered = [(a["text"], b["text"]) for a, b in itertools.combinations(texts, 2) if overlap(a, b)]
        assert covered == [], state


def overlap(a: dict, b: dict) -> bool:
    """Letters leave some air above and below in their boxes; a fifth of it is not counted."""
    return (
        min(a["right"], b["right"]) - max(a["left"], b["left"]) > 0.5
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 0.5
    )


def test_controls_do_not_move_from_state_to_state(measured):
    places = {state: measures["places"] for state, measures in measured.items()}
    assert {state: boxes for state, boxes in places.items() if boxes != places["first"]} == {}


def test_what_lies_below_the_network_does_not_move_from_move_to_move(measured):
    moves = [f"move {move}" for move in range(1, 6)]
    heights = {state: measured[state]["height"] for state in ("first", *moves, "move 1 again")}
    assert set(heights.values()) == {heights["first"]}, heights


def swipe_up(lesson: Lesson, what: Locator, pixels: int) -> None:
    box = what.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = lesson.page.context.new_cdp_session(lesson.page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for moved in range(10, pixels + 1, 10):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - moved}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    lesson.wait_until_idle()


@pytest.fixture
def touched(new_page, served) -> tuple[Lesson, Locator]:
    """The lesson on a phone, and the node x1 in the middle of its window."""
    lesson = Lesson(new_page(viewport=PHONE, has_touch=True, is_mobile=True), served).open().wait_for_python()
    node = lesson.section.locator(".net-narrow .handle[data-nudge*='\"x1\"']")
    node.evaluate("node => node.scrollIntoView({block: 'center', behavior: 'instant'})")
    return lesson, node


def test_a_finger_that_starts_on_the_picture_scrolls(touched):
    lesson, node = touched
    before = lesson.page.evaluate("scrollY")
    swipe_up(lesson, node, 150)
    wait_until(lesson.page, f"() => scrollY > {before + 100}")
    assert lesson.exact("x1") == 0.5


def test_a_finger_drags_what_it_has_tapped_before(touched):
    lesson, node = touched
    node.tap()
    expect(node).to_be_focused()
    before = lesson.page.evaluate("scrollY")
    swipe_up(lesson, node, 100)
    lesson.expect_exact("x1", 1.5)
    assert lesson.page.evaluate("scrollY") == before


def test_the_curve_takes_the_room_of_the_words_before_it(lesson):
    height = "figure => figure.getBoundingClientRect().height"
    words = lesson.section.locator("[data-chart]").evaluate(height)
    lesson.click("100 Steps")
    lesson.section.locator(".chart-plot canvas").wait_for()
    assert lesson.section.locator("[data-chart]").evaluate(height) == words


def test_play_and_pause_take_the_same_room(lesson):
    wait_until_laid_out(lesson.page)
    lesson.button("Play").scroll_into_view_if_needed()
    play = lesson.button("Play").bounding_box()
    lesson.click("Play")
    assert lesson.button("Pause").bounding_box() == play


def test_no_text_in_the_phone_s_picture_is_under_11_px(new_page, served):
    lesson = Lesson(new_page(viewport=PHONE), served).open()
    for _ in range(4):
        lesson.click("Step").wait_until_idle()
    sizes = lesson.section.evaluate(
        """section => [...section.querySelectorAll(".picture svg")].filter((svg) => svg.clientWidth).flatMap((svg) => {
            const scale = svg.clientWidth / svg.viewBox.baseVal.width;
            return [...svg.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
        })"""
    )
    assert min(sizes) >= 11


def test_on_a_phone_the_panels_are_tabs_worked_by_keyboard(new_page, served):
    lesson = Lesson(new_page(viewport=PHONE), served).open()
    tabs = lesson.section.get_by_role("tab")
    names = tabs.all_inner_texts()
    assert {"Loss curve", "Current weight values", "Network state"} <= set(names)
    chosen = lesson.section.locator('[role="tab"][aria-selected="true"]')
    chosen.focus()
    lesson.page.keyboard.press("Home")
    for name in names[1:]:
        lesson.page.keyboard.press("ArrowRight")
        assert chosen.inner_text() == name
        panel = lesson.section.get_by_role("tabpanel", name=name)
        assert panel.is_visible()
    assert lesson.section.get_by_role("tabpanel").count() == 1
    lesson.page.set_viewport_size(DESKTOP)
    lesson.section.get_by_role("tablist").wait_for(state="hidden")
    assert lesson.section.locator("[data-tab]").evaluate_all("panels => panels.every((panel) => !panel.hidden)")


def test_without_scripts_the_first_state_and_the_five_moves_are_there_to_read(new_page, served):
    page = new_page(java_script_enabled=False)
    page.goto(f"{served}/lessons/backpropagation.html")
    section = page.locator("#live-network")
    for name in ("h1", "h2", "y_hat", "loss"):
        text = shown(name, 6 if name == "loss" else 4)
        assert section.locator(f'[data-slot="readout"] [data-value="{name}"]').inner_text() == text
    assert section.locator(".net-wide").is_visible()
    moves = ("Forward Pass", "Compute Loss", "Output Gradient", "Backprop to Hidden", "Weight Update")
    for step, move in enumerate(moves, start=1):
        assert page.get_by_role("heading", name=f"Step {step}: {move}").is_visible()
    assert page.get_by_text("Click 100 Steps to watch it learn!").is_visible()
