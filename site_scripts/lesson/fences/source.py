"""Lines of lesson_core as they stand in its source."""

from __future__ import annotations

import importlib
import inspect
from functools import cache
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Annotated

from pydantic import Field
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

import lesson_core
from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.mistakes import Mistake, allowed_words, nearest
from site_scripts.lesson.option_types import Options, Term, Text, matching

FunctionName = Annotated[
    str, matching(r"[a-z_]+(\.\w+)+", "a module and a name with a point between them, such as network.sigmoid")
]


class SourceOptions(Options):
    """Which function, and which of its lines."""

    function: FunctionName = Field(description="module and name inside lesson_core, such as `network.sigmoid`")
    first: Text | None = Field(None, description="begin at the first line that holds this text")
    last: Text | None = Field(None, description="end at the first line from there on that holds this text")
    term: Term | None = Field(None, description="the highlight that these lines share with the picture and the formula")


def render(options: SourceOptions, _context: Context) -> str:  # the source is the same on every page
    """The lines, highlighted, with the file they come from."""
    module_name, _, name = options.function.rpartition(".")
    lines, start, file = _lines(module_name, name)
    begin = _find(lines, options.first, 0, "first", options.function)
    end = _find(lines, options.last, begin, "last", options.function) if options.last else len(lines) - 1
    part = inspect.cleandoc("\n" + "\n".join(lines[begin : end + 1]))
    code = highlight(part, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)).rstrip("\n")
    light = f' data-term="{options.term}"' if options.term else ""
    # No <pre>: the theme takes each `pre > code` for its own, measures it, and makes the browser lay it out at once.
    return (
        f'<details class="source"{light}><summary>in Python</summary><div class="highlight" tabindex="0" role="region" '
        f'aria-label="Source of {escape(options.function)}"><code>{code}</code></div>'
        f'<p class="source__place">{escape(file)}, line {start + begin}</p></details>'
    )


@cache
def _lines(module_name: str, name: str) -> tuple[list[str], int, str]:
    module = _module(module_name)
    names = [
        key
        for key, value in vars(module).items()
        if (inspect.isfunction(value) or inspect.isclass(value)) and value.__module__ == module.__name__
    ]
    if name not in names:
        raise Mistake(
            f'"{name}" is not in lesson_core.{module_name}. {allowed_words(names)}{nearest(name, names)}',
            option=("function",),
        )
    lines, start = inspect.getsourcelines(getattr(module, name))
    return [line.rstrip("\n") for line in lines], start, module.__name__.replace(".", "/") + ".py"


def _module(module_name: str) -> ModuleType:
    folder = Path(lesson_core.__path__[0])
    try:
        return importlib.import_module(f"lesson_core.{module_name}")
    except ModuleNotFoundError as error:
        names = sorted(
            ".".join(path.relative_to(folder).with_suffix("").parts)
            for path in folder.rglob("*.py")
            if not path.stem.startswith("_")
        )
        raise Mistake(
            f'"{module_name}" is not a module of lesson_core. {allowed_words(names)}{nearest(module_name, names)}',
            option=("function",),
        ) from error


def _find(lines: list[str], text: str | None, start: int, option: str, function: str) -> int:
    if text is None:
        return start
    for number in range(start, len(lines)):
        if text in lines[number]:
            return number
    near = nearest(text, [line.strip() for line in lines[start:]])
    where = f"{function} from the line of `first` on" if start else function
    raise Mistake(f'"{option}" is the text "{text}", which stands in no line of {where}.{near}', option=(option,))


FENCE = Fence(
    name="source",
    doc="Lines of a function of lesson_core, read from its source while the site is built; folded away behind “in "
    "Python”.",
    model=SourceOptions,
    render=render,
    example="""\
function: training.step_downhill
first: return""",
)
