"""What contributors and their tools meet first: hooks, editor, container and templates name what exists."""

import configparser
import json
import subprocess
import sys

import pytest
import yaml

from site_scripts import ROOT, __main__
from site_scripts.tools.checks import CHECKS, FILE_TESTS

HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def test_pre_commit_can_read_its_hooks():
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config"], cwd=ROOT, check=True, timeout=60)


def test_every_check_has_its_hook():
    assert [hook["id"] for hook in HOOKS] == list(CHECKS)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_the_check_of_its_name_from_the_venv(hook):
    program, *arguments = hook["entry"].split()
    assert program == ".venv/bin/python" and arguments[:2] == ["-m", "site_scripts"]
    assert __main__.parser().parse_args(arguments[2:]).names == [hook["id"]]


def test_the_tests_of_make_check_exist():
    assert [name for name in FILE_TESTS if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_holds_what_github_asks_for(path):
    form = yaml.safe_load(path.read_text())
    assert form["name"] and form["description"] and form["body"]
    ids = [field["id"] for field in form["body"]]
    assert len(ids) == len(set(ids))
    for field in form["body"]:
        assert field["type"] in ("input", "textarea") and field["attributes"]["label"]


def test_the_container_builds_the_site_with_the_projects_python():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    assert container["image"].endswith(":3.13")
    assert container["postCreateCommand"] == "make build"
    assert container["forwardPorts"] == [__main__.parser().parse_args(["serve"]).port]


def test_editors_break_lines_where_ruff_does():
    editors = configparser.ConfigParser()
    editors.read_string("[top]\n" + (ROOT / ".editorconfig").read_text())
    assert f"line-length = {editors['*']['max_line_length']}\n" in (ROOT / "pyproject.toml").read_text()
