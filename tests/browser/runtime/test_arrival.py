"""Python comes past filters that go by a file's ending, and in the oldest browsers that the page names."""

import re

from playwright.sync_api import expect

from tests.browser.pages import PYTHON_READY
from tests.lesson.claims import LESSON

ENDINGS = re.compile(r"\.(wasm|bin|zip|whl|json)$")

# What came after Firefox 115, Chrome 109 or Safari 16.4, whichever was the last to learn it.
NEWER = (
    "Promise.withResolvers Promise.try Array.fromAsync Object.groupBy Map.groupBy Error.isError RegExp.escape "
    "Array.prototype.toSorted Array.prototype.toReversed Array.prototype.toSpliced Array.prototype.with "
    "Uint8Array.fromBase64 Uint8Array.fromHex Uint8Array.prototype.toBase64 Uint8Array.prototype.toHex "
    "Set.prototype.union Set.prototype.intersection Set.prototype.difference Set.prototype.isSubsetOf Iterator "
    "String.prototype.isWellFormed String.prototype.toWellFormed ArrayBuffer.prototype.transfer "
    "ArrayBuffer.prototype.resize Atomics.waitAsync Float16Array Intl.DurationFormat Intl.Segmenter "
    "AbortSignal.any URL.canParse URL.parse ReadableStream.from Response.prototype.bytes Blob.prototype.bytes "
    "Element.prototype.checkVisibility Element.prototype.setHTMLUnsafe Element.prototype.moveBefore "
    "HTMLElement.prototype.showPopover HTMLElement.prototype.togglePopover Document.prototype.startViewTransition "
    "requestIdleCallback scheduler navigation cookieStore CSS.highlights CSS.registerProperty "
    "WebAssembly.Suspending WebAssembly.promising Navigator.prototype.connection Navigator.prototype.userAgentData"
)
AS_OF_2023 = f"""{{
  for (const path of "{NEWER}".split(" ")) {{
    const names = path.split(".");
    const name = names.pop();
    const owner = names.reduce((found, part) => found?.[part], self);
    if (owner) delete owner[name];
  }}
  // Here and there the iterator of a stream is newer too.
  delete ReadableStream.prototype[Symbol.asyncIterator];
}}"""
# The page makes its worker from a text: the same is missing there.
IN_THE_WORKER = f"""
  const old = {AS_OF_2023!r};
  window.Blob = class extends Blob {{
    constructor(parts, options) {{
      super(parts[0]?.includes?.("lesson_core.api") ? [old, ...parts] : parts, options);
    }}
  }};"""


def expect_200_epochs(lesson) -> None:
    """Twice: the first hundred epochs are recorded in the page, the second hundred are Python's."""
    lesson.click("100 Steps", "100 Steps")
    run = LESSON.train(200)
    lesson.expect_exact("loss", run.losses[-1])


def expect_numpy(page) -> None:
    """No button of the lab asks for seven epochs, so no answer to it is recorded."""
    lab = page.locator("#depth-lab")
    lab.scroll_into_view_if_needed()
    lab.evaluate(
        """(lab) => {
            const button = document.createElement("button");
            button.dataset.event = JSON.stringify({ type: "train", epochs: 7 });
            lab.append(button);
            button.click();
            button.remove();
        }"""
    )
    expect(lab.locator('[data-value="epoch"]').first).to_have_attribute("data-exact", "7", timeout=PYTHON_READY)


def test_where_a_filter_refuses_files_by_their_ending_python_and_numpy_come_as_scripts(unopened_lesson, page_log):
    page_log.allow("Failed to load resource")
    page, asked = unopened_lesson.page, []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition(".")[0]))
    page.route(ENDINGS, lambda route: route.fulfill(status=403, content_type="text/html", body="<p>Blocked</p>"))
    lesson = unopened_lesson.open().wait_for_python()
    expect_200_epochs(lesson)
    expect_numpy(page)
    assert (asked.count("bundle-python"), asked.count("bundle-numpy")) == (1, 1)


def test_the_page_and_python_need_nothing_newer_than_the_browsers_that_we_name(unopened_lesson):
    unopened_lesson.page.add_init_script(AS_OF_2023 + IN_THE_WORKER)
    lesson = unopened_lesson.open().wait_for_python()
    (worker,) = lesson.page.workers
    assert worker.evaluate("[typeof Promise.withResolvers, typeof Iterator]") == ["undefined", "undefined"]
    expect_200_epochs(lesson)
    expect_numpy(lesson.page)


def test_in_a_frame_that_may_read_nothing_python_comes_as_a_script(page, served, page_log):
    """As some learning platforms show a page: a sandbox without an origin, where no fetch and no storage is allowed."""
    page_log.allow("fonts|Failed to load resource")
    frame = (
        '<link rel="icon" href="data:,"><iframe sandbox="allow-scripts" src="/lessons/backpropagation.html"></iframe>'
    )
    page.route("**/frame.html", lambda route: route.fulfill(content_type="text/html", body=frame))
    page.goto(f"{served}/frame.html")
    lesson = page.frame_locator("iframe")
    expect(lesson.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_READY)
