"""`make check`: every tool is run, and every failure told with its remedy."""

import pytest

from site_scripts.steps import BuildError
from site_scripts.tools import checks


def failing(text: str):
    def fail() -> None:
        raise BuildError(text)

    return fail


def test_a_failure_does_not_hide_the_next(monkeypatch):
    wrong = {"ink": failing("ink failed.\nRemedy: refill."), "pen": failing("pen failed.\nRemedy: sharpen.")}
    monkeypatch.setattr(checks, "CHECKS", wrong)
    with pytest.raises(BuildError) as caught:
        checks.check()
    assert str(caught.value) == "ink failed.\nRemedy: refill.\n\nERROR: pen failed.\nRemedy: sharpen."


def test_one_check_can_be_run_alone(monkeypatch):
    ran = []
    monkeypatch.setattr(checks, "CHECKS", {"ink": lambda: ran.append("ink"), "pen": lambda: ran.append("pen")})
    checks.check(["pen"])
    assert ran == ["pen"]


SLIPS = {
    "style": ("import os\n", "style (ruff check) failed.", "F401"),
    "format": ("x = {  }\n", "format (ruff format) failed.", "1 file would be reformatted"),
    "spelling": ('X = "{}"\n'.format("te" + "h"), "spelling (typos) failed.", "should be `the`"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_by_the_tool_that_looks_for_it(name, tmp_path, monkeypatch):
    text, failure, found = SLIPS[name]
    (tmp_path / "slip.py").write_text(text)
    with pytest.raises(BuildError) as caught:
        checks.CHECKS[name](cwd=tmp_path)
    assert str(caught.value).startswith(failure) and found in str(caught.value) and "Remedy: " in str(caught.value)
