"""What a fence is: declared once, from which its checks, its HTML and its page in the reference follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic import BaseModel

from .context import Context
from .mistakes import Mistake
from .options import Lines, check, line_of


@dataclass(frozen=True)
class Fence[Model: BaseModel]:
    """One fence, whole.

    name         behind its three backticks
    doc          what it is, in a sentence or two
    model        its options
    render       the checked options as HTML
    note         tells the page what texts before the fence may refer to
    noted_first  before the notes of others, which may refer to it
    empty        whether it may be empty
    example      a body that shows it; the reference prints it and a test builds it
    """

    name: str
    doc: str
    model: type[Model]
    render: Callable[[Model, Context], str]
    note: Callable[[Model, Context], None] | None = None
    noted_first: bool = False
    empty: bool = False
    example: str = ""

    def read(self, body: str) -> FenceOnPage[Model]:
        """The fence with this body. Raises Mistake with the line inside it."""
        if not body.strip() and not self.empty:
            needed = self.model.model_config.get("title") or ", ".join(
                name for name, field in self.model.model_fields.items() if field.is_required()
            )
            raise Mistake(f"{self.name} fence: it is empty. Write in it at least: {needed}.", -1)
        options, lines = check(self.model, body, f"{self.name} fence")
        return FenceOnPage(self, body, options, lines)


@dataclass(frozen=True)
class FenceOnPage[Model: BaseModel]:
    """A fence as it stands on a page, its options checked. Raises Mistake with the line inside its body."""

    fence: Fence[Model]
    body: str
    options: Model
    lines: Lines

    def note(self, context: Context) -> None:
        """Tell the page what texts before the fence may refer to."""
        if self.fence.note:
            with self._lines_of_mistakes():
                self.fence.note(self.options, context)

    def render(self, context: Context) -> str:
        """Its HTML."""
        with self._lines_of_mistakes():
            return self.fence.render(self.options, context)

    @contextmanager
    def _lines_of_mistakes(self) -> Iterator[None]:
        try:
            yield
        except Mistake as mistake:
            line = line_of(mistake.option, self.lines) if mistake.option else mistake.line_in(self.body)
            raise Mistake(f"{self.fence.name} fence: {mistake.message}", line) from mistake
