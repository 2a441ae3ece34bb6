"""The commands: the same few on a laptop and in CI, each known to the Makefile, the program and CONTRIBUTING."""

import errno
import json
import re
import subprocess
from fnmatch import fnmatch

import pytest

from site_scripts import BROWSER, ROOT, __main__
from site_scripts.steps import BuildError, Step
from site_scripts.tools import commands
from tests import conftest

MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)


def test_every_target_that_runs_a_command_runs_one_that_exists():
    run = re.findall(r"\$\(RUN\) ([a-z-]+)", MAKEFILE)
    assert len(run) == 15
    for name in run:
        arguments = [name, "a-name"] if name == "new-lesson" else [name]
        assert __main__.parser().parse_args(arguments).command == name


@pytest.mark.parametrize("target", [name for name in TARGETS if name != "help"])
def test_contributing_says_when_to_use_it(target):
    assert f"`make {target}" in (ROOT / "CONTRIBUTING.md").read_text()


def test_commands_read_files_as_utf8_whatever_the_language_of_the_machine():
    show = ["make", "--eval", 'show:; @echo "[$$PYTHONUTF8]"', "show"]
    assert "[1]" in subprocess.run(show, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_every_place_whose_tests_are_slow_exists():
    assert [place for place in conftest.SLOW_PLACES if not place.exists()] == []


def test_no_folder_of_tests_is_passed_over(pytestconfig):
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [
        folder
        for folder in folders
        if any(fnmatch(part, name) for part in folder.relative_to(ROOT).parts for name in passed_over)
    ] == []


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
    assert "No space left on device\nRemedy: free some disk space" in capsys.readouterr().err


@pytest.fixture
def checked(monkeypatch):
    """check-lessons where the pages hold these mistakes; npm's packages are there."""
    monkeypatch.setattr(commands.frontend, "PACKAGES", Step("nothing", reads=list, writes=list, run=lambda: None))

    def check(*mistakes: str) -> int:
        monkeypatch.setattr(commands, "page_mistakes", lambda: list(mistakes))
        return __main__.main(["check-lessons"])

    return check


def test_lessons_without_a_mistake_can_go_in(checked, capsys):
    assert checked() == 0
    count = len(list((ROOT / "docs" / "lessons").glob("*.md")))
    assert capsys.readouterr().err.endswith(f"{count} lessons can go in\n")


def test_each_mistake_of_a_lesson_is_told_and_fails_the_command(checked, capsys):
    assert checked("a.md:1: no title.", "b.md:2: no end.") == 1
    told = capsys.readouterr().err
    assert "2 to mend:\na.md:1: no title.\nb.md:2: no end.\nRemedy: " in told


@pytest.fixture
def asked(monkeypatch) -> list[list[str]]:
    """What the lock command asks uv and npm, word by word; nothing is run."""
    words: list[list[str]] = []
    monkeypatch.setattr(commands, "run", lambda command, **_: words.append([str(word) for word in command[2:]]))
    return words


def test_locks_are_written_anew_without_an_upgrade_nobody_asked_for(asked):
    assert __main__.main(["lock"]) == 0
    assert [words[3] for words in asked[:2]] == ["build.in", "test.in"]
    assert not [words for words in asked if "--upgrade" in words or "--save-exact" in words]


def test_an_upgrade_asks_for_the_newest_of_all_that_is_not_held(asked):
    assert __main__.main(["lock", "--upgrade"]) == 0
    uv_build, uv_test, npm = asked
    assert "--upgrade" in uv_build and "--upgrade" in uv_test and "--save-exact" in npm
    package = json.loads((BROWSER / "package.json").read_text())
    named = {*package["dependencies"], *package["devDependencies"]}
    assert {word.removesuffix("@latest") for word in npm if word.endswith("@latest")} == named - {
        "pyodide",
        "@types/node",
    }


def test_failed_tests_fail_the_command(monkeypatch):
    monkeypatch.setattr(commands.frontend, "install_for_checks", lambda: None)
    monkeypatch.setattr(commands.subprocess, "run", lambda *_, **__: type("Done", (), {"returncode": 1}))
    with pytest.raises(BuildError, match="tests failed"):
        commands.run_pytest()
