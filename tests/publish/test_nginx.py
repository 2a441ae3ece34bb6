"""deploy/: the files themselves where no nginx is, and what it answers with them where one is."""

import re
import shutil
import socket
import subprocess
import time
from email.message import Message
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from site_scripts import ROOT
from site_scripts.publish.hosts import HEADERS
from site_scripts.publish.pages import POLICY

DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
BROTLI = Path("/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf")
needs_nginx = pytest.mark.skipif(not (NGINX and BROTLI.exists()), reason="needs nginx, libnginx-mod-http-brotli-static")


def test_nginx_and_headers_file_keep_the_same_things_for_ever():
    immutable = "public, max-age=31536000, immutable"
    assert f'~/assets/    "{immutable}"' in (DEPLOY / "site.conf").read_text()
    assert f"/assets/*\n  Cache-Control: {immutable}\n" in HEADERS


def headers_file(name: str) -> dict[str, list[str]]:
    """What a host that reads `_headers` sends with a file of that name."""
    sent: dict[str, list[str]] = {}
    for pattern, lines in re.findall(r"^(/\S*)\n((?:  .*\n)+)", HEADERS, re.MULTILINE):
        if fnmatchcase(f"/{name}", pattern):
            for header, value in re.findall(r"^  ([\w-]+): (.*)$", lines, re.MULTILINE):
                sent.setdefault(header, []).append(value)
    return sent


def test_no_host_s_policy_forbids_a_page_what_its_own_allows():
    """Both hold, so the host's may name nothing that the page's hashes and addresses are about."""
    for policy in headers_file("lessons/one.html")["Content-Security-Policy"]:
        assert not {part.split()[0] for part in policy.split("; ")} & POLICY.keys()


@pytest.mark.parametrize("ending", ["html", "css", "js", "mjs", "json", "wasm", "whl", "svg", "png", "webmanifest"])
def test_every_kind_of_file_has_a_type(ending):
    types = re.search(r"types \{(.*?)\}", (DEPLOY / "site.conf").read_text(), re.DOTALL)[1]
    assert re.search(rf"\s{ending}[ ;]", types)


def test_the_container_takes_the_files_that_are_there():
    text = (DEPLOY / "Containerfile").read_text()
    copied = re.findall(r"deploy/[\w.]+\.conf", text)
    assert sorted(copied) == sorted(f"deploy/{path.name}" for path in DEPLOY.glob("*.conf"))


FILES = (
    "index.html",
    "assets/a.12345678.js",
    "assets/python.wasm",
    "assets/numpy.whl",
    "assets/picture.svg",
    "site.webmanifest",
)
SECURITY = ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Content-Security-Policy")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Of a made-up site below /some/path, served by nginx with deploy/nginx.conf, but for port and places."""
    folder = tmp_path_factory.mktemp("nginx")
    below = folder / "root" / "some" / "path"
    (below / "assets").mkdir(parents=True)
    for name in FILES:
        for ending in ("", ".gz", ".br"):
            (below / f"{name}{ending}").write_text(f"{name}{ending}")
    (folder / "root" / "404.html").write_text("leads nowhere")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    for path in DEPLOY.glob("*.conf"):
        text = path.read_text().replace("listen 8080", f"listen 127.0.0.1:{port}")
        text = text.replace("/tmp/", f"{folder}/").replace("/srv/nudge", str(folder / "root"))
        (folder / path.name).write_text(text)
    # As root its workers would be another user, who may not read the tests' folder.
    user = "user root; " if Path.home() == Path("/root") else ""
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-g", f"{user}daemon off;"]
    with subprocess.Popen(command) as server:
        try:
            deadline = time.monotonic() + 10
            while not is_open(port) and server.poll() is None:
                assert time.monotonic() < deadline
            yield f"http://127.0.0.1:{port}/some/path/"
        finally:
            server.terminate()


def is_open(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


class Answer(NamedTuple):
    """What a request got, whatever its status."""

    status: int
    headers: Message
    body: bytes


def ask(address: str, **headers: str) -> Answer:
    """Ask for one file."""
    try:
        with urlopen(Request(address, headers=headers), timeout=10) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


@needs_nginx
@pytest.mark.parametrize(("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None)])
def test_the_compressed_copies_are_sent(address, accepted, sent):
    answer = ask(f"{address}assets/a.12345678.js", **{"Accept-Encoding": accepted})
    assert answer.headers["Content-Encoding"] == sent
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"


@needs_nginx
@pytest.mark.parametrize(
    ("name", "kind", "caching"),
    [
        ("assets/python.wasm", "application/wasm", "public, max-age=31536000, immutable"),
        ("assets/numpy.whl", "application/zip", "public, max-age=31536000, immutable"),
        ("site.webmanifest", "application/manifest+json", "no-cache"),
        ("", "text/html; charset=utf-8", "no-cache"),
    ],
)
def test_types_and_caching(address, name, kind, caching):
    answer = ask(address + name)
    assert (answer.status, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (200, kind, caching)


@needs_nginx
@pytest.mark.parametrize("name", FILES)
def test_nginx_sends_the_security_that_the_headers_file_names(address, name):
    sent, named = ask(address + name).headers, headers_file(name)
    assert {header: sent.get_all(header) for header in SECURITY} == {header: named[header] for header in SECURITY}


@needs_nginx
def test_a_page_that_has_not_changed_is_not_sent_again(address):
    first = ask(f"{address}index.html", **{"Accept-Encoding": "br"})
    again = ask(f"{address}index.html", **{"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


@needs_nginx
def test_what_is_not_there_is_told_by_our_page_and_not_kept(address):
    answer = ask(f"{address}assets/deep/down.js")
    assert (answer.status, answer.body, answer.headers["Cache-Control"]) == (404, b"leads nowhere", None)
