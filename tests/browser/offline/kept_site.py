"""The lesson's page with the control at its foot that keeps the site on the device, by the verbs of a reader."""

from playwright.sync_api import Page, expect

from tests.browser.offline.site_server import SiteServer
from tests.browser.pages import Lesson
from tests.lesson.claims import LESSON

KEEPING = 60_000  # milliseconds for 20 MB over loopback on a busy machine


class KeptSite:
    """The lesson's page with the control at its foot."""

    def __init__(self, page: Page, server: SiteServer):
        self.page, self.server = page, server
        self.lesson = Lesson(page, server.address)
        self.control = page.locator("[data-offline-control]")

    def open(self) -> "KeptSite":
        # What a reader did comes back after a reload: here each visit begins at the lesson's numbers.
        self.page.add_init_script("localStorage.clear()")
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
        run = LESSON.train(100)
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
