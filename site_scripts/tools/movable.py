"""Makes the scripts of .venv/bin find the Python beside them, so that the clone can be moved. Run by bootstrap.sh."""

import re
import sys
from pathlib import Path

# The two ways in which pip names a script's Python; the second is for places that are long or have a space.
BY_PLACE = re.compile(rb"""\A#!(?:[^\n]*/python[\d.]*|/bin/sh\n'''exec' [^\n]*\n' ''')\n""")
# Read by sh, which starts Python; read by Python, a string that does nothing.
BESIDE = b"""#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")/python" "$0" "$@"\n' '''\n"""


def make_movable(folder: Path) -> None:
    """Write the head of each script anew; programs and links stay as they are."""
    for script in folder.iterdir():
        if script.is_file() and not script.is_symlink():
            text = script.read_bytes()
            if head := BY_PLACE.match(text):
                script.write_bytes(BESIDE + text[head.end() :])


if __name__ == "__main__":
    make_movable(Path(sys.prefix) / "bin")
