"""Pages that are written from the code: the fence reference and the notation. `python -m site_scripts.fence_reference`.

A test fails when a page differs from what this module would write.
"""

from __future__ import annotations

import types
import typing
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from lesson_core import LEGEND
from site_scripts.lesson.fences.all import FENCES

from .mistakes import DOCS, shown_path
from .numbers import VOCABULARY
from .schema import FrontMatter, LayerOptions

EXAMPLES = {
    "network": "id: tiny\nlayers:\n  - weights: [[0.5, -0.2]]\n    biases: [0.1]\n    activation: sigmoid\n"
    "inputs: [1, 2]\ntargets: [1]\nlearning_rate: 0.5\npanels: [card, curve, values]",
    "formula": "factors:\n  - {tex: '\\frac{\\partial L}{\\partial \\hat y}', term: dL_dyhat, value: lesson.dL_dyhat}\n"
    "  - '\\cdot'\n  - {tex: '\\frac{\\partial \\hat y}{\\partial h_1}', term: dyhat_dh1, value: lesson.dyhat_dh1}",
    "valley": "network: tiny\nof: w1\nlow: -4\nhigh: 4\nrates: [0.5, 5]",
    "predict": "id: first-guess\nnetwork: tiny\nquestion: What sign has the gradient of $w_1$?\nof: d_w1\nask: sign\n"
    "why: A larger weight would lower the loss.",
    "quiz": "questions:\n  - ask: What do we call the length of a step?\n    answer: learning rate\n"
    "    accept: [step size]\n    explain: The gradient is multiplied by it.\n"
    "  - ask: A sigmoid gives 0.5. How steep is it there?\n    answer: 0.25\n"
    "    explain: The slope is a(1 − a).",
    "reflect": "id: basketball\nquestion: Which feedback would help your next throw?\n"
    "answer: One that says what to change.",
    "words": "loss: One number that says how wrong a guess is.\nlearning rate: How large each step is.",
    "source": "function: training.step_downhill\nfirst: return",
    "lessons": "track: Neural Networks",
    "depth": "id: depth-lab",
    "picture": "network: tiny\nmoves: 1\nalt: A neuron with two inputs and the output {{ tiny.y_hat }}.",
}


def fences_page() -> str:
    """docs/contribute/fences.md."""
    parts = [HEAD, table(FrontMatter), INLINE, numbers_table(), "\n## Fences\n"]
    for name, fence in FENCES.items():
        body = f"\n{EXAMPLES[name]}" if name in EXAMPLES else ""
        parts.append(
            f"\n### {name}\n\n{doc(fence.model)}\n\n````markdown\n```{name}{body}\n```\n````\n\n{table(fence.model)}"
        )
        if name == "network":
            parts.append(f"\nEach of the `layers`:\n\n{table(LayerOptions)}")
        if name == "quiz":
            parts.append(f"\nEach of the `questions`:\n\n{table(model_in(fence.model, 'questions'))}")
        if name == "formula":
            parts.append(f"\nEach of the `factors` that is more than TeX:\n\n{table(model_in(fence.model, 'factors'))}")
    return "".join(parts)


HEAD = """# Fences and other lesson syntax

<!-- Written by `python -m site_scripts.fence_reference` from site_scripts/lesson/schema.py. Do not edit by hand. -->

A lesson is Markdown. What is more than text stands in a **fence**: a line of three backticks with a name, options in
YAML, one a line, and three backticks again. A mistake stops the build with the file, the line and the remedy.

## Front matter

The first lines of a lesson, between two lines of `---`:

"""

