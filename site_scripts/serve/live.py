"""`make serve`: the site on loopback; an edit is built and shown, an error told in the terminal and in the page."""

import json
import threading
import time
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from site_scripts import BROWSER, GENERATED, ROOT
from site_scripts.steps import BuildError, files_below, say

from .builder import LIVE, Builder
from .static import SiteHandler, serve_folder

WATCHED = ("docs", "lesson_core", "site_scripts")
# An edit of these changes the builder itself, which has imported them.
RESTART = (".py", ".yml", ".mjs")
# Seconds between two looks at the files.
LOOK_EVERY = 0.05

SCRIPT = "/live.js"
EVENTS = "/live-events"
TAG = f'<script src="{SCRIPT}" defer></script>'
EMPTY_PAGE = f"<!doctype html><html lang=en><title>Nudge</title>{TAG}<p>The site is not built yet.</p></html>"


class News:
    """What open pages are told: the number of the last good build, and the error if the newest one failed."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.build = 0
        self.error: str | None = None

    def tell(self, error: str | None) -> None:
        with self.changed:
            self.error = error
            self.build += error is None
            self.changed.notify_all()

    def message(self) -> str:
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
        page = path / "index.html" if path.is_dir() else path
        if not page.exists():
            missing = Path(self.directory) / "404.html"
            text = missing.read_text(encoding="utf-8") if missing.exists() else EMPTY_PAGE
            return self.send_text(text, "text/html", HTTPStatus.NOT_FOUND)
        return self.send_text(page.read_text(encoding="utf-8"), "text/html")

    def send_text(self, text: str, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
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


def snapshot() -> dict[Path, int]:
    """When each source file was last written. Looking at some 200 files takes 3 ms and misses nothing."""
    times = {}
    for path in [*files_below(*(ROOT / name for name in WATCHED)), ROOT / "mkdocs.yml"]:
        if GENERATED not in path.parents:
            with suppress(FileNotFoundError):  # An editor's temporary file, gone again.
                times[path] = path.stat().st_mtime_ns
    return times


def wait_for_edits(before: dict[Path, int]) -> set[Path]:
    """The files that were written, made or removed, as soon as there are any and a look later brings no more."""
    edited: set[Path] = set()
    while True:
        time.sleep(LOOK_EVERY)
        now = snapshot()
        newer = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        if edited and newer == edited:
            return edited
        edited = newer


def build_and_tell(builder: Builder, news: News) -> None:
    plans = ("pages", "all") if (GENERATED / "runtime").exists() else ("all",)
    for plan in plans:
        answer = builder.build(plan)
        if answer["error"]:
            say(f"\nERROR: {answer['error']}\n(waiting for the next edit)")
        if answer["ran"]:
            news.tell(answer["error"] or None)
        if answer["error"]:
            return


def serve(port: int) -> None:
    """Until Ctrl+C. Raises BuildError when the port is taken."""
    news = News()
    handler = type("NewsHandler", (LiveHandler,), {"news": news})
    builder = Builder()
    try:
        with serve_folder(LIVE, port=port, handler=handler) as address:
            known = snapshot()
            build_and_tell(builder, news)
            say(f"\nThe lessons are at {address} (Ctrl+C stops)")
            while True:
                edited = wait_for_edits(known)
                known = snapshot()
                say(f"edited: {', '.join(sorted(path.name for path in edited))}")
                if any(path.suffix in RESTART for path in edited):
                    builder.stop()
                build_and_tell(builder, news)
    except OSError as error:
        remedy = "Remedy: choose another port, `make serve PORT=8001`."
        raise BuildError(f"serving at port {port} failed: {error}\n{remedy}") from error
    except KeyboardInterrupt:
        say("\nstopped")
    finally:
        builder.stop()
