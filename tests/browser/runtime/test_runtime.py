"""The page's side of Python: every request settles, and the page goes on after whatever happened."""

import math

import pytest
from playwright.sync_api import expect

from tests.browser.pages import wait_until
from tests.browser.runtime.conftest import RuntimePage, flip_a_byte

WHEEL = "numpy-2.2.5-cp313-cp313-pyodide_2025_0_wasm32.whl"


def test_a_request_is_answered(misbehaving):
    assert misbehaving.value("answer") == "an answer"


def test_python_waits_until_it_is_needed_or_started(misbehaving):
    assert misbehaving.page.evaluate("runtime.state") == "idle"
    misbehaving.page.evaluate("runtime.start()")
    wait_until(misbehaving.page, "() => runtime.state === 'ready'")
    assert misbehaving.states == ["loading", "ready"]


def test_requests_are_answered_in_the_order_in_which_they_were_made(misbehaving):
    order = misbehaving.page.evaluate(
        """async () => {
            const order = [];
            const ask = (name, type) => runtime.ask({ event: { type } }).then(() => order.push(name));
            await Promise.all([ask("first", "standard modules"), ask("second", "answer"), ask("third", "answer")]);
            return order;
        }"""
    )
    assert order == ["first", "second", "third"]


def test_an_endless_loop_is_stopped_with_a_sentence_and_the_next_request_is_answered(misbehaving):
    answer = misbehaving.ask("loop", limit=500)
    assert answer["kind"] == "timeout"
    assert answer["message"] == "Python took longer than 0.5 seconds, so it was stopped and started anew."
    assert misbehaving.value("answer") == "an answer"
    assert misbehaving.states == ["loading", "ready", "loading", "ready"]


def test_requests_in_line_behind_an_endless_loop_are_still_answered(misbehaving):
    replies = misbehaving.page.evaluate(
        """async () => {
            const loop = runtime.ask({ event: { type: "loop" } }, { limit: 500 }).catch(({ kind }) => kind);
            const next = runtime.ask({ event: { type: "answer" } });
            return [await loop, (await next).value];
        }"""
    )
    assert replies == ["timeout", "an answer"]


def test_the_time_limit_does_not_run_while_a_request_waits_in_line(misbehaving):
    replies = misbehaving.page.evaluate(
        """async () => {
            const loop = runtime.ask({ event: { type: "loop" } }, { limit: 1500 }).catch(({ kind }) => kind);
            const next = runtime.ask({ event: { type: "answer" } }, { limit: 1000 });
            return [await loop, (await next).value];
        }"""
    )
    assert replies == ["timeout", "an answer"]


def test_a_python_that_breaks_is_replaced(misbehaving):
    answer = misbehaving.ask("crash")
    assert answer["kind"] == "died"
    assert answer["message"].startswith("Python stopped, and was started anew.")
    assert misbehaving.value("answer") == "an answer"


def test_a_python_that_the_browser_has_ended_is_noticed_long_before_the_time_limit(misbehaving):
    misbehaving.value("answer")
    (worker,) = misbehaving.page.workers
    with worker.expect_event("close"):
        worker.evaluate("setTimeout(() => self.close())")
    assert misbehaving.ask("answer", limit=60_000)["kind"] == "died"
    assert misbehaving.value("answer") == "an answer"


def test_numpy_is_fetched_only_when_a_request_needs_it(misbehaving):
    misbehaving.value("answer")
    assert WHEEL not in misbehaving.server.asked
    assert misbehaving.value("add by numpy", needs=["numpy"]) == 6.0
    assert WHEEL in misbehaving.server.asked


def test_numpy_shows_its_progress_in_bytes(misbehaving):
    misbehaving.value("add by numpy", needs=["numpy"])
    progress = [entry for entry in misbehaving.page.evaluate("progress") if entry["what"] == "numpy"]
    assert progress[-1]["loaded"] == progress[-1]["total"] > 2_000_000
    assert len(progress) > 1


def test_a_request_that_needs_nothing_does_not_wait_for_numpy(misbehaving):
    misbehaving.value("answer")
    order = misbehaving.page.evaluate(
        """async () => {
            const order = [];
            const ask = (type, needs) => runtime.ask({ event: { type } }, { needs }).then(() => order.push(type));
            await Promise.all([ask("add by numpy", ["numpy"]), ask("answer", [])]);
            return order;
        }"""
    )
    assert order == ["answer", "add by numpy"]


def test_numpy_is_there_again_after_the_worker_was_replaced(misbehaving):
    misbehaving.value("add by numpy", needs=["numpy"])
    misbehaving.ask("loop", limit=500)
    assert misbehaving.value("add by numpy", needs=["numpy"]) == 6.0


