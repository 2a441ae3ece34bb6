"""Makefile and shell scripts take only what macOS (make 3.81, BSD tools) and busybox have too."""

import os
import re
import shutil
import subprocess

import pytest

from site_scripts import ROOT

SHELL_TEXTS = (ROOT / "Makefile", ROOT / "site_scripts" / "bootstrap.sh")
# What GNU's tools or bash take, and others do not.
GNU_ONLY = re.compile(
    r"sed -(?:i|r|E?z)|grep -\w*P|readlink -f|realpath|date -d|xargs -r|find [^|\n]*-printf|stat -c"
    r"|cp -\w*a|\btimeout \d|head -c|mktemp --|sort -V|\[\[|&>|<<<|\bfunction \w|\bnproc\b"
)
# Of make after 3.81.
NEW_MAKE = re.compile(r"^\.(?:ONESHELL|RECIPEPREFIX)|\$\((?:file|guile|intcmp|let) |!=|&:|::=", re.MULTILINE)
BUSYBOX = shutil.which("busybox")


@pytest.mark.parametrize("path", SHELL_TEXTS, ids=lambda path: path.name)
def test_no_tool_is_asked_for_what_only_gnu_s_has(path):
    code = "\n".join(line for line in path.read_text().splitlines() if not line.lstrip().startswith("#"))
    assert not GNU_ONLY.findall(code)


def test_make_of_2006_reads_the_makefile():
    assert not NEW_MAKE.findall((ROOT / "Makefile").read_text())


@pytest.mark.parametrize("shell", [["sh"], ["dash"], ["bash", "--posix"], ["busybox", "sh"]], ids=" ".join)
def test_every_shell_that_is_here_reads_the_script(shell):
    if not shutil.which(shell[0]):
        pytest.skip(f"{shell[0]} is not here")
    script = ROOT / "site_scripts" / "bootstrap.sh"
    done = subprocess.run([*shell, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not BUSYBOX, reason="busybox is not here")
def test_make_help_says_the_same_with_the_tools_of_busybox(tmp_path):
    for tool in ("sh", "sed", "awk", "cat", "test", "pwd", "echo"):
        (tmp_path / tool).symlink_to(BUSYBOX)
    make = shutil.which("make")
    told = [
        subprocess.run(
            [make, "-s", "help", *more], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        ).stdout
        for more, env in (
            ([], dict(os.environ)),
            ([f"SHELL={tmp_path / 'sh'}"], {"PATH": str(tmp_path), "HOME": str(tmp_path)}),
        )
    ]
    assert told[0] == told[1]
    assert "make build" in told[1]
