"""Hosted, then offline: the reader keeps the site on the device, all of it or nothing, and can have it removed."""

import pytest
from playwright.sync_api import expect

from tests.browser.offline.kept_site import KEEPING
from tests.browser.offline.site_server import offline_list


@pytest.fixture(params=["/", "/some/sub-path/"], ids=["at the root", "under a sub-path"])
def prefix(request) -> str:
    return request.param


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


def test_what_is_kept_can_be_removed(visit, site_a, page):
    # Firefox asks the reader, who need not answer.
    page.add_init_script("StorageManager.prototype.persist = () => new Promise(() => {});")
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
