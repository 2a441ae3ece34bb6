"""A copy of the built site that a test may change, and a server for it that can go away."""

import json
from functools import partial
from pathlib import Path

from site_scripts.serve.static import Server
from tests.browser.pages import QuietHandler


class Handler(QuietHandler):
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


class SiteServer(Server):
    """`folder` may be changed while it runs: a new version is deployed."""

    def __init__(self, folder: Path, prefix: str):
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.folder, self.prefix = folder, prefix
        self.asked: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_port}{prefix.rstrip('/')}"

    def go_away(self) -> None:
        """From now on every connection is refused, as with the network off."""
        self.shutdown()
        self.server_close()


def offline_list(site: Path) -> dict:
    return json.loads((site / "offline-files.json").read_text())


def replace(path: Path, content: str | bytes) -> None:
    """Another file in the place of a link."""
    path.unlink()
    path.write_bytes(content.encode() if isinstance(content, str) else content)
