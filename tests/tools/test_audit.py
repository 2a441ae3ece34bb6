"""`make audit` reads what pip-audit and npm say, and never takes silence for "nothing found"."""

import json

import pytest

from site_scripts.steps import BuildError
from site_scripts.tools import audit

KNOWN = {
    "dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}, {"name": "b", "skip_reason": ""}]
}
UNKNOWN = {"dependencies": [{"name": "a", "skip_reason": "Dependency not found on PyPI and could not be audited"}]}
NPM = {"vulnerabilities": {"c": {"severity": "high"}}, "metadata": {"dependencies": {"total": 7}}}


def test_an_advisory_is_named_and_only_what_was_asked_for_is_counted():
    assert audit.read_pip_audit(json.dumps(KNOWN)) == (1, ["a 1: PYSEC-1"])
    assert audit.read_npm_audit(json.dumps(NPM)) == (7, ["c: high"])


@pytest.mark.parametrize("text", ["", "error", json.dumps(UNKNOWN), json.dumps({"statusCode": 405})])
def test_who_could_not_ask_has_found_nothing_out(text):
    assert audit.read_pip_audit(text) is None
    assert audit.read_npm_audit(text) is None


def test_an_advisory_fails_the_command_and_silence_is_told(monkeypatch, capsys):
    monkeypatch.setattr(audit, "run_pytest", lambda *_: None)
    monkeypatch.setattr(audit, "ask_pypi", lambda: None)
    monkeypatch.setattr(audit, "ask_npm", lambda: (7, ["c: high"]))
    with pytest.raises(BuildError, match=r"c: high\nRemedy"):
        audit.audit()
    assert "not asked" in "".join(capsys.readouterr())
