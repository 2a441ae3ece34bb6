"""Compressed copies beside the files."""

import gzip

import brotli

from site_scripts.publish import compress
from site_scripts.publish.compress import compress_files


def test_compressed_copies_hold_the_same_text(tmp_path, write, monkeypatch):
    monkeypatch.setattr(compress, "CACHE", tmp_path / "cache")
    write("site/a.js", "again and " * 200)
    write("site/tiny.js", "1")
    write("site/a.whl", "packed " * 200)
    write("site/bundle-python.js", "for file:// only " * 200)
    compress_files(tmp_path / "site")
    plain = (tmp_path / "site/a.js").read_bytes()
    assert gzip.decompress((tmp_path / "site/a.js.gz").read_bytes()) == plain
    assert brotli.decompress((tmp_path / "site/a.js.br").read_bytes()) == plain
    assert len(list((tmp_path / "site").iterdir())) == 6


def test_the_same_content_is_compressed_once(tmp_path, write, monkeypatch):
    monkeypatch.setattr(compress, "CACHE", tmp_path / "cache")
    write("site/a.js", "again and " * 200)
    compress_files(tmp_path / "site")
    monkeypatch.setattr(compress, "COMPRESSORS", dict.fromkeys((".gz", ".br"), None))
    compress_files(tmp_path / "site")
    assert (tmp_path / "site/a.js.br").exists()
