"""`make serve`: the site on loopback; an edit is built and shown, an error told in the terminal and in the page."""

import json
import queue
import threading
from http import HTTPStatus
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from site_scripts import BROWSER, GENERATED, ROOT
from site_scripts.live_build import LIVE, Builder
from site_scripts.static_server import SiteHandler, serve_folder
from site_scripts.steps import BuildError, say

WATCHED = ("docs", "lesson_core", "site_scripts")
IGNORED_FOLDERS = ("node_modules", "__pycache__")
CHANGES = ("created", "modified", "moved", "deleted")
# An edit of these changes the builder itself, which has imported them.
RESTART = (".py", ".yml", ".mjs")
# Editors write a file in several beats: a build waits until this long after the last one, in seconds.
SETTLE = 0.05

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
            self.send_text((BROWSER / "live.js").read_text(encoding="utf-8"), "text/javascript")
        elif path.endswith(("/", ".html")):
            self.send_page(Path(self.translate_path(path)))
        else:
            super().do_GET()

    def send_page(self, path: Path) -> None:
        page = path / "index.html" if path.is_dir() else path
        if not page.exists():
            missing = LIVE / "404.html"
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


class Watcher(FileSystemEventHandler):
    """Puts the path of every edited source file into a queue."""

    def __init__(self, edits: queue.Queue[Path]) -> None:
        self.edits = edits

    def on_any_event(self, event: FileSystemEvent) -> None:
        path = Path(event.dest_path or event.src_path)
        ours = GENERATED not in path.parents and path != GENERATED and not set(IGNORED_FOLDERS) & set(path.parts)
        if event.event_type in CHANGES and not event.is_directory and ours:
            self.edits.put(path)


def next_edits(edits: queue.Queue[Path]) -> set[Path]:
    """Wait for an edit; all that come within a moment of each other."""
    found = {edits.get()}
    while True:
        try:
            found.add(edits.get(timeout=SETTLE))
        except queue.Empty:
            return found


def watch(edits: queue.Queue[Path]):
    observer = Observer()
    for name in WATCHED:
        observer.schedule(Watcher(edits), str(ROOT / name), recursive=True)
    # The root itself holds mkdocs.yml; its folders are watched above or not at all.
    observer.schedule(Watcher(edits), str(ROOT), recursive=False)
    observer.start()
    return observer


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
    edits: queue.Queue[Path] = queue.Queue()
    builder = Builder()
    observer = watch(edits)
    try:
        with serve_folder(LIVE, port=port, handler=handler) as address:
            build_and_tell(builder, news)
            say(f"\nThe lessons are at {address} (Ctrl+C stops)")
            while True:
                edited = next_edits(edits)
                say(f"edited: {', '.join(sorted(path.name for path in edited))}")
                if any(path.suffix in RESTART for path in edited):
                    builder.stop()
                build_and_tell(builder, news)
    except OSError as error:
        remedy = "Remedy: choose another port, `make serve PORT=8001`."
        raise BuildError(f"serving at port {port} failed: {error}\n{remedy}") from error
    finally:
        observer.stop()
        observer.join()
        builder.stop()
