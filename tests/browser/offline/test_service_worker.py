"""Hosted, then offline: the reader keeps the site on the device, and it stays whole whatever happens around it."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lesson_core import LESSON_INPUTS, LESSON_LEARNING_RATE, LESSON_TARGETS, lesson_network, train
from site_scripts import ROOT
from tests.browser.conftest import Lesson
from tests.browser.offline.conftest import SiteServer, offline_list, replace

KEEPING = 60_000  # milliseconds for 20 MB over loopback on a busy machine
LESSON = "lessons/backpropagation.html"


class KeptSite:
    """The lesson's page with the control at its foot."""

    def __init__(self, page: Page, server: SiteServer):
        self.page, self.server = page, server
        self.lesson = Lesson(page, server.address)
        self.control = page.locator("[data-offline-control]")

    def open(self) -> "KeptSite":
        self.lesson.open()
        self.control.scroll_into_view_if_needed()
        return self

    def state(self, name: str) -> None:
        expect(self.control).to_have_attribute("data-offline-state", name, timeout=KEEPING)

    def keep(self) -> "KeptSite":
        self.control.get_by_role("button", name="Keep this lesson offline").click()
        self.state("kept")
        return self

    def caches(self) -> list[str]:
        return self.page.evaluate("caches.keys()")

    def registrations(self) -> int:
        return self.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")

    def train_100(self) -> None:
        run = train(lesson_network(), LESSON_INPUTS, LESSON_TARGETS, LESSON_LEARNING_RATE, 100)
        self.lesson.wait_for_python().click("100 Steps")
        self.lesson.expect_exact("loss", run.losses[-1])

    def wait(self, found: str):
        """What a JavaScript expression (it may await) gives as soon as it is truthy; an error after half a minute."""
        return self.page.evaluate(
            f"""async () => {{
                for (const end = Date.now() + 30_000; Date.now() < end; ) {{
                    const value = {found};
                    if (value) return value;
                    await new Promise(requestAnimationFrame);
                }}
                throw new Error("it did not come to pass");
            }}"""
        )

    def status(self, path: str) -> int:
        """What the page gets when it asks for a file of the site: a status, or 0 for no answer."""
        return self.page.evaluate(
            "(address) => fetch(address).then(({ status }) => status, () => 0)", f"{self.server.address}/{path}"
        )


@pytest.fixture(params=["/", "/some/sub-path/"], ids=["at the root", "under a sub-path"])
def prefix(request) -> str:
    return request.param


@pytest.fixture
def site_a(copy_site) -> Path:
    return copy_site("a")


@pytest.fixture
def visit(page: Page, serve) -> Callable[..., KeptSite]:
    """`visit(folder)`: the folder is served and the lesson opened."""
    return lambda folder, prefix="/": KeptSite(page, serve(folder, prefix)).open()


def test_with_the_network_off_every_page_and_file_of_a_kept_site_is_there(visit, site_a, prefix):
    site = visit(site_a, prefix).keep()
    site.server.go_away()
    site.page.reload()
    site.train_100()
    missing = [file["path"] for file in offline_list(site_a)["files"] if site.status(file["path"]) != 200]
    assert missing == []
    site.page.goto(f"{site.server.address}/index.html")
    expect(site.page.locator("main")).to_contain_text("Training & Backpropagation")


def test_numpy_is_kept_too(site_a):
    assert [file["path"] for file in offline_list(site_a)["files"] if file["group"] == "numpy"]


def test_an_address_that_ends_in_a_slash_is_its_index_offline(visit, site_a):
    site = visit(site_a).keep()
    site.server.go_away()
    site.page.goto(f"{site.server.address}/")
    expect(site.page.locator("main")).to_contain_text("Training & Backpropagation")


def test_a_page_that_does_not_exist_is_said_not_to_exist_offline(visit, site_a):
    site = visit(site_a).keep()
    site.server.go_away()
    site.page.goto(f"{site.server.address}/lessons/nowhere.html")
    expect(site.page.locator("main")).to_contain_text("404")


def test_nothing_is_kept_and_nothing_registered_unless_the_reader_asks(visit, site_a):
    site = visit(site_a)
    site.state("offer")
    assert (site.caches(), site.registrations()) == ([], 0)


