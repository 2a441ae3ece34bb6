"""The commands: the same few on a laptop and in CI, each known to the Makefile, the program and CONTRIBUTING."""

import errno
import re
import subprocess

import pytest

from site_scripts import ROOT, __main__
from site_scripts.steps import BuildError
from site_scripts.tools import commands

MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)


def test_every_target_that_runs_a_command_runs_one_that_exists():
    run = re.findall(r"\$\(RUN\) ([a-z-]+)", MAKEFILE)
    assert len(run) == 11
    for name in run:
        arguments = [name, "a-name"] if name == "new-lesson" else [name]
        assert __main__.parser().parse_args(arguments).command == name


@pytest.mark.parametrize("target", [name for name in TARGETS if name != "help"])
def test_contributing_says_when_to_use_it(target):
    assert f"`make {target}" in (ROOT / "CONTRIBUTING.md").read_text()


def test_commands_read_files_as_utf8_whatever_the_language_of_the_machine():
    show = ["make", "--eval", 'show:; @echo "[$$PYTHONUTF8]"', "show"]
    assert "[1]" in subprocess.run(show, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_ci_calls_what_a_laptop_calls():
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "exec make test"


def test_an_error_ends_the_command_with_its_text_and_no_traceback(monkeypatch, capsys):
    def fail(_) -> None:
        raise BuildError("the kiln failed.\nRemedy: fire it again.")

    monkeypatch.setattr(__main__, "build", fail)
    assert __main__.main(["build"]) == 1
    assert capsys.readouterr().err == "\nERROR: the kiln failed.\nRemedy: fire it again.\n"


def test_a_disk_that_cannot_be_written_is_told_without_a_traceback(monkeypatch, capsys):
    def fail(_) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(__main__, "build", fail)
    assert __main__.main(["build"]) == 1
    assert "No space left on device\nRemedy: free some space" in capsys.readouterr().err


def test_failed_tests_fail_the_command(monkeypatch):
    monkeypatch.setattr(commands.subprocess, "run", lambda *_, **__: type("Done", (), {"returncode": 1}))
    with pytest.raises(BuildError, match="tests failed"):
        commands.run_pytest()
