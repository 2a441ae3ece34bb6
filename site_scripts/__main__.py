"""The commands behind the Makefile: python -m site_scripts build | serve | ..."""

import argparse
import sys

from site_scripts.steps import BuildError, say


def command_build(_: argparse.Namespace) -> None:
    from site_scripts.build import build

    if not build():
        say("site/ is up to date")


COMMANDS = {
    "build": (command_build, "write the static site to site/"),
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m site_scripts", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (function, text) in COMMANDS.items():
        commands.add_parser(name, help=text).set_defaults(function=function)
    chosen = parser.parse_args(arguments)
    try:
        chosen.function(chosen)
    except BuildError as error:
        say(f"\nERROR: {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