def test_the_control_says_the_size_before_and_shows_the_progress(visit, site_a, page):
    page.add_init_script(
        """globalThis.seen = [];
        new MutationObserver(() => {
            const bar = document.querySelector("[data-offline-control] progress:not([hidden])");
            if (bar) seen.push(bar.textContent);
        }).observe(document, { subtree: true, childList: true });"""
    )
    site = visit(site_a)
    size = f"{sum(file['size'] for file in offline_list(site_a)['files']) / 1e6:.1f} MB"
    expect(site.control.get_by_role("button")).to_have_text(f"Keep this lesson offline ({size})")
    site.keep()
    expect(site.control).to_contain_text(size)
    assert f"{size} of {size}" in page.evaluate("seen")


def test_what_is_kept_can_be_removed(visit, site_a):
    site = visit(site_a).keep()
    site.control.get_by_role("button", name="Remove it").click()
    site.state("offer")
    expect(site.control).to_contain_text("The kept lesson is removed.")
    assert (site.caches(), site.registrations()) == ([], 0)


def test_keeping_can_be_stopped_and_leaves_nothing(visit, site_a, page):
    page.add_init_script("Cache.prototype.put = () => new Promise(() => {});")
    site = visit(site_a)
    site.control.get_by_role("button", name="Keep this lesson offline").click()
    site.state("keeping")
    site.control.get_by_role("button", name="Stop").click()
    expect(site.control).to_contain_text("Stopped; nothing is kept.")
    assert (site.caches(), site.registrations()) == ([], 0)


def test_storage_that_is_full_gets_a_sentence_and_the_page_goes_on(visit, site_a, page, page_log):
    site = visit(site_a)
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site.server.address, "quotaSize": 1_000_000})
    site.control.get_by_role("button", name="Keep this lesson offline").click()
    expect(site.control).to_contain_text("There is not enough room on this device", timeout=KEEPING)
    assert (site.caches(), site.registrations()) == ([], 0)
    site.train_100()


def test_storage_that_is_refused_gets_a_sentence_and_the_page_goes_on(visit, site_a, page):
    page.add_init_script(
        """CacheStorage.prototype.open = () => Promise.reject(new DOMException("no", "SecurityError"));"""
    )
    site = visit(site_a)
    site.control.get_by_role("button", name="Keep this lesson offline").click()
    expect(site.control).to_contain_text("This browser does not let pages keep files")
    site.train_100()


def test_a_file_that_arrives_damaged_is_not_kept(visit, site_a):
    site = visit(site_a)
    worker = next(path for path in (site_a / "assets" / "generated").glob("worker.*.js"))
    replace(worker, worker.read_text() + "// changed on the way")
    site.control.get_by_role("button", name="Keep this lesson offline").click()
    expect(site.control).to_contain_text("changed while it was being kept", timeout=KEEPING)
    assert site.caches() == []


# A cache damaged by hand


def damage(site: KeptSite, ending: str) -> None:
    site.page.evaluate(
        """async (ending) => {
            const cache = await caches.open((await caches.keys())[0]);
            const request = (await cache.keys()).find(({ url }) => url.endsWith(ending));
            const headers = { "Content-Type": (await cache.match(request)).headers.get("Content-Type") };
            await cache.put(request, new Response("nothing of use", { headers }));
        }""",
        ending,
    )


@pytest.mark.parametrize("ending", ["pyodide.asm.wasm", "pyodide.asm.js", "python_stdlib.zip", "snapshot.bin"])
def test_a_damaged_cache_is_mended_from_the_server(ending, visit, site_a, page_log):
    page_log.allow("pyodide|SyntaxError")
    site = visit(site_a).keep()
    damage(site, ending)
    site.page.reload()
    site.train_100()
    site.server.go_away()
    site.page.reload()
    site.train_100()


def test_a_damaged_cache_without_a_network_is_said_and_the_text_stays(visit, site_a, page_log):
    page_log.allow("pyodide|Failed to load resource|ERR_")
    site = visit(site_a).keep()
    damage(site, "pyodide.asm.wasm")
    site.server.go_away()
    site.page.reload()
    expect(site.page.locator("html")).to_have_attribute("data-python", "failed", timeout=60_000)
    expect(site.page.locator("h1")).to_contain_text("Training & Backpropagation")


# A new version


