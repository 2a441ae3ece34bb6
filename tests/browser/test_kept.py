"""What a reader did is kept on the device, comes back, can be handed on as a link or a file, and can be erased."""

import csv
import io
import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Lesson, wait_until
from tests.lesson.claims import LESSON

FIRST = "live-network"
NAMES = ("epoch", "w1", "w4", "bOut", "loss", "learning_rate")


def note(lesson):
    return lesson.section.locator("[data-kept-note]")


def numbers(lesson):
    return {name: lesson.exact(name) for name in NAMES}


def when_kept(lesson):
    """Until it is written: a moment after the last answer."""
    epoch = int(lesson.exact("epoch"))
    wait_until(
        lesson.page, f"() => Object.keys(localStorage).some(key => localStorage[key].includes('\"epoch\":{epoch},'))"
    )


@pytest.fixture
def trained(lesson):
    """37 epochs, an edit, 5 more epochs: not the lesson's numbers, and nothing that is recorded."""
    lesson.wait_for_python()
    lesson.send({"type": "train", "epochs": 37}).send({"type": "set", "name": "w1", "text": "0.123456789012345"})
    return lesson.send({"type": "train", "epochs": 5})


def test_after_a_reload_the_reader_goes_on_where_they_were_with_past_and_curve(trained):
    lesson, page = trained, trained.page
    before = numbers(lesson)
    when_kept(lesson)
    lesson.hold_python()
    page.reload()
    expect(note(lesson)).to_contain_text("kept (epoch 42, with your changes) and comes back when Python is there")
    lesson.let_python_come()
    expect(note(lesson)).to_contain_text("You go on where you were: epoch 42, with your changes.", timeout=30_000)
    lesson.wait_until_idle()
    assert numbers(lesson) == before
    expect(lesson.section.locator(".chart-plot")).to_have_attribute("aria-valuemax", "42")
    lesson.click("One epoch").wait_until_idle()
    lesson.expect_epoch(43)
    for _ in range(7):  # over the epoch, and on into what was kept
        lesson.click("Step back").wait_until_idle()
    assert lesson.exact("epoch") == 41 and lesson.sentence.startswith("Move 3 of 5")
    lesson.send({"type": "step", "moves": 2})
    when_kept(lesson)
    page.reload()
    note(lesson).get_by_role("button", name="Back to the start").click(timeout=30_000)
    lesson.expect_epoch(0)
    note(lesson).get_by_role("button", name=re.compile("Back to your own: epoch 42")).click()
    lesson.expect_epoch(42)


def test_a_link_holds_the_whole_state_and_leaves_the_reader_s_own_at_hand(trained, new_page, served):
    lesson, page = trained, trained.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lesson.click("Copy link")
    expect(note(lesson)).to_contain_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url and len(link) < 2000
    other = Lesson(new_page(), served).open()
    other.click("One epoch")
    other.expect_epoch(1)
    other.page.goto(link)  # the same page: the address alone changes
    expect(note(other)).to_contain_text("This is what the link holds: epoch 42", timeout=30_000)
    other.wait_until_idle()
    assert numbers(other) == numbers(lesson)
    assert "=" not in other.page.url
    note(other).get_by_role("button", name="Back to your own: epoch 1").click()
    other.expect_epoch(1)
    other.page.goto(link[:-30])
    expect(note(other)).to_contain_text("The link cannot be opened. It is cut short or damaged.")
    other.expect_epoch(1)


def saved(lesson, name):
    with lesson.page.expect_download() as download:
        lesson.click(name)
    return download.value.path().read_bytes()


def test_state_run_picture_and_curve_are_saved_as_files_that_stand_by_themselves(trained, tmp_path):
    lesson, page = trained, trained.page
    page.emulate_media(color_scheme="dark")
    lesson.section.get_by_text("Keep and share").click()
    run = list(csv.DictReader(io.StringIO(saved(lesson, "Save the run as CSV").decode())))
    assert [row["epoch"] for row in run] == [*map(str, range(38)), *map(str, range(37, 43))]
    peer = LESSON.train(37)
    assert [float(row["loss"]) for row in run[:38]] == list(peer.losses)
    assert float(run[38]["w1"]) == 0.123456789012345 and float(run[-1]["bOut"]) == lesson.exact("bOut")
    for name in ("Picture", "Curve"):
        drawing = saved(lesson, f"{name} as SVG").decode()
        assert (
            drawing.startswith("<svg") and "<title>" in drawing and "var(" not in drawing and " class=" not in drawing
        )
        assert saved(lesson, f"{name} as PNG").startswith(b"\x89PNG")
    file = tmp_path / "mine.json"
    file.write_bytes(saved(lesson, "Save as a file"))
    assert json.loads(file.read_text())["format"] == "nudge"
    before = numbers(lesson)
    lesson.click("Reset").expect_epoch(0)
    with page.expect_file_chooser() as choice:
        lesson.click("Open a file")
    choice.value.set_files(file)
    expect(note(lesson)).to_contain_text("This is what the file holds: epoch 42")
    assert numbers(lesson) == before
    (tmp_path / "other.json").write_text("[]")
    with page.expect_file_chooser() as choice:
        lesson.click("Open a file")
    choice.value.set_files(tmp_path / "other.json")
    expect(note(lesson)).to_contain_text("The file cannot be opened. It is none that was saved here.")


def test_all_that_is_kept_is_erased_at_one_press_and_back_at_the_next(trained):
    lesson, page = trained, trained.page
    words = page.locator("#missed-shot textarea")
    words.fill("Too short")
    when_kept(lesson)
    page.get_by_role("button", name="Erase all that is kept here").click()
    lesson.expect_epoch(0)
    expect(words).to_have_value("")
    left = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('nudge:'))")
    assert [key for key in left if "progress" not in key] == []  # where the reader is now is noted as they scroll
    page.locator(".kept-control").get_by_role("button", name="Undo").click()
    expect(words).to_have_value("Too short")
    lesson.expect_epoch(42)


def test_what_was_done_before_the_author_changed_the_fence_is_set_aside_with_a_sentence(trained):
    lesson, page = trained, trained.page
    when_kept(lesson)
    page.add_init_script(
        "new MutationObserver(() => document.getElementById('live-network')?.setAttribute('data-fence', 'changed'))"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.reload()
    expect(note(lesson)).to_contain_text("has changed since you were here. What you did then is set aside.")
    lesson.expect_epoch(0)
