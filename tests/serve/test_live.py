"""The half of `make serve` that no page sees: the builder builds and survives, and there is one of it."""

import errno
import signal
import subprocess
import sys

import pytest

from site_scripts.__main__ import main
from site_scripts.serve import builder as builders
from site_scripts.serve import live as serve
from site_scripts.serve.builder import LIVE, Builder
from site_scripts.steps import BuildError, Step


def test_the_builder_builds_the_pages_and_can_do_it_again(site):
    builder = Builder()
    try:
        assert builder.build("all")["error"] == ""
        assert builder.build("pages") == {"ran": False, "error": ""}
    finally:
        builder.stop()
    assert (LIVE / "index.html").exists()


def test_a_builder_that_died_is_replaced():
    builder = Builder()
    try:
        builder.process.kill()
        builder.process.wait()
        assert builder.build("pages")["error"] == ""
    finally:
        builder.stop()


def test_python_that_cannot_be_imported_is_told_with_its_reason(monkeypatch):
    monkeypatch.setattr(builders, "COMMAND", [sys.executable, "-c", "raise SyntaxError('a bracket is missing')"])
    builder = Builder()
    try:
        assert "SyntaxError: a bracket is missing" in builder.build("pages")["error"]
    finally:
        builder.stop()


def test_ctrl_c_ends_the_builder_without_a_word():
    pipe = subprocess.PIPE
    with subprocess.Popen(builders.COMMAND, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as builder:
        builder.stdin.write("pages\n")
        builder.stdin.flush()
        builder.stdout.readline()
        builder.send_signal(signal.SIGINT)
        _, said = builder.communicate()
    assert builder.returncode == -signal.SIGINT
    assert "Traceback" not in said


def failing(error: Exception) -> Step:
    def fail() -> None:
        raise error

    return Step("fails", reads=list, writes=list, run=fail)


def test_an_authors_mistake_is_told_as_it_is(monkeypatch):
    monkeypatch.setitem(builders.PLANS, "pages", [failing(BuildError("docs/a.md:3: wrong"))])
    assert builders.build_once("pages") == {"ran": True, "error": "docs/a.md:3: wrong"}


def test_a_defect_of_our_own_python_is_told_with_its_traceback(monkeypatch):
    monkeypatch.setitem(builders.PLANS, "pages", [failing(ZeroDivisionError("division"))])
    error = builders.build_once("pages")["error"]
    assert "Traceback" in error
    assert "ZeroDivisionError: division" in error


def test_a_full_disk_is_told_as_one_and_not_by_a_traceback(monkeypatch):
    monkeypatch.setitem(builders.PLANS, "pages", [failing(OSError(errno.ENOSPC, "No space left on device"))])
    error = builders.build_once("pages")["error"]
    assert "Remedy: free some disk space" in error
    assert "Traceback" not in error


def test_a_port_that_is_taken_is_told_with_a_remedy():
    with serve.serve_folder(LIVE) as address:
        port = int(address.rsplit(":", 1)[1].strip("/"))
        told = pytest.raises(BuildError, match=rf"port {port} failed: Address already in use\nRemedy: choose another")
        with told, serve.serve_live(port, serve.News()):
            pass


def test_a_clone_that_is_served_already_is_told_where(tmp_path):
    lock = tmp_path / "serve"
    told = pytest.raises(BuildError, match=r"served already, at http://127.0.0.1:8000/\nRemedy: open that address")
    with serve.only_one("http://127.0.0.1:8000/", lock), told, serve.only_one("http://127.0.0.1:8001/", lock):
        pass


def test_a_clone_that_is_served_no_longer_can_be_served_again(tmp_path):
    with serve.only_one("http://127.0.0.1:8000/", tmp_path / "serve"):
        pass
    with serve.only_one("http://127.0.0.1:8001/", tmp_path / "serve"):
        assert (tmp_path / "serve").read_text() == "http://127.0.0.1:8001/"


@pytest.mark.parametrize("port", ["abc", "99999", "-1", "٨"])
def test_a_port_that_is_none_is_told_what_it_takes(port, capsys):
    with pytest.raises(SystemExit):
        main(["serve", "--port", port])
    assert "--port" in capsys.readouterr().err