def test_where_numpy_cannot_be_had_the_request_says_so_and_a_second_try_works(misbehaving, page_log):
    page_log.allow("Failed to load resource")
    misbehaving.server.faults[WHEEL] = lambda content: None
    answer = misbehaving.ask("add by numpy", needs=["numpy"])
    assert answer["kind"] == "failed"
    assert answer["message"].startswith("numpy could not be loaded: ")
    # The status line hears of it, whoever asked: a click, or the page ahead of need.
    assert misbehaving.page.evaluate("missing") == [["numpy", answer["message"]]]
    assert misbehaving.value("answer") == "an answer"
    misbehaving.server.faults.clear()
    assert misbehaving.value("add by numpy", needs=["numpy"]) == 6.0


def test_a_boot_that_fails_rejects_what_was_asked_and_can_be_tried_again(misbehaving, page_log):
    page_log.allow("Failed to load resource|pyodide")
    misbehaving.server.faults["lesson_core.json"] = lambda content: None
    answer = misbehaving.ask("answer")
    assert answer["kind"] == "failed"
    assert "the server has no file lesson_core.json (404)" in answer["message"]
    assert misbehaving.states == ["loading", "failed"]
    misbehaving.server.faults.clear()
    misbehaving.page.evaluate("runtime.retry()")
    assert misbehaving.value("answer") == "an answer"


# All that a boot needs; it can do without the snapshot (test_snapshot.py), and with it without the standard library.
NEEDED = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json", "lesson_core.json")


def test_a_bit_that_flips_in_one_file_is_told_with_its_name_and_nothing_of_it_runs(misbehaving):
    devtools = misbehaving.page.context.new_cdp_session(misbehaving.page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    for name in NEEDED:
        misbehaving.server.faults = {name: flip_a_byte}
        answer = misbehaving.open().ask("answer")
        assert answer["kind"] == "failed"
        assert f"the file {name} arrives changed" in answer["message"]
        assert misbehaving.server.asked.count(name) == 2
        misbehaving.server.asked.clear()


def test_bits_that_flip_once_are_mended_by_one_more_request_past_the_cache(misbehaving):
    asked = set()

    def first_time(name):
        def change(content: bytes) -> bytes:
            is_first = name not in asked
            asked.add(name)
            return flip_a_byte(content) if is_first else content

        return change

    misbehaving.server.faults = {name: first_time(name) for name in NEEDED}
    misbehaving.server.asked.clear()
    assert misbehaving.value("answer") == "an answer"
    assert {name: misbehaving.server.asked.count(name) for name in NEEDED} == dict.fromkeys(NEEDED, 2)


def test_a_server_that_names_the_type_of_wasm_wrongly_does_not_matter(misbehaving):
    misbehaving.server.types["pyodide.asm.wasm"] = "application/octet-stream"
    assert misbehaving.value("answer") == "an answer"


def test_progress_is_told_in_bytes_up_to_the_whole(misbehaving):
    misbehaving.value("answer")
    progress = [entry for entry in misbehaving.page.evaluate("progress") if entry["what"] == "python"]
    assert progress[-1]["loaded"] == progress[-1]["total"] > 10_000_000


SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });"
SLOW = "Object.defineProperty(navigator, 'connection', { value: { saveData: false, effectiveType: '3g' } });"


@pytest.mark.parametrize("connection", [SAVES_DATA, SLOW], ids=["to save data", "on a slow line"])
def test_python_comes_on_first_use(connection, page, serve, misbehaving_site):
    page.add_init_script(connection)
    saving = RuntimePage(page, serve(misbehaving_site)).open()
    assert page.evaluate("runtime.plan.automatic") is False
    page.evaluate("runtime.start()")
    assert (
        page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0, runtime.state)))")
        == "idle"
    )
    assert saving.value("answer") == "an answer"


def test_to_save_data_python_also_comes_when_the_reader_says_so(page, serve, misbehaving_site):
    page.add_init_script(SAVES_DATA)
    RuntimePage(page, serve(misbehaving_site)).open()
    page.evaluate("runtime.start({ asked: true })")
    wait_until(page, "() => runtime.state === 'ready'")


def test_the_size_of_python_is_known_before_it_is_fetched(served, page):
    """From the manifest in the page: numpy, which few readers need, is not counted."""
    page.goto(f"{served}/lessons/backpropagation.html")
    manifest = page.evaluate("JSON.parse(document.querySelector('script[data-manifest]').textContent).files")
    needed = [file["size"] for name, file in manifest.items() if name.startswith("runtime/") and "numpy-" not in name]
    page.add_init_script(SAVES_DATA)
    page.reload()
    expect(page.locator("[data-python-status]").first).to_contain_text(f"({math.ceil(sum(needed) / 1e6)} MB)")
