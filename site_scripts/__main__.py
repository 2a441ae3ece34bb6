"""The commands behind the Makefile: python -m site_scripts build | serve | test | ..."""

import argparse
import sys
from collections.abc import Callable

from site_scripts.steps import BuildError, disk_trouble, say

# What a command needs is imported when it runs: `build` must not wait for Playwright, nor `check` for MkDocs.


def build(_: argparse.Namespace) -> None:
    """Bring site/ up to date."""
    from site_scripts.build.site import build

    if not build():
        say("site/ is up to date")


def serve(chosen: argparse.Namespace) -> None:
    """Until Ctrl+C."""
    from site_scripts.serve.live import serve

    serve(chosen.port)


def new_lesson(chosen: argparse.Namespace) -> None:
    """Write a lesson to begin with."""
    from site_scripts.tools.new_lesson import new_lesson

    new_lesson(chosen.name)


def offline(_: argparse.Namespace) -> None:
    """Build, and pack the zip."""
    from site_scripts.build.site import build
    from site_scripts.publish.zip import write_zip

    build()
    say(f"wrote {write_zip()}")


def bench(_: argparse.Namespace) -> None:
    """Measure, and write the table."""
    from site_scripts.bench.table import bench

    bench()


def soak(chosen: argparse.Namespace) -> None:
    """Fuzz, click and play for long, and write what broke."""
    from site_scripts.bench.soak import soak

    soak(chosen.requests, chosen.actions, chosen.minutes)


def mutate(_: argparse.Namespace) -> None:
    """Break the mathematics in a copy, and write what no test noticed."""
    from site_scripts.tools.mutate import mutate

    mutate()


def check(chosen: argparse.Namespace) -> None:
    """All checks, or the named ones."""
    from site_scripts.tools.checks import check

    check(chosen.names)


def fix(_: argparse.Namespace) -> None:
    """Mend what can be mended."""
    from site_scripts.tools.checks import fix

    fix()


def lock(chosen: argparse.Namespace) -> None:
    """Pin packages anew."""
    from site_scripts.tools.commands import lock

    lock(upgrade=chosen.upgrade)


def audit(_: argparse.Namespace) -> None:
    """Ask for advisories."""
    from site_scripts.tools.audit import audit

    audit()


def other(chosen: argparse.Namespace) -> None:
    """A command that runs other programs."""
    from site_scripts.tools import commands

    getattr(commands, chosen.command.replace("-", "_"))()


def port(text: str) -> int:
    """A port's number, or what is wrong with it."""
    if not (text.isascii() and text.isdecimal() and int(text) < 2**16):
        raise argparse.ArgumentTypeError(f"{text} is no port: it takes a whole number up to 65535, such as 8001")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The commands, what they take and what they do."""
    top = argparse.ArgumentParser(prog="python -m site_scripts", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND", dest="command")

    def command(name: str, function: Callable[[argparse.Namespace], None], text: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=text)
        one.set_defaults(function=function)
        return one

    command("build", build, "write the static site to site/")
    command("serve", serve, "build the site and show it, live").add_argument("--port", type=port, default=8000)
    command("new-lesson", new_lesson, "a new lesson that builds").add_argument("name")
    command("offline", offline, "one zip of the site, in dist/")
    command("bench", bench, "measure, and write the table of docs/contribute/performance.md")
    long = command("soak", soak, "fuzz, click and play for long; the table of docs/contribute/performance.md")
    long.add_argument("--requests", type=int, default=10_000)
    long.add_argument("--actions", type=int, default=2_000, help="in each lesson")
    long.add_argument("--minutes", type=float, default=10, help="of Play")
    command("mutate", mutate, "what may break in the mathematics without a test that fails")
    command("check", check, "the quick checks, or only those that are named").add_argument("names", nargs="*")
    command("fix", fix, "mend what the checks can mend by themselves")
    command("lock", lock, "pin packages anew").add_argument("--upgrade", action="store_true", help="the newest of each")
    command("audit", audit, "ask for advisories on what the lock files name")
    for name, text in {
        "test": "everything that must hold",
        "check-lessons": "whether every lesson can go in",
        "test-fast": "what needs neither browser nor full build",
        "test-browsers": "what `test` has no time for: Firefox, WebKitGTK, Zensical, the longest",
    }.items():
        command(name, other, text)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run a command; gives the exit code."""
    chosen = parser().parse_args(arguments)
    try:
        chosen.function(chosen)
    except BuildError as error:
        say(f"\nERROR: {error}")
        return 1
    except OSError as error:
        told = disk_trouble(error)
        if not told:
            raise
        say(f"\nERROR: {told}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
