"""What someone edits: watchdog wakes, and a look at the files tells which of them are others than before."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from site_scripts import GENERATED, ROOT
from site_scripts.steps import files_below, say

FOLDERS = ("docs", "lesson_core", "site_scripts")
# Seconds between two looks that nothing asked for: a folder of another machine wakes nobody, nor does one for which
# the system had no watch left, and watchdog says so of the topmost only. A look at 200 files takes 2 ms.
LOOK_EVERY = 2.0
# Seconds in which nothing may change: an editor's save and a git checkout are several writes, and one build.
SETTLED_AFTER = 0.1
# All but opening and closing, which a build does to every file.
EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]

# Of each file the time of its last write, its size and its number: a file that takes another's place may be as old.
type Look = dict[Path, tuple[int, int, int]]


class Waker(FileSystemEventHandler):
    """Sets an event whenever anything happens."""

    def __init__(self, woken: threading.Event) -> None:
        """The event to set."""
        self.woken = woken

    def on_any_event(self, _: FileSystemEvent) -> None:
        """What happened is found out by a look."""
        self.woken.set()


class Sources:
    """The files that the site is made from, as they were when they were looked at last."""

    def __init__(self, root: Path = ROOT, built: Path = GENERATED) -> None:
        """A first look; `built` is the folder that a build writes."""
        self.root, self.built = root, built
        self.woken = threading.Event()
        self.known = self.look()

    def look(self) -> Look:
        """Every file as it is now, without what the build writes."""
        found: Look = {}
        places = [self.root / name for name in (*FOLDERS, "mkdocs.yml")]
        for path in files_below(*places, leave_out=self.built):
            with suppress(FileNotFoundError):  # an editor's temporary file, gone again
                status = path.stat()
                found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
        return found

    def wait_for_edits(self) -> set[Path]:
        """The files written, made or removed since the last call, as soon as there are any and all is quiet."""
        while True:
            self.woken.wait(LOOK_EVERY)
            self.woken.clear()
            now = self.look()
            if now != self.known:
                now = self.settled(now)
                edited = {path for path in self.known.keys() | now.keys() if self.known.get(path) != now.get(path)}
                self.known = now
                if edited:
                    return edited

    def settled(self, now: Look) -> Look:
        """The first look that is the same as the one before it."""
        before: Look = {}
        while now != before:
            time.sleep(SETTLED_AFTER)
            before, now = now, self.look()
        return now


@contextmanager
def watched(sources: Sources) -> Iterator[Sources]:
    """An edit wakes who waits for it. Where the system has no watches, it is seen by the next look."""
    try:
        observer = Observer()
        waker = Waker(sources.woken)
        for name in FOLDERS:
            observer.schedule(waker, sources.root / name, recursive=True, event_filter=EVENTS)
        observer.schedule(waker, sources.root, event_filter=EVENTS)  # mkdocs.yml
        observer.start()
    except OSError as error:
        say(f"(your edits are seen after {LOOK_EVERY:.0f} s and not at once: {error})")
        yield sources
        return
    try:
        yield sources
    finally:
        observer.stop()
        observer.join()
