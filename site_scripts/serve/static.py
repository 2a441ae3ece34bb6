"""A small static server on loopback: for `make serve`, the benchmark and the tests. Serves the precompressed copies."""

import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

HOST = "127.0.0.1"
# A page of another site, whose name leads here, asks by that name: it shall not read what is being written.
OWN_NAMES = (HOST, "localhost")

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


class SiteHandler(SimpleHTTPRequestHandler):
    """Files below a folder, at or below a prefix (to try a site under a sub-path); quiet."""

    protocol_version = "HTTP/1.1"
    prefix = "/"
    encoding: str | None = None

    def parse_request(self) -> bool:
        """Whether the request is one to answer; one that is not gets a 400 that says why."""
        if not super().parse_request():
            return False
        if "\0" in unquote(self.path):
            self.send_error(HTTPStatus.BAD_REQUEST, "No file has a zero byte in its name")
        elif self.headers.get("Host", HOST).partition(":")[0] not in OWN_NAMES:
            self.send_error(
                HTTPStatus.BAD_REQUEST, f"This server answers to {HOST} and localhost only, not to other names"
            )
        else:
            return True
        return False

    def log_message(self, *_: object) -> None:
        """One line a request would hide the lines that matter."""

    def translate_path(self, path: str) -> str:
        """The file of an address; outside the prefix there is none."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "there-is-no-such-file")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        """The headers that every answer has."""
        if self.encoding:
            self.send_header("Content-Encoding", self.encoding)
        # Ask again each time; files that have not changed are answered by 304.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Like the parent's, but with the compressed copy beside the file where the browser takes it."""
        self.encoding = None
        path = Path(self.translate_path(self.path))
        if os.path.isdir(path):  # unlike Path's own, false for a name that is too long
            path = path / "index.html"
        accepted = self.headers.get("Accept-Encoding", "")
        for encoding, ending in ENCODINGS:
            copy = path.with_name(path.name + ending)
            if encoding in accepted and os.path.exists(copy):
                return self.send_copy(path, copy, encoding)
        return super().send_head()

    def send_copy(self, path: Path, copy: Path, encoding: str) -> BinaryIO:
        """The headers of a compressed copy; gives the copy, opened."""
        handle = copy.open("rb")
        self.encoding = encoding
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(copy.stat().st_size))
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return handle


class Server(ThreadingHTTPServer):
    """One thread a request, each of which ends with the program."""

    daemon_threads = True

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """A page that is loaded anew drops what it was fetching: nothing to tell. All else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def running[S: Server](server: S) -> Iterator[S]:
    """The server answers in the background until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve_folder(
    folder: Path, *, prefix: str = "/", port: int = 0, handler: type[SiteHandler] = SiteHandler
) -> Iterator[str]:
    """Serve a folder in the background; gives the address, with the prefix. Port 0 is any free one."""
    chosen = type("Handler", (handler,), {"prefix": prefix})
    with running(Server((HOST, port), partial(chosen, directory=str(folder)))) as server:
        yield f"http://{HOST}:{server.server_port}{prefix}"
