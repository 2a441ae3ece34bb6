"""A new version of a kept site leaves the open page whole and offers a reload; the kill switch ends all of it."""

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from site_scripts import ROOT
from site_scripts.publish.lists import describe
from tests.browser.offline.kept_site import KEEPING, KeptSite
from tests.browser.offline.site_server import offline_list, replace


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
            file |= describe(path.read_bytes())
    replace(site_b / "offline-files.json", json.dumps(new))
    worker = site_b / "service-worker.js"
    replace(worker, worker.read_text().replace(old["build"], new["build"]))


def short(path: str) -> str:
    return path.removeprefix("assets/generated/")


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


def test_a_kept_page_is_whole_when_the_next_versions_page_is_there_without_its_files(visit, site_a, site_b):
    site = visit(site_a).keep()
    site.server.folder = site_b
    shutil.rmtree(site_b / "assets")
    site.page.reload()
    expect(site.page.locator("h2", has_text="The 5 Moves to Watch")).to_be_visible()
    site.train_100()


def test_an_open_page_whose_files_were_replaced_offers_the_new_version_and_nothing_is_lost(
    page, serve, site_a, site_b, page_log
):
    page_log.allow("404")
    (bundle,) = (site_b / "assets" / "generated").glob("bundle-numpy.*.js")  # a network's filters would leave it
    bundle.unlink()
    site = KeptSite(page, serve(site_a, "/"))
    site.lesson.open()  # and not to its foot, past the lab that needs numpy
    site.lesson.wait_for_python().click("One epoch").expect_epoch(1)
    site.server.folder = site_b
    site.page.locator("[data-needs=numpy]").first.scroll_into_view_if_needed()
    bar = site.page.locator(".new-version")
    expect(bar).to_contain_text("A new version of this site is ready.", timeout=KEEPING)
    bar.get_by_role("button", name="Reload").click()
    expect(site.page.locator("h2", has_text="The Five Moves")).to_be_visible()
    site.lesson.expect_epoch(1)


def test_the_kill_switch_of_the_hosting_page_ends_the_service_worker(visit, site_a):
    """The very lines that docs/contribute/hosting.md tells a host to put in place."""
    text = (ROOT / "docs" / "contribute" / "hosting.md").read_text()
    (switch,) = re.findall(r"```js\n(.*?)```", text, re.DOTALL)
    site = visit(site_a).keep()
    replace(site_a / "service-worker.js", switch)
    site.page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
    site.wait("await navigator.serviceWorker.getRegistrations().then((all) => !all.length)")
    assert site.caches() == []
