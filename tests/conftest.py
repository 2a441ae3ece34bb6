"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

from site_scripts import SITE
from site_scripts.build.site import build

# Without deadlines: the machines are shared, and a slow moment is not a defect.
settings.register_profile("nudge", deadline=None)
settings.load_profile("nudge")


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site: brought up to date first, by one test process at a time."""
    build()
    return SITE
