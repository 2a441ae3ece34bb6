"""`make serve`: the site on loopback; an edit is built and shown, an error told in the terminal and in the page."""

import fcntl
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path

from site_scripts import BROWSER, CACHE, GENERATED
from site_scripts.steps import BuildError, say

from .builder import LIVE, Builder
from .static import HOST, SiteHandler, serve_folder
from .watch import Sources, watched

# An edit of these changes the builder itself, which has imported them.
RESTART = (".py", ".yml", ".mjs")

SCRIPT = "/live.js"
EVENTS = "/live-events"
TAG = f'<script src="{SCRIPT}" defer></script>'
EMPTY_PAGE = f"<!doctype html><html lang=en><title>Nudge</title>{TAG}<p>The site is not built yet.</p></html>"


class News:
    """What open pages are told: the number of the last good build, and the error if the newest one failed."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self.changed = threading.Condition()
        # Not from 0: a page that an earlier `make serve` has shown comes back, and must know that it is old.
        self.build = int(time.time())
        self.error: str | None = None

    def tell(self, error: str | None) -> None:
        """A build has ended: well, or with this error."""
        with self.changed:
            self.error = error
            self.build += error is None
            self.changed.notify_all()

    def message(self) -> str:
        """What a page that asks now is told."""
        return json.dumps({"build": self.build, "error": self.error})

    def wait_for_other(self, known: str) -> str:
        """The message, as soon as it is another than the known one; or the same after 15 s."""
        with self.changed:
            self.changed.wait_for(lambda: self.message() != known, timeout=15)
            return self.message()


class LiveHandler(SiteHandler):
    """The site's files, with live.js in each page, and the stream of news that live.js listens to."""

    news: News

    def do_GET(self) -> None:
        """A page, the stream of news, its listener, or any other file."""
        path = self.path.partition("?")[0]
        if path == EVENTS:
            self.stream()
        elif path == SCRIPT:
            self.send_text((BROWSER / "page" / "live.js").read_text(encoding="utf-8"), "text/javascript")
        elif path.endswith(("/", ".html")):
            self.send_page(Path(self.translate_path(path)))
        else:
            super().do_GET()

    def send_page(self, path: Path) -> None:
        """A page with live.js in it, or the page that says that there is none."""
        page = path / "index.html" if os.path.isdir(path) else path
        missing = Path(self.directory) / "404.html"
        if os.path.isfile(page):  # unlike Path's own, false for a name that is too long
            self.send_text(page.read_text(encoding="utf-8"), "text/html")
        else:
            text = missing.read_text(encoding="utf-8") if missing.exists() else EMPTY_PAGE
            self.send_text(text, "text/html", HTTPStatus.NOT_FOUND)

    def send_text(self, text: str, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        """A whole answer; into a page goes the tag of live.js."""
        body = (text.replace("</head>", f"{TAG}</head>", 1) if kind == "text/html" else text).encode()
        self.encoding = None
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self) -> None:
        """Server-sent events, for as long as the page is open."""
        self.encoding = None
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        sent = ""
        while True:
            message = self.news.wait_for_other(sent)
            try:
                # A comment from time to time finds out whether the page has gone.
                self.wfile.write(f"data: {message}\n\n".encode() if message != sent else b": still here\n\n")
                self.wfile.flush()
            except OSError:
                return
            sent = message


def build_and_tell(builder: Builder, news: News) -> bool:
    """Build, and tell pages and terminal how it went; true when all is well."""
    plans = ("pages", "all") if (GENERATED / "runtime").exists() else ("all",)
    for plan in plans:
        answer = builder.build(plan)
        if answer["error"]:
            say(f"\nERROR: {answer['error']}\n(waiting for the next edit)")
        if answer["ran"]:
            news.tell(answer["error"] or None)
        if answer["error"]:
            return False
    return True


@contextmanager
def only_one(address: str, lock: Path = CACHE / "serve") -> Iterator[None]:
    """Two would share what they build, and each would tell its pages of half the builds only."""
    lock.parent.mkdir(exist_ok=True)
    with lock.open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildError(
                f"this clone is being served already, at {lock.read_text(encoding='utf-8').strip()}\n"
                "Remedy: open that address; or stop that `make serve` first (Ctrl+C in its terminal)."
            ) from error
        lock.write_text(address, encoding="utf-8")
        yield


@contextmanager
def serve_live(port: int, news: News) -> Iterator[str]:
    """What is built, and the news of it, at a port; gives the address. Raises BuildError when it cannot be had."""
    handler = type("NewsHandler", (LiveHandler,), {"news": news})
    with ExitStack() as stack:
        try:
            address = stack.enter_context(serve_folder(LIVE, port=port, handler=handler))
        except OSError as error:
            other = port + 1 if 1024 <= port < 2**16 - 1 else 8001
            raise BuildError(
                f"serving at port {port} failed: {error.strerror}\n"
                f"Remedy: choose another port, `make serve PORT={other}`, or end the program that has this one."
            ) from error
        yield address


def serve(port: int) -> None:
    """Until Ctrl+C. Raises BuildError when the port is taken, or this clone is being served already."""
    news = News()
    with only_one(f"http://{HOST}:{port}/"), serve_live(port, news) as address, watched(Sources()) as sources:
        builder = Builder()
        try:
            if build_and_tell(builder, news):
                say(f"\nThe lessons are at {address} (Ctrl+C stops)")
            else:
                say(f"\nThe lessons will be at {address} as soon as the error above is mended (Ctrl+C stops)")
            while True:
                edited = sources.wait_for_edits()
                say(f"edited: {', '.join(sorted(path.name for path in edited))}")
                if any(path.suffix in RESTART for path in edited):
                    builder.stop()
                build_and_tell(builder, news)
        except KeyboardInterrupt:
            say("\nstopped")
        finally:
            builder.stop()
