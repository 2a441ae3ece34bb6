"""Copies of the built site that a test may change, and a server for them that can go away."""

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from site_scripts import SITE


class Handler(SimpleHTTPRequestHandler):
    """Serves the folder that the server names now, below the server's sub-path."""

    server: "SiteServer"

    def translate_path(self, path: str) -> str:
        self.directory = str(self.server.folder)
        if not path.startswith(self.server.prefix):
            return str(self.server.folder / "nothing-lies-outside-the-sub-path")
        return super().translate_path("/" + path.removeprefix(self.server.prefix))

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        super().do_GET()

    def log_message(self, *arguments) -> None:
        pass


class SiteServer(ThreadingHTTPServer):
    """`folder` may be changed while it runs: a new version is deployed."""

    daemon_threads = True

    def __init__(self, folder: Path, prefix: str):
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.folder, self.prefix = folder, prefix
        self.asked: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_port}{prefix.rstrip('/')}"

    def go_away(self) -> None:
        """From now on every connection is refused, as with the network off."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address) -> None:
        """A page that closes breaks off what it was fetching."""


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
    servers = []

    def start(folder: Path, prefix: str = "/") -> SiteServer:
        server = SiteServer(folder, prefix)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.go_away()


def offline_list(site: Path) -> dict:
    return json.loads((site / "offline-files.json").read_text())


def replace(path: Path, content: str | bytes) -> None:
    """Another file in the place of a link."""
    path.unlink()
    path.write_bytes(content.encode() if isinstance(content, str) else content)
