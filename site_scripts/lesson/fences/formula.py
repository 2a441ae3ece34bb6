"""A formula on a line of its own; its parts carry their numbers and light up with what they stand for."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from lesson_core.checks import WrongValueError
from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.mistakes import Mistake
from site_scripts.lesson.option_types import Checked, Options, Term, Text, as_written, groups


class FactorOptions(Options):
    """One part of a formula, with its number under it."""

    tex: Text = Field(description="the part in TeX, in single quotes")
    value: Text | None = Field(None, description="the number under it: a name such as `lesson.dL_dyhat`")
    term: Term | None = Field(
        None,
        description="the name it shares with an edge, a table row and a line of code, so that all light up together",
    )


def as_factor(argument: str, value: object) -> FactorOptions | str:
    """TeX as it is, options as such."""
    if isinstance(value, str):
        return as_written(argument, value)
    if not isinstance(value, dict):
        raise WrongValueError(argument, value, "TeX in single quotes, or options such as {tex: ..., value: ...}")
    return FactorOptions.model_validate(value)


Factor = Annotated[FactorOptions | str, Checked(as_factor)]


class FormulaOptions(Options):
    """The whole in TeX, or its parts."""

    model_config = ConfigDict(title="tex")
    tex: Text | None = Field(None, description="the whole formula in TeX, in single quotes or after `|`")
    factors: Annotated[list[Factor], groups(least=1)] | None = Field(
        None, description="instead of `tex`: its parts; a part is TeX, or TeX with a number and a highlight"
    )

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> FormulaOptions:
        if (self.tex is None) == (self.factors is None):
            raise ValueError("write either `tex` or `factors`, not both and not neither.")
        return self


def render(options: FormulaOptions, context: Context) -> str:
    """The formula."""
    if options.tex is not None:
        return f'<div class="formula">{context.formula(options.tex, True)}</div>'
    parts = []
    for place, part in enumerate(options.factors or ()):
        try:
            parts.append(_factor(part, context))
        except Mistake as mistake:
            raise Mistake(mistake.message, option=("factors", place)) from mistake
    return (
        f'<div class="formula formula--factors" role="group" aria-label="Formula with numbers">{"".join(parts)}</div>'
    )


def _factor(part: FactorOptions | str, context: Context) -> str:
    if isinstance(part, str):
        return f'<span class="factor factor--sign">{context.formula(part, False)}</span>'
    light = f' data-term="{part.term}" tabindex="0"' if part.term else ""
    value = context.number(part.value) if part.value else ""
    # \\displaystyle: a fraction beside its number is read, not skimmed.
    tex = context.formula(rf"\displaystyle {part.tex}", False)
    return f'<span class="factor"{light}>{tex}<span class="factor__value">{value}</span></span>'


FENCE = Fence(
    name="formula",
    doc="A formula on a line of its own. For one without numbers or highlights, `$$...$$` is shorter.",
    model=FormulaOptions,
    render=render,
    example=r"""factors:
  - {tex: '\frac{\partial L}{\partial \hat y}', term: dL_dyhat, value: lesson.dL_dyhat}
  - '\cdot'
  - {tex: '\frac{\partial \hat y}{\partial h_1}', term: dyhat_dh1, value: lesson.dyhat_dh1}""",
)
