"""TeX to HTML at build time: KaTeX in one Node process, asked by lines of JSON, its answers kept by formula.

The HTML holds MathML for screen readers and, hidden from them, the same formula drawn with spans. No formula script
runs in the page.
"""

from __future__ import annotations

import atexit
import json
import re
import subprocess
import threading
from functools import cache, lru_cache
from pathlib import Path

from lesson_core.living.expressions import is_words
from lesson_core.problem import Problem
from site_scripts import BROWSER, CACHE
from site_scripts.frontend import NODE
from site_scripts.kept import kept, sha256
from site_scripts.steps import BuildError

from .mistakes import Mistake
from .numbers import NUMBER, attributes, evaluate, min_width

PLACE = "710283"  # and three digits more: a number that no author writes
NODE_MODULES = BROWSER / "node_modules"
FORMULAS = CACHE / "formulas"
# KaTeX would show these as red text.
REFUSED = re.compile(r"\\(?:href|url|includegraphics|html[A-Z]\w*)\b")
WORKER = Path(__file__).with_name("katex.mjs")


class Katex:
    """One Node process that renders formulas; started at the first one that is not in the cache."""

    def __init__(self, node_modules: Path = NODE_MODULES) -> None:
        """`node_modules`: where npm has put KaTeX."""
        self.node_modules = node_modules
        self.process: subprocess.Popen[str] | None = None
        # Zensical converts pages in several threads, and the process answers in order.
        self.lock = threading.Lock()

    def render(self, tex: str, block: bool) -> str:
        """HTML for `tex`. Raises Mistake with KaTeX's own message when it is not a formula."""
        if found := REFUSED.search(tex):
            raise Mistake(f"{found[0]} cannot be used: a formula holds no links, pictures or HTML.", piece=tex)
        with self.lock:
            process = self._started()
            assert process.stdin and process.stdout  # both are pipes
            process.stdin.write(json.dumps({"tex": tex, "block": block}) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        if not line:
            raise BuildError(
                "Node ended while KaTeX was rendering: run `make build` again, or delete "
                "site_scripts/browser/node_modules so that it is installed anew"
            )
        answer = json.loads(line)
        if "error" in answer:
            message = " ".join(answer["error"].removeprefix("KaTeX parse error: ").split())
            raise Mistake(f'the formula "{" ".join(tex.split())}" cannot be set: {message}', piece=tex)
        html: str = answer["html"]
        return html

    def _started(self) -> subprocess.Popen[str]:
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [str(NODE), str(WORKER), str(self.node_modules)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            atexit.register(self.close)
        return self.process

    def close(self) -> None:
        """End the process and wait for it."""
        atexit.unregister(self.close)
        if self.process is not None:
            self.process.communicate()
            self.process = None


KATEX = Katex()


@lru_cache
def katex_version(node_modules: Path = NODE_MODULES) -> str:
    """KaTeX's version, part of the cache's key, so that a new version renders anew."""
    package = node_modules / "katex" / "package.json"
    if not package.exists():
        raise BuildError(f"KaTeX is not at {package.parent}: run `make build`, which installs it with npm")
    version: str = json.loads(package.read_text(encoding="utf-8"))["version"]
    return version


@cache
def worker_text() -> str:
    """Part of the cache's key too: what the worker does to a formula."""
    return WORKER.read_text(encoding="utf-8")


@cache
def render_formula(tex: str, block: bool = False, *, cache: Path = FORMULAS) -> str:
    """HTML with MathML for one formula, from the cache where it was rendered before. Raises Mistake."""
    key = sha256(json.dumps([katex_version(), worker_text(), tex, block]).encode())
    return kept(cache / f"{key}.html", lambda: KATEX.render(tex, block).encode()).decode()


def formula_with_numbers(tex: str, samples: dict[str, Problem], block: bool = False) -> str:
    """A formula with `{{ ... }}` in it as HTML with MathML: each number is an element in both. Raises Mistake.

    KaTeX sets a whole number in each one's place, whose digits stand nowhere else; so the cache's key has no number in
    it. (Digits, minus and point are equally high: the place is right for all.)
    """
    expressions = NUMBER.findall(tex)
    for expression in expressions:
        if is_words(expression):
            raise Mistake(
                "words cannot stand inside a formula. End it before them, and begin another behind.", piece=tex
            )
    places = iter(range(len(expressions)))
    html = render_formula(NUMBER.sub(lambda _: f"{{{PLACE}{next(places):03}}}", tex), block)
    for place, expression in enumerate(expressions):
        said = evaluate(expression, samples)
        told = attributes(expression, said)
        room = min_width(said, has_room=False)
        mark = f"{PLACE}{place:03}"
        if html.count(mark) != 2:
            raise Mistake(f"{{{{ {expression} }}}} cannot stand in this place of a formula.", piece=expression)
        html = html.replace(f"<mn>{mark}</mn>", f"<mn{told}>{said.text}</mn>")
        html = html.replace(mark, f'<span class="number"{told}{room}>{said.text}</span>')
    return html
