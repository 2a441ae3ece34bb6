"""The very lines of lesson_core that make a move, read from the source that runs."""

import sys
from functools import cache
from typing import TYPE_CHECKING, cast

from lesson_core.backprop import cancels
from lesson_core.network import Network

from .tags import escape, tag

if TYPE_CHECKING:
    from importlib.abc import InspectLoader

# Per move: module, first and last line of the excerpt (each found by how it begins), and what is lit. Where a network
# takes another way through the source, `excerpt_of` says which.
EXCERPTS = {
    1: (
        "network",
        "for layer in network.layers:\n        g =",
        "a = tuple(map(g, z))",
        ("z = tuple(", "a = tuple(map("),
    ),
    2: ("network", "error = y - y_hat", "return error * error", ()),
    3: (
        "backprop",
        "for z_k, y_hat, y in zip(z,",
        "delta.append(dL_dy_hat * slope(z_k",
        ("dL_dy_hat = loss_slope", "delta.append("),
    ),
    4: ("backprop", "for w_out, z_j, a_j in", "delta.append(dL_da * slope(z_j", ("dL_da = dot(", "delta.append(")),
    5: ("training", "pairs = zip(values, slopes)", "return tuple([w - rate", ("return tuple([w - rate",)),
}
SQUARED = {"half_squared_error": "return 0.5 * error * error", "squared_error": "return error * error"}
CROSS_ENTROPY = "return -y * math.log("
CROSS_ENTROPY_OF_A_SIGMOID = "return max(z, 0.0)"
CANCELLED = "return tuple(y_hat - y for"  # the delta of cross-entropy after a sigmoid


def excerpt_of(move: int, network: Network) -> tuple[str, str, str, tuple[str, ...]] | None:
    """Module, first and last line, and the lines that are lit: those that ran. None when nothing runs in this move."""
    module, first, last, lit = EXCERPTS[move]
    if move == 2:
        line = SQUARED.get(network.loss) or (CROSS_ENTROPY_OF_A_SIGMOID if cancels(network) else CROSS_ENTROPY)
        return module, first if network.loss in SQUARED else line, line, (line,)
    if move == 3 and cancels(network):
        return module, CANCELLED, CANCELLED, (CANCELLED,)
    if move == 4 and len(network.layers) == 1:
        return None  # no hidden layer
    return module, first, last, lit


def render_source(move: int, network: Network) -> str:
    """The lines of one move, those that do it lit."""
    found = excerpt_of(move, network)
    if found is None:
        return ""
    module, first, last, lit = found
    rows = [code_line(line, lit=line.strip().startswith(lit)) for line in excerpt(module, first, last)]
    label = f"The code of this move, from lesson_core/{module}.py"
    return tag(
        "div", tag("code", *rows, translate="no"), class_="source", tabindex="0", role="region", aria_label=label
    )


def code_line(line: str, *, lit: bool = False) -> str:
    """A line of code; its comment stays in one piece when the line is too long for its place."""
    code, mark, comment = line.partition("  # ")
    shown = escape(code) + (mark[:2] + tag("i", escape(mark[2:] + comment)) if mark else "")
    return tag("span", shown, class_="line lit-line" if lit else "line")


def line_of(module: str, start: str) -> str:
    """The one line of a module that begins so, without its indent."""
    return excerpt(module, start, start)[0]


@cache
def excerpt(module: str, first: str, last: str) -> tuple[str, ...]:
    """The lines from the one where `first` begins to the one where `last` begins, without their common indent."""
    text = source_of(f"lesson_core.{module}")
    start = text.index(first)
    end = text.index("\n", text.index(last, start))
    lines = text[text.rindex("\n", 0, start) + 1 : end].split("\n")
    indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return tuple(line[indent:] for line in lines if not line.strip().startswith(('"""', "#")))


@cache
def source_of(module: str) -> str:
    """The source text of a module that is loaded."""
    loader = cast("InspectLoader", sys.modules[module].__loader__)  # a module of this package has one that knows it
    return cast(str, loader.get_source(module))
