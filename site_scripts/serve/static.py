"""A small static server on loopback: for `make serve`, the benchmark and the tests. Serves the precompressed copies."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


class SiteHandler(SimpleHTTPRequestHandler):
    """Files below a folder, at or below a prefix (to try a site under a sub-path); quiet."""

    protocol_version = "HTTP/1.1"
    prefix = "/"
    encoding: str | None = None

    def log_message(self, *_: object) -> None:
        """One line a request would hide the lines that matter."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "there-is-no-such-file")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        if self.encoding:
            self.send_header("Content-Encoding", self.encoding)
        # Ask again each time; files that have not changed are answered by 304.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_head(self):
        """Like the parent's, but with the compressed copy beside the file where the browser takes it."""
        self.encoding = None
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        accepted = self.headers.get("Accept-Encoding", "")
        for encoding, ending in ENCODINGS:
            copy = path.with_name(path.name + ending)
            if encoding in accepted and copy.exists():
                return self.send_copy(path, copy, encoding)
        return super().send_head()

    def send_copy(self, path: Path, copy: Path, encoding: str):
        handle = copy.open("rb")
        self.encoding = encoding
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(copy.stat().st_size))
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return handle


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """A page that is loaded anew drops what it was fetching: nothing to tell. All else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def running[S: Server](server: S) -> Iterator[S]:
    """The server answers in the background until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve_folder(folder: Path, *, prefix: str = "/", port: int = 0, handler=SiteHandler) -> Iterator[str]:
    """Serve a folder in the background; gives the address, with the prefix. Port 0 is any free one."""
    chosen = type("Handler", (handler,), {"prefix": prefix})
    with running(Server(("127.0.0.1", port), partial(chosen, directory=str(folder)))) as server:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
