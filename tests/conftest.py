"""What all tests share."""

from pathlib import Path

import pytest

from site_scripts import SITE
from site_scripts.build import build


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site: brought up to date first, by one test process at a time."""
    build()
    return SITE
