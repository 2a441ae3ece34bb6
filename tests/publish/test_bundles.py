"""The bundles for file://: classic scripts that hold the runtime's very bytes."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from site_scripts import GENERATED
from site_scripts.publish import bundles


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    (folder / "runtime").symlink_to(GENERATED / "runtime")
    (folder / "worker.js").write_text("/* the worker: ä */")
    bundles.write_bundles(folder)
    return folder


def read(generated: Path, name: str) -> dict:
    text = (generated / f"bundle-{name}.js").read_text(encoding="ascii")
    start, content = re.fullmatch(r"(\(globalThis\.nudgeBundles \?\?= \{\}\)\[.*?\] = )(.*);\n", text).groups()
    assert start.endswith(f'["{name}"] = ')
    return json.loads(content)


def plain(file: dict) -> bytes:
    body = base64.b64decode(file["data"])
    return gzip.decompress(body) if file["gzip"] else body


@pytest.mark.parametrize("name", ["python", "numpy"])
def test_each_file_of_a_bundle_is_the_runtimes_file(name, generated):
    files = read(generated, name)["files"]
    assert files
    for file_name, file in files.items():
        content = plain(file)
        assert content == (generated / "runtime" / file_name).read_bytes()
        assert (file["size"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_every_file_of_the_runtime_is_in_exactly_one_bundle(generated):
    python, numpy = (list(read(generated, name)["files"]) for name in ("python", "numpy"))
    all_files = {path.name for path in (generated / "runtime").iterdir()}
    assert sorted([*python, *numpy, *bundles.SCRIPTS, "manifest.json"]) == sorted(all_files)


def test_the_workers_program_ends_with_our_own_worker(generated):
    scripts = read(generated, "python")["scripts"]
    assert scripts[0] == (generated / "runtime" / "pyodide.js").read_text()
    assert scripts[-1] == "/* the worker: ä */"


def test_numpy_is_not_in_the_bundle_that_every_reader_loads(generated):
    assert not [name for name in read(generated, "python")["files"] if name.startswith("numpy")]
