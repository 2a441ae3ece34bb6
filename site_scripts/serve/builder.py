"""The builder behind `make serve`: a process that has everything imported, and forks a child for every build.

Importing MkDocs and its theme takes 0.8 s, as long as the build; a forked child starts at once and with nothing left
over from the build before. Speaks in lines: `pages` or `all` in, one JSON answer out, {"ran": bool, "error": text}.
"""

import json
import os
import shutil
import subprocess
import sys
import traceback
from contextlib import suppress
from typing import TypedDict

from mkdocs.exceptions import MkDocsException

from site_scripts import CACHE, frontend
from site_scripts.build.pages import build_pages, load
from site_scripts.build.site import PAGES, RUNTIME_STEP, build_lock
from site_scripts.publish import site as publish
from site_scripts.steps import BuildError, Step, disk_trouble, do_all, files_below, replace_folder

LIVE = CACHE / "live"


class Answer(TypedDict):
    """How a build went: whether a step ran, and what went wrong, if anything."""

    ran: bool
    error: str


def build_live() -> None:
    """The pages as `make serve` shows them, finished aside."""
    aside = CACHE / "live-new"
    shutil.rmtree(aside, ignore_errors=True)
    build_pages(aside)
    publish.publish(aside, preview=True)
    replace_folder(aside, LIVE)


LIVE_STEP = Step(
    "live site",
    reads=PAGES.reads,
    writes=lambda: files_below(LIVE),
    run=build_live,
)


# Pages come first, with the Python that the page had before: what an author waits for is the text. Then the runtime,
# which takes longer, and the pages once more if it changed.
PLANS = {
    "pages": (frontend.PACKAGES, frontend.BUNDLE, LIVE_STEP),
    "all": (frontend.PACKAGES, frontend.BUNDLE, RUNTIME_STEP, LIVE_STEP),
}


def build_once(plan: str) -> Answer:
    """One build, whatever comes of it."""
    try:
        with build_lock():
            return {"ran": do_all(PLANS[plan]), "error": ""}
    except BuildError as error:
        return {"ran": True, "error": str(error)}
    except Exception as error:
        # A defect in the project's own Python: whoever edits it wants the traceback.
        return {"ran": True, "error": disk_trouble(error) or traceback.format_exc()}


def main() -> None:
    """Build as often as a line asks for it, until there are no more."""
    with suppress(MkDocsException):  # what is wrong with mkdocs.yml is told by the build
        load(LIVE)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            print(json.dumps(build_once(line.strip())), flush=True)
            os._exit(0)
        os.waitpid(child, 0)


# Ctrl+C reaches it too, and ends it without a word, builds and imports included: what is half done lies aside.
PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.SIG_DFL)
from site_scripts.serve.builder import main
main()
"""
COMMAND = [sys.executable, "-c", PROGRAM]


def why_it_stopped() -> str:
    """What the process says when it is started with nothing to do: most often, that some Python cannot be imported."""
    done = subprocess.run(COMMAND, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.stderr.strip() or "The builder stopped, and starts again with the next edit."


class Builder:
    """The process above, as `make serve` sees it."""

    def __init__(self) -> None:
        """The process starts to import at once."""
        self.start()

    def start(self) -> None:
        """A new process, which begins to import."""
        self.process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdin and self.process.stdout  # both are pipes
        self.orders, self.answers = self.process.stdin, self.process.stdout

    def stop(self) -> None:
        """Let the process end what it does, and go."""
        with suppress(BrokenPipeError):
            self.orders.close()
        self.process.wait()
        self.answers.close()

    def build(self, plan: str) -> Answer:
        """How a plan went. A process that died is replaced at the next build."""
        if self.process.poll() is not None:
            self.stop()
            self.start()
        try:
            self.orders.write(f"{plan}\n")
            self.orders.flush()
            answer = self.answers.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            return {"ran": True, "error": why_it_stopped()}
        told: Answer = json.loads(answer)
        return told
