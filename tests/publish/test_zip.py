"""The zip for double-click."""

import zipfile

import pytest

from site_scripts.publish.zip import version, write_zip


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    for name in ("index.html", "index.html.br", "index.html.gz", "assets/snapshot.bin.gz"):
        (folder / name).write_text(name)
    return folder


def names(path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [name.removeprefix(f"nudge-{version()}/") for name in archive.namelist()]


def test_it_is_named_by_version(site, tmp_path):
    assert write_zip(site, tmp_path).name == f"nudge-{version()}.zip"


def test_it_holds_the_site_and_a_line_to_read_but_no_compressed_copies(site, tmp_path):
    assert names(write_zip(site, tmp_path)) == ["README.txt", "assets/snapshot.bin.gz", "index.html"]


def test_the_same_site_gives_the_same_bytes(site, tmp_path):
    first = write_zip(site, tmp_path / "first").read_bytes()
    (site / "index.html").touch()
    assert write_zip(site, tmp_path / "second").read_bytes() == first
