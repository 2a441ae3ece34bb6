"""From a bare clone to .venv: what bootstrap.sh finds, and what it says when something is missing or wrong."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from site_scripts import ROOT

TOOLS = ("sh", "cat", "cp", "dirname", "grep", "mkdir", "printf", "rm", "sed", "sleep", "tail", "touch")

# Says that it is Python 3.13, makes a .venv with itself in it, and has pip succeed: the real one takes seconds.
PRETENDER = """case "$1 $2" in "-m venv")
    mkdir -p "$3/bin" "$3/lib/python3.13/site-packages" && cp "$0" "$3/bin/python" ;;
esac"""

STAMPS = (("build", ".venv/ready"), ("test", ".venv/ready-test"))


class Clone:
    """A bare clone on a machine that has only a few tools."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir()
        for name in TOOLS:
            (self.bin / name).symlink_to(shutil.which(name))
        (folder / "site_scripts").mkdir()
        for name in ("bootstrap.sh", "tools/movable.py"):
            (folder / "site_scripts" / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / "site_scripts" / name, folder / "site_scripts" / name)
        (folder / "requirements").mkdir()
        (folder / "requirements" / "test.txt").touch()
        self.lock = folder / "requirements" / "build.txt"
        self.require(hash_of_wheel=hashlib.sha256(self.make_wheel().read_bytes()).hexdigest())

    def make_wheel(self) -> Path:
        wheel = self.folder / "tiny-1.0-py3-none-any.whl"
        about = "tiny-1.0.dist-info"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("tiny.py", "")
            archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
            archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            archive.writestr(f"{about}/RECORD", "")
        return wheel

    def require(self, *, hash_of_wheel: str) -> None:
        line = f"./tiny-1.0-py3-none-any.whl --hash=sha256:{hash_of_wheel}\n"
        self.lock.write_text(line)

    def has(self, name: str, script: str) -> None:
        """Put a program on the PATH."""
        program = self.bin / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    def bootstrap(self) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.bin), "HOME": str(self.folder)}
        return subprocess.run(self.command, env=environment, capture_output=True, text=True, check=False)

    @property
    def command(self) -> list[str | Path]:
        return ["sh", self.folder / "site_scripts" / "bootstrap.sh", self.lock.relative_to(self.folder), ".venv/ready"]

    @property
    def is_ready(self) -> bool:
        return (self.folder / ".venv" / "ready").exists()


@pytest.fixture
def clone(tmp_path) -> Clone:
    return Clone(tmp_path)


def test_a_package_with_another_hash_is_refused_and_the_right_one_installed(clone):
    clone.has("python3.13", f'exec {sys.executable} "$@"')
    right = (clone.lock).read_text()
    clone.require(hash_of_wheel="0" * 64)
    done = clone.bootstrap()
    assert done.returncode == 1
    assert "ERROR: Python packages (pip install -r requirements/build.txt) failed." in done.stderr
    assert "If a hash does not match" in done.stderr
    assert not clone.is_ready

    (clone.lock).write_text(right)
    done = clone.bootstrap()
    assert done.returncode == 0, done.stderr
    assert clone.is_ready
    assert list(clone.folder.glob(".venv/lib/python3.13/site-packages/tiny.py"))


def test_programs_of_the_venv_find_the_clone_wherever_it_moves(clone):
    clone.has("python3.13", f'exec {sys.executable} "$@"')
    assert clone.bootstrap().returncode == 0
    moved = clone.folder.rename(clone.folder.with_name("moved"))
    found = [moved / ".venv" / "bin" / "python", "-c", "import site_scripts; print(*site_scripts.__path__)"]
    told = subprocess.run(found, cwd="/", capture_output=True, text=True, check=True).stdout
    assert told.strip() == str(moved / "site_scripts")


