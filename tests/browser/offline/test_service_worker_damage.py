"""A kept site that is damaged, on the way or in the cache, is mended from the server or said to be broken."""

from playwright.sync_api import expect

from tests.browser.offline.kept_site import KEEPING, KeptSite
from tests.browser.offline.site_server import replace


def test_a_file_that_arrives_damaged_is_not_kept_and_the_next_try_asks_for_the_rest_alone(visit, site_a):
    site = visit(site_a)
    worker = next(path for path in (site_a / "assets" / "generated").glob("worker.*.js"))
    whole = worker.read_text()
    replace(worker, whole + "// changed on the way")
    site.control.get_by_role("button", name="Keep this lesson offline").click()
    expect(site.control).to_contain_text("changed while it was being kept", timeout=KEEPING)
    assert site.registrations() == 0
    replace(worker, whole)
    here = set(site.wait("(await (await caches.open((await caches.keys())[0])).keys()).map(({ url }) => url)"))
    assert here
    site.server.asked.clear()
    site.keep()
    assert not here & {f"{site.server.address}{path}" for path in site.server.asked}
    assert any(worker.name in path for path in site.server.asked)


PYTHON = r"/runtime/.*(?<!\.whl)$|/worker\.[^/]*\.js$"


def damage(site: KeptSite, pattern: str) -> int:
    """Flips a bit in the middle of each kept file that fits; how many they are."""
    return site.page.evaluate(
        """async (pattern) => {
            const cache = await caches.open((await caches.keys())[0]);
            const requests = (await cache.keys()).filter(({ url }) => new RegExp(pattern).test(url));
            for (const request of requests) {
                const response = await cache.match(request);
                const bytes = new Uint8Array(await response.arrayBuffer());
                bytes[bytes.length >> 1] ^= 1;
                await cache.put(request, new Response(bytes, { headers: response.headers }));
            }
            return requests.length;
        }""",
        pattern,
    )


def test_a_bit_that_flips_in_each_kept_file_of_python_is_mended_from_the_server(visit, site_a):
    site = visit(site_a).keep()
    assert damage(site, PYTHON) == 8
    site.page.reload()
    site.train_100()
    site.server.go_away()
    site.page.reload()
    site.train_100()


def test_a_bit_that_flips_without_a_network_is_said_and_the_text_stays(visit, site_a, page_log):
    page_log.allow("Failed to load resource|ERR_")
    site = visit(site_a).keep()
    damage(site, "pyodide.asm.wasm")
    site.server.go_away()
    site.page.reload()
    expect(site.page.locator("html")).to_have_attribute("data-python", "failed", timeout=60_000)
    expect(site.page.locator("h1")).to_contain_text("Training & Backpropagation")
