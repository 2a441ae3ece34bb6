"""Scripts of .venv/bin start, wherever the clone lies."""

import subprocess
import sys

import pytest

from site_scripts.tools.movable import make_movable

HEADS = {
    "a short place": "#!/made/elsewhere/.venv/bin/python3.13\n",
    "a place with a space": "#!/bin/sh\n'''exec' \"/made else/where/.venv/bin/python3.13\" \"$0\" \"$@\"\n' '''\n",
}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / """a $HOME 'of "many" dangers""" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").symlink_to(sys.executable)
    return folder


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_script_runs_by_the_python_beside_it(folder, head):
    script = folder / "tool"
    script.write_text(f"{head}# -*- coding: utf-8 -*-\nimport sys\nprint(sys.argv[1:])\n")
    script.chmod(0o755)
    make_movable(folder)
    done = subprocess.run([script, "$one", "t w o"], capture_output=True, text=True, check=True)
    assert done.stdout == "['$one', 't w o']\n"


@pytest.mark.parametrize("content", [b"\x7fELF\0#!/bin/python\n", b"#!/bin/sh\necho\n", b""])
def test_what_is_no_script_of_python_stays_as_it_is(folder, content):
    (folder / "tool").write_bytes(content)
    make_movable(folder)
    assert (folder / "tool").read_bytes() == content
