"""Lines of lesson_core as they stand in its source, for the `source` fence."""

from __future__ import annotations

import importlib
import inspect
from functools import cache
from html import escape
from pathlib import Path
from types import ModuleType

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

import lesson_core
from site_scripts.lesson.mistakes import Mistake, allowed_words, nearest


def source_html(function: str, first: str | None, last: str | None, term: str | None) -> str:
    """The lines of `module.name`, highlighted, with the file they come from. Raises Mistake."""
    module_name, _, name = function.rpartition(".")
    lines, start, file = _lines(module_name, name)
    begin = _find(lines, first, 0, "first", function)
    end = _find(lines, last, begin, "last", function) if last else len(lines) - 1
    part = inspect.cleandoc("\n" + "\n".join(lines[begin : end + 1]))
    code = highlight(part, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)).rstrip("\n")
    light = f' data-term="{term}"' if term else ""
    # No <pre>: the theme takes each `pre > code` for its own, measures it, and makes the browser lay it out at once.
    return (
        f'<figure class="source"{light}><div class="highlight" tabindex="0" role="region" '
        f'aria-label="Source of {escape(function)}"><code>{code}</code></div>'
        f"<figcaption>{escape(file)}, line {start + begin}</figcaption></figure>"
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
