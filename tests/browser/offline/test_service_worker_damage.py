"""A kept site that is damaged, on the way or in the cache, is mended from the server or said to be broken."""

from playwright.sync_api import expect

from tests.browser.offline.kept_site import KEEPING, KeptSite
from tests.browser.offline.site_server import replace


def test_a_file_that_arrives_damaged_is_not_kept(visit, site_a):
    site = visit(site_a)
    worker = next(path for path in (site_a / "assets" / "generated").glob("worker.*.js"))
    replace(worker, worker.read_text() + "// changed on the way")
    site.control.get_by_role("button", name="Keep this lesson offline").click()
    expect(site.control).to_contain_text("changed while it was being kept", timeout=KEEPING)
    assert site.caches() == []


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


def test_a_damaged_cache_is_mended_from_the_server(visit, site_a, page_log):
    page_log.allow("pyodide|SyntaxError")
    site = visit(site_a).keep()
    for ending in ("pyodide.asm.wasm", "pyodide.asm.js", "python_stdlib.zip", "snapshot.bin"):
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