def test_a_pyenv_shim_without_its_python_is_passed_over(clone):
    clone.has("python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    clone.has("python3", PRETENDER)
    done = clone.bootstrap()
    assert done.returncode == 0, done.stderr
    assert "making .venv with python3 " in done.stdout
    assert clone.is_ready


def test_a_python_in_a_pyenv_folder_is_found(clone):
    folder = clone.folder / ".pyenv" / "versions" / "3.13.0" / "bin"
    folder.mkdir(parents=True)
    clone.has("pretender", PRETENDER)
    (clone.bin / "pretender").rename(folder / "python3.13")
    done = clone.bootstrap()
    assert done.returncode == 0, done.stderr
    assert f"making .venv with {folder}/python3.13 " in done.stdout


def test_a_venv_that_was_interrupted_before_it_had_pip_is_made_anew(clone):
    clone.has("python3.13", PRETENDER)
    (clone.folder / ".venv" / "bin").mkdir(parents=True)
    clone.has("half", 'case "$2" in *pip) exit 1 ;; esac')
    (clone.bin / "half").rename(clone.folder / ".venv" / "bin" / "python")
    assert "making .venv with python3.13 " in clone.bootstrap().stdout
    assert "making" not in clone.bootstrap().stdout


def hear_ctrl_c() -> None:
    """A program started in the background, as some CI runners start `make test`, hands on that it does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_an_end_from_outside_end_pip_too(clone, sent):
    pipe = clone.folder / "pipe"
    os.mkfifo(pipe)
    (clone.bin / "forever").symlink_to(shutil.which("sleep"))
    clone.has("python3.13", f'{PRETENDER}\ncase "$2" in pip) echo $$ >{pipe}; exec forever 600 ;; esac')
    environment = {"PATH": str(clone.bin), "HOME": str(clone.folder)}
    with subprocess.Popen(
        clone.command, env=environment, stdout=subprocess.DEVNULL, preexec_fn=hear_ctrl_c
    ) as bootstrap:
        pip = int(pipe.read_text())
        bootstrap.send_signal(sent)
    assert bootstrap.returncode == 130
    with pytest.raises(ProcessLookupError):
        os.kill(pip, 0)


def test_make_makes_a_venv_anew_whose_python_has_gone(clone):
    shutil.copy(ROOT / "Makefile", clone.folder)
    (clone.folder / ".venv" / "bin").mkdir(parents=True)
    (clone.folder / ".venv" / "bin" / "python").symlink_to("/nowhere/python")
    (clone.folder / ".venv" / "ready").touch()
    told = subprocess.run(["make", "-n", "build"], cwd=clone.folder, capture_output=True, text=True, check=True).stdout
    assert "bootstrap.sh requirements/build.txt .venv/ready\n" in told
    assert "test.txt" not in told


def test_make_installs_the_tests_packages_before_it_tests(clone):
    shutil.copy(ROOT / "Makefile", clone.folder)
    told = subprocess.run(["make", "-n", "test"], cwd=clone.folder, capture_output=True, text=True, check=True).stdout
    build, test = (told.find(f"bootstrap.sh requirements/{lock}.txt {stamp}\n") for lock, stamp in STAMPS)
    assert 0 <= build < test


def test_without_any_python_the_remedy_is_to_install_it(clone):
    done = clone.bootstrap()
    assert done.returncode == 1
    assert "ERROR: getting uv, which gets Python 3.13, failed." in done.stderr
    assert "Remedy: install Python 3.13" in done.stderr
    assert not (clone.folder / ".venv").exists()


def test_a_download_of_python_that_fails_is_told(clone):
    clone.has("uv", 'test "$2" = find && exit 1; echo "no route to host" >&2; exit 2')
    done = clone.bootstrap()
    assert done.returncode == 1
    assert "no route to host" in done.stderr
    assert "ERROR: getting Python 3.13 by uv failed." in done.stderr


def test_the_python_that_uv_gets_is_used(clone):
    clone.has("pretender", PRETENDER)
    got = clone.folder / "got"
    clone.has("uv", f'test "$2" = install && touch {got}; test -e {got} && echo {clone.bin}/pretender')
    done = clone.bootstrap()
    assert done.returncode == 0, done.stderr
    assert f"making .venv with {clone.bin}/pretender " in done.stdout


def test_a_clone_that_was_moved_works_at_once_and_is_mended_by_the_next_command(clone):
    clone.has("python3.13", f'exec {sys.executable} "$@"')
    assert clone.bootstrap().returncode == 0
    shutil.copy(ROOT / "Makefile", clone.folder)
    moved = clone.folder.rename(clone.folder.with_name("clone's new plàce"))
    pip = subprocess.run([moved / ".venv" / "bin" / "pip", "--version"], capture_output=True, text=True, check=True)
    assert str(moved) in pip.stdout

    told = subprocess.run(["make", "-n", "build"], cwd=moved, capture_output=True, text=True, check=True).stdout
    assert "bootstrap.sh requirements/build.txt .venv/ready\n" in told
    clone.folder, clone.bin, clone.lock = moved, moved / "bin", moved / "requirements" / "build.txt"
    done = clone.bootstrap()
    assert done.returncode == 0, done.stderr
    assert "making .venv" not in done.stdout
    script = '. .venv/bin/activate; echo "$VIRTUAL_ENV"'
    activated = subprocess.run(["sh", "-c", script], cwd=moved, capture_output=True, text=True, check=True)
    assert activated.stdout == f"{moved}/.venv\n"
    told = subprocess.run(["make", "-n", "build"], cwd=moved, capture_output=True, text=True, check=True).stdout
    assert "bootstrap.sh" not in told


def test_a_full_disk_is_told_as_one(clone):
    full = "echo 'OSError: [Errno 28] No space left on device' >&2; exit 1"
    clone.has("python3.13", f'{PRETENDER}\ncase "$2 $3" in "pip install"*) {full} ;; esac')
    assert "Remedy: free some disk space" in clone.bootstrap().stderr


def test_make_clean_keeps_packages_downloads_and_what_is_known_of_them(clone):
    shutil.copy(ROOT / "Makefile", clone.folder)
    for name in ("live", "stamps", "wheels"):
        (clone.folder / ".nudge-cache" / name).mkdir(parents=True)
    subprocess.run(["make", "clean"], cwd=clone.folder, capture_output=True, check=True)
    assert sorted(path.name for path in (clone.folder / ".nudge-cache").iterdir()) == ["stamps", "wheels"]
