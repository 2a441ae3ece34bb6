"""A page with the runtime and nothing else, on a server that can damage, withhold or stop what it sends."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page

from site_scripts import BROWSER, GENERATED, frontend
from site_scripts.runtime import folder as runtime
from site_scripts.serve.static import Server, running
from site_scripts.steps import run
from tests.browser.pages import QuietHandler

HERE = Path(__file__).parent
HTML = '<!doctype html><title>Runtime</title><link rel="icon" href="data:,"><script src="page.js"></script>'


def flip_a_byte(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0x10]) + content[middle + 1 :]


class Handler(QuietHandler):
    """Looks the file's name up in the server's faults (bytes -> bytes, or None for a 404) and wrong types."""

    server: "FaultyServer"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        self.server.asked.append(path.name)
        change = self.server.faults.get(path.name)
        if change is None:
            super().do_GET()
            return
        content = change(path.read_bytes())
        if content is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def guess_type(self, path) -> str:
        return self.server.types.get(Path(path).name) or super().guess_type(path)


class FaultyServer(Server):
    def __init__(self, folder: Path):
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.faults: dict[str, Callable[[bytes], bytes | None]] = {}
        self.types: dict[str, str] = {}
        self.asked: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_port}/"


class RuntimePage:
    """What a test does with the runtime's page."""

    def __init__(self, page: Page, server: FaultyServer):
        self.page = page
        self.server = server

    def open(self) -> "RuntimePage":
        self.page.goto(self.server.address)
        return self

    def ask_raw(self, request: dict, **options) -> dict:
        """{"reply": ...} or {"kind": ..., "message": ...}"""
        return self.page.evaluate(
            """([request, options]) => runtime.ask(request, options).then(
                (reply) => ({ reply }),
                ({ kind, message }) => ({ kind, message }),
            )""",
            [request, options],
        )

    def ask(self, event: str, **options) -> dict:
        return self.ask_raw({"event": {"type": event}}, **options)

    def value(self, event: str, **options):
        answer = self.ask(event, **options)
        assert "reply" in answer, answer
        return answer["reply"]["value"]

    @property
    def boots(self) -> list[dict]:
        """How Python came up, each time: {"snapshot": bool, "reason": str}."""
        return self.page.evaluate("performance.getEntriesByName('python-ready').map(({ detail }) => detail)")

    @property
    def states(self) -> list[str]:
        return [state for state, _ in self.page.evaluate("states")]


def make_site(folder: Path, runtime_folder: Path) -> Path:
    (folder / "runtime").symlink_to(runtime_folder)
    (folder / "worker.js").symlink_to(GENERATED / "worker.js")
    (folder / "index.html").write_text(HTML)
    run(
        [frontend.NODE, HERE / "bundle.mjs", BROWSER, folder / "page.js"],
        step="bundle of the runtime's test page",
        remedy="mend the file and line named above.",
    )
    return folder


@pytest.fixture(scope="session")
def misbehaving_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runtime with the test's own lesson_core in it, which does what it is told."""
    built = tmp_path_factory.mktemp("runtime") / "runtime"
    runtime.build_runtime(built, package=HERE / "lesson_core_of_the_test" / "lesson_core")
    return make_site(tmp_path_factory.mktemp("misbehaving"), built)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runtime as it ships."""
    return make_site(tmp_path_factory.mktemp("real"), GENERATED / "runtime")


@pytest.fixture
def serve() -> Iterator[Callable[[Path], FaultyServer]]:
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(running(FaultyServer(folder)))


@pytest.fixture
def misbehaving(page: Page, serve, misbehaving_site: Path) -> RuntimePage:
    return RuntimePage(page, serve(misbehaving_site)).open()


@pytest.fixture
def real(page: Page, serve, real_site: Path) -> RuntimePage:
    """Not opened yet, so that a test can put faults into the server first."""
    return RuntimePage(page, serve(real_site))