INLINE = """
## In running text

| you write | the reader sees |
|---|---|
| `$w_1$` | a formula in the line, in [KaTeX's TeX](https://katex.org/docs/supported) |
| `$$` on a line, TeX, `$$` on a line | a formula on its own |
| `{{ lesson.h1 }}` | a number that lesson_core computes while the site is built |
| `{{ lesson.loss after=100 digits=4 }}` | the same after 100 epochs, with 4 decimal places |
| `{{ lesson.loss after=10 rate=0.1 }}` | with another learning rate |
| `{{ chain.influence layers=10 weight=1 activation=sigmoid }}` | what is left of a change after 10 units |
| `[[gradient]]` or `[[slopes|gradient]]` | a word that a `words` fence of the page explains, marked by hand |

Explained words are marked by themselves in running text and tables, not in headings, links and code, nor in questions
and their answers; the first one in each section can also be reached by the Tab key.

In a number, before the point stands `lesson`, the network of the backpropagation lesson, or the `id` of a network fence
on the same page. These names may stand behind it:

"""


def numbers_table() -> str:
    rows = "".join(f"| `{names}` | {meaning} |\n" for names, meaning in VOCABULARY)
    return f"| name | number |\n|---|---|\n{rows}"


def table(model: type[BaseModel]) -> str:
    """The options of a model, those that must be given first."""
    if issubclass(model, RootModel):
        return "Each line is a word, a colon and its explanation.\n"
    fields = sorted(model.model_fields.items(), key=lambda item: not item[1].is_required())
    rows = "".join(
        f"| `{name}` | {kind(field.annotation)} | {default(field)} | {escaped(field.description or '')} |\n"
        for name, field in fields
    )
    return f"| option | takes | if left out | meaning |\n|---|---|---|---|\n{rows}"


def doc(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split())


def default(field: FieldInfo) -> str:
    if field.is_required():
        return "**must be given**"
    value = field.get_default(call_default_factory=True)
    if value is None or value == []:
        return "–"
    if isinstance(value, list):
        return ", ".join(f"`{one}`" for one in value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


PLURAL = {
    "number": "numbers",
    "whole number": "whole numbers",
    "text": "texts",
    "group of options": "groups of options",
    "list of numbers": "lists of numbers",
    "group of options or text": "groups of options or texts",
}


def kind(annotation: Any) -> str:
    """What an option takes, in words."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is typing.Annotated:
        return kind(parts[0])
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in parts)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(dict.fromkeys(kind(one) for one in parts if one is not type(None)))
    if origin is list:
        return f"list of {PLURAL.get(kind(parts[0]), kind(parts[0]))}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "group of options"
    return {float: "number", int: "whole number", str: "text", bool: "`true`, `false`"}[annotation]


def model_in(model: type[BaseModel], option: str) -> type[BaseModel]:
    """The model of the items of a list option."""

    def search(annotation: Any) -> type[BaseModel] | None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
        return next((found for part in get_args(annotation) if (found := search(part))), None)

    return typing.cast("type[BaseModel]", search(model.model_fields[option].annotation))


def escaped(text: str) -> str:
    return text.replace("|", "\\|")


def notation_page() -> str:
    """docs/notation.md."""
    rows = "".join(f"| {letter} | {shape} | {escaped(meaning)} |\n" for letter, shape, meaning in LEGEND)
    return f"""# Letters and names

<!-- Written by `python -m site_scripts.fence_reference` from lesson_core's LEGEND. Do not edit by hand. -->

The same letters stand in the texts, the pictures, the tables, the formulas and the code of
`lesson_core`. A shape such as (n_out, n_in) says how many rows and columns of numbers a letter stands for.

| letter | shape | meaning |
|---|---|---|
{rows}
In the lesson's network the weights into the hidden layer are w₁ to w₄, those into the output wₒᵤₜ₁ and wₒᵤₜ₂; in code
and labels w1 to w4, wOut1 and wOut2. The biases are b₁, b₂ and bₒᵤₜ. An input and where it goes: w2 (x2→h1) is the
weight from the second input to the first hidden unit.
"""


PAGES = {DOCS / "contribute" / "fences.md": fences_page, DOCS / "notation.md": notation_page}


def main() -> None:
    for path, page in PAGES.items():
        text = page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            Path(path).write_text(text, encoding="utf-8")
            print(f"wrote {shown_path(path)}")


if __name__ == "__main__":
    main()