def deploy(site_a: Path, site_b: Path) -> None:
    """site_b becomes another version: a word changed in the lesson, and its numpy at another address."""
    old = offline_list(site_a)
    new = old | {"build": "0123456789abcdef"}
    renamed = {}
    for file in new["files"]:
        if file["group"] == "numpy":
            path = Path(file["path"])
            moved = path.parent.with_name("0" * 8) / path.name
            renamed[file["path"]] = file["path"] = moved.as_posix()
            (site_b / moved).parent.mkdir()
            shutil.move(site_b / path, site_b / moved)
    for file in new["files"]:
        if file["path"].endswith(".html"):
            path = site_b / file["path"]
            text = (
                path.read_text().replace(old["build"], new["build"]).replace("The 5 Moves to Watch", "The Five Moves")
            )
            for before, after in renamed.items():
                text = text.replace(short(before), short(after))
            replace(path, text)
            file |= describe(path)
    replace(site_b / "offline-files.json", json.dumps(new))
    worker = site_b / "service-worker.js"
    replace(worker, worker.read_text().replace(old["build"], new["build"]))


def short(path: str) -> str:
    return path.removeprefix("assets/generated/")


def describe(path: Path) -> dict:
    from site_scripts.publish_lists import describe

    return describe(path)


@pytest.fixture
def site_b(site_a: Path, copy_site) -> Path:
    folder = copy_site("b")
    deploy(site_a, folder)
    return folder


def test_a_new_version_leaves_an_open_page_alone_and_offers_a_reload(visit, site_a, site_b):
    site = visit(site_a).keep()
    (old_numpy,) = [file["path"] for file in offline_list(site_a)["files"] if file["group"] == "numpy"]
    site.server.folder = site_b
    site.page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
    bar = site.page.locator(".new-version")
    expect(bar).to_contain_text("A new version of this site is ready.", timeout=KEEPING)
    expect(site.page.locator("h2", has_text="The 5 Moves to Watch")).to_be_visible()
    assert not (site_b / old_numpy).exists()
    assert site.status(old_numpy) == 200, "the open page still gets its own numpy"

    bar.get_by_role("button", name="Reload").click()
    expect(site.page.locator("h2", has_text="The Five Moves")).to_be_visible()
    site.server.go_away()
    site.page.reload()
    expect(site.page.locator("h2", has_text="The Five Moves")).to_be_visible()
    site.train_100()


def test_the_old_versions_cache_is_removed_once_no_page_needs_it(visit, site_a, site_b):
    site = visit(site_a).keep()
    (first,) = site.caches()
    site.server.folder = site_b
    site.page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
    site.page.locator(".new-version").get_by_role("button", name="Reload").click(timeout=KEEPING)
    expect(site.page.locator("h2", has_text="The Five Moves")).to_be_visible()
    (second,) = site.wait("await caches.keys().then((names) => names.length === 1 && names)")
    assert second != first
    assert second.endswith("0123456789abcdef")


def test_a_page_that_is_of_the_new_version_already_is_not_told_to_reload(visit, site_a, site_b):
    site = visit(site_a).keep()
    site.server.folder = site_b
    site.page.reload()
    expect(site.page.locator("h2", has_text="The Five Moves")).to_be_visible()
    site.wait("await navigator.serviceWorker.getRegistration().then(({ waiting }) => Boolean(waiting))")
    site.page.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            // The page asks the same before it decides; its answer comes before this one.
            const { port1, port2 } = new MessageChannel();
            const answered = new Promise((resolve) => { port1.onmessage = resolve; });
            registration.waiting.postMessage({ kind: "build" }, [port2]);
            await answered;
            await new Promise(requestAnimationFrame);
        }"""
    )
    expect(site.page.locator(".new-version")).to_have_count(0)


def test_the_kill_switch_of_the_hosting_page_ends_the_service_worker(visit, site_a):
    """The very lines that docs/contribute/hosting.md tells a host to put in place."""
    text = (ROOT / "docs" / "contribute" / "hosting.md").read_text()
    (switch,) = re.findall(r"```js\n(.*?)```", text, re.DOTALL)
    site = visit(site_a).keep()
    replace(site_a / "service-worker.js", switch)
    site.page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
    site.wait("await navigator.serviceWorker.getRegistrations().then((all) => !all.length)")
    assert site.caches() == []
