"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

from site_scripts import SITE
from site_scripts.build.site import build

# Without deadlines: the machines are shared, and a slow moment is not a defect.
settings.register_profile("nudge", deadline=None)
# For `make test-fast`, which takes this one by --hypothesis-profile.
settings.register_profile("fast", deadline=None, max_examples=20)
settings.load_profile("nudge")

# Fixtures that need the built site, a browser, or programs that take seconds; and the folder of the browser tests.
SLOW_FIXTURES = {"site", "browser", "by_mkdocs", "by_zensical", "clone"}
BROWSER_TESTS = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks as slow what `make test-fast` leaves out, by where a test stands and what it asks for."""
    for item in items:
        if BROWSER_TESTS in item.path.parents or not SLOW_FIXTURES.isdisjoint(item.fixturenames):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site: brought up to date first, by one test process at a time."""
    build()
    return SITE
