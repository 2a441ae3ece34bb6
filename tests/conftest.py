"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from site_scripts import SITE
from site_scripts.build.site import build

# Without deadlines: the machines are shared, and a slow moment is not a defect.
SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("nudge", **SLOW)
# For `make test-fast`, which takes this one by --hypothesis-profile.
settings.register_profile("fast", **SLOW, max_examples=20)
settings.load_profile("nudge")

# What `make test-fast` leaves out: tests in these places, and those that ask for these fixtures. All of them need the
# built site, a browser, or programs that take seconds.
TESTS = Path(__file__).parent
SLOW_PLACES = tuple(TESTS / name for name in ("browser", "runtime/test_folder.py", "serve/test_live.py"))
# What CI's 20 minutes have no room for, each of these files minutes long: `make test-browsers` runs them.
LONG_FILES = {
    TESTS / "browser" / name
    for name in (
        "offline/test_service_worker_damage.py",
        "offline/test_service_worker_versions.py",
        "runtime/test_arrival.py",
        "runtime/test_snapshot.py",
        "test_accessibility.py",
        "test_add_a_widget.py",
        "test_contract.py",
        "test_kept_past.py",
        "test_live_network_values.py",
        "test_progress.py",
    )
}
SLOW_FIXTURES = {"site", "browser", "by_mkdocs", "by_zensical", "clone"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what stands in a slow place or asks for a slow fixture, and let it begin.

    Begun last, one long file would keep one processor busy while the others have nothing left to do.
    """
    for item in items:
        if not {item.path, *item.path.parents}.isdisjoint(SLOW_PLACES) or not SLOW_FIXTURES.isdisjoint(
            item.fixturenames
        ):
            item.add_marker("slow")
        if item.path in LONG_FILES:
            item.add_marker("long")
        if item.path.name == "test_zensical.py":
            item.add_marker("zensical")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site: brought up to date first, by one test process at a time."""
    build()
    return SITE
