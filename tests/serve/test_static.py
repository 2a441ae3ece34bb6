"""The small static server: right types, compressed copies for those who take them, sub-paths."""

import gzip
import urllib.error
import urllib.request

import pytest

from site_scripts.serve.live import LiveHandler
from site_scripts.serve.static import SiteHandler, serve_folder


def ask(address: str, **headers: str):
    return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "index.html").write_text("<p>hello")
    (tmp_path / "code.js").write_text("1 + 1")
    (tmp_path / "code.js.gz").write_bytes(gzip.compress(b"1 + 1"))
    (tmp_path / "code.js.br").write_bytes(b"pretended brotli")
    (tmp_path / "code.wasm").write_bytes(b"\0asm")
    return tmp_path


def test_a_folder_answers_with_its_index(folder):
    with serve_folder(folder) as address, ask(address) as answer:
        assert answer.read() == b"<p>hello"


def test_a_browser_that_takes_brotli_gets_the_copy(folder):
    with serve_folder(folder) as address, ask(f"{address}code.js", **{"Accept-Encoding": "gzip, br"}) as answer:
        assert answer.read() == b"pretended brotli"
        assert answer.headers["Content-Encoding"] == "br"
        assert answer.headers["Content-Type"] == "text/javascript"


def test_a_browser_that_takes_gzip_gets_that_copy(folder):
    with serve_folder(folder) as address, ask(f"{address}code.js", **{"Accept-Encoding": "gzip"}) as answer:
        assert gzip.decompress(answer.read()) == b"1 + 1"


def test_others_get_the_file_itself(folder):
    with serve_folder(folder) as address, ask(f"{address}code.js") as answer:
        assert answer.read() == b"1 + 1"
        assert answer.headers["Content-Encoding"] is None


def test_wasm_has_the_type_that_browsers_compile_while_it_arrives(folder):
    with serve_folder(folder) as address, ask(f"{address}code.wasm") as answer:
        assert answer.headers["Content-Type"] == "application/wasm"


def test_under_a_prefix_nothing_is_found_outside_it(folder):
    with serve_folder(folder, prefix="/below/here/") as address:
        with ask(f"{address}code.js") as answer:
            assert answer.status == 200
        with pytest.raises(urllib.error.HTTPError, match="404"):
            ask(address.replace("below/here/", "code.js"))


def answer_to(address: str, **headers: str) -> tuple[int, str]:
    try:
        with ask(address, **headers) as answer:
            return answer.status, answer.reason
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.reason


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000"])
def test_the_names_of_this_machine_are_answered(folder, host):
    with serve_folder(folder) as address:
        assert answer_to(address, Host=host) == (200, "OK")


@pytest.mark.parametrize("host", ["elsewhere.example:8000", "localhost.elsewhere.example", ""])
def test_a_page_that_comes_by_another_name_is_refused(folder, host):
    with serve_folder(folder) as address:
        code, reason = answer_to(address, Host=host)
    assert code == 400
    assert reason == "This server answers to 127.0.0.1 and localhost only, not to other names"


@pytest.mark.parametrize("handler", [SiteHandler, LiveHandler])
@pytest.mark.parametrize("path", ["%00", "code%00.js", "a%00/", "%00.html?b"])
def test_an_address_with_a_zero_byte_is_refused_in_a_sentence(folder, handler, path):
    with serve_folder(folder, handler=handler) as address:
        assert answer_to(address + path) == (400, "No file has a zero byte in its name")


@pytest.mark.parametrize("handler", [SiteHandler, LiveHandler])
@pytest.mark.parametrize("path", ["%ff", "a" * 5000, "code.js/x.html", "..%2f..%2fetc/passwd", "%"])
def test_an_address_that_leads_nowhere_is_not_found(folder, handler, path):
    with serve_folder(folder, handler=handler) as address:
        assert answer_to(address + path)[0] == 404
