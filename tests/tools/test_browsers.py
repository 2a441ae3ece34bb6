"""Chromium: found, or had, or asked for in one sentence."""

from pathlib import Path

import pytest

from site_scripts.steps import BuildError
from site_scripts.tools import browsers


@pytest.fixture
def machine(monkeypatch):
    """A machine without Chromium; `tried` lists what was run to get it, `gives` says which attempt succeeds."""

    class Machine:
        def __init__(self):
            self.tried: list[str] = []
            self.gives: str | None = None

        def run(self, command, **_):
            self.tried = [*self.tried, " ".join(str(word) for word in command[1:])]

        def find(self):
            return Path("/found") if self.gives and self.gives in " ".join(self.tried) else None

    made = Machine()
    monkeypatch.setattr(browsers, "find", made.find)
    monkeypatch.setattr(browsers.subprocess, "run", made.run)
    monkeypatch.setattr(browsers.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(browsers.os, "geteuid", lambda: 0)
    return made


def test_playwrights_own_download_is_tried_first(machine):
    machine.gives = "playwright install chromium"
    assert browsers.ensure() == Path("/found")
    assert machine.tried == ["-m playwright install chromium"]


def test_then_the_package_manager_when_root(machine):
    machine.gives = "10 chromium"
    assert browsers.ensure() == Path("/found")


def test_the_package_manager_is_left_alone_when_not_root(machine, monkeypatch):
    monkeypatch.setattr(browsers.os, "geteuid", lambda: 1000)
    with pytest.raises(BuildError):
        browsers.ensure()
    assert machine.tried == ["-m playwright install chromium"]


def test_in_the_end_one_sentence_says_what_to_do(machine):
    with pytest.raises(BuildError, match="Remedy: install the package `chromium` or Google Chrome"):
        browsers.ensure()


def test_a_browser_on_the_path_is_used(monkeypatch):
    monkeypatch.setattr(browsers.shutil, "which", lambda name: "/opt/chrome" if name == "google-chrome" else None)
    assert browsers.find() == Path("/opt/chrome")


def without_programs(monkeypatch, *names: str) -> None:
    """A machine whose PATH has everything but these."""
    monkeypatch.setattr(browsers.shutil, "which", lambda name: None if name in names else f"/bin/{name}")


def test_tests_take_chromium_without_a_window_and_try_to_get_it(machine, monkeypatch):
    assert browsers.ensure_for_tests() == Path("/bin/chromium-headless-shell")
    assert machine.tried == []
    without_programs(monkeypatch, "chromium-headless-shell")
    machine.gives = "chromium-headless-shell"
    assert browsers.ensure_for_tests() == Path("/found")
    assert machine.tried[-1].endswith(" chromium-headless-shell") and len(machine.tried) == 2


def test_tests_take_the_whole_browser_where_the_one_without_a_window_cannot_be_had(machine, monkeypatch):
    without_programs(monkeypatch, "chromium-headless-shell")
    monkeypatch.setattr(browsers, "can_install", lambda: False)
    monkeypatch.setattr(browsers, "find", lambda: Path("/usr/bin/chromium"))
    assert browsers.ensure_for_tests() == Path("/usr/bin/chromium")
    assert machine.tried == []


def test_the_other_browsers_are_installed_when_root(machine, monkeypatch):
    monkeypatch.setattr(browsers.shutil, "which", lambda name: "/bin/apt-get" if name == "apt-get" else None)
    assert not browsers.ensure_others()
    assert machine.tried[-1].startswith("install -y ")
    assert machine.tried[-1].endswith(" firefox-esr webkit2gtk-driver xvfb")


def test_nothing_is_installed_when_they_are_there(machine):
    assert browsers.ensure_others()
    assert machine.tried == []
