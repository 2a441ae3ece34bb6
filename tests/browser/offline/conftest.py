"""The built site copied, served, and visited by a reader who may keep it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page

from site_scripts import SITE
from site_scripts.serve.static import running
from tests.browser.offline.kept_site import KeptSite
from tests.browser.offline.site_server import SiteServer


@pytest.fixture
def copy_site(tmp_path: Path) -> Callable[[str], Path]:
    """`copy_site(name)`: a copy of the built site; its files are links, so replace them, never write into them."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(SITE, tmp_path / name, copy_function=link))

    return copy


def link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


@pytest.fixture
def serve() -> Iterator[Callable[..., SiteServer]]:
    with ExitStack() as servers:
        yield lambda folder, prefix="/": servers.enter_context(running(SiteServer(folder, prefix)))


@pytest.fixture
def site_a(copy_site) -> Path:
    return copy_site("a")


@pytest.fixture
def visit(page: Page, serve) -> Callable[..., KeptSite]:
    """`visit(folder)`: the folder is served and the lesson opened."""
    return lambda folder, prefix="/": KeptSite(page, serve(folder, prefix)).open()
