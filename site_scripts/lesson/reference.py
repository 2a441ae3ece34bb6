"""Pages that are written from the code: the fence reference and the notation (`-m site_scripts.lesson.reference`).

A test fails when a page differs from what this module would write.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from lesson_core import LEGEND

from .fence import Fence
from .fences import FENCES
from .front_matter import FrontMatter
from .mistakes import DOCS, shown_path
from .numbers import VOCABULARY
from .option_types import Checked


def fences_page() -> str:
    """docs/contribute/fences.md."""
    parts = [HEAD, table(FrontMatter), INLINE, numbers_table(), WORDS, "\n## Fences\n", *map(section, FENCES.values())]
    return "".join(parts)


def section(fence: Fence[Any]) -> str:
    """What the page says of one fence: what it is, an example, its options, and the options of these."""
    example = f"\n{fence.example}" if fence.example else ""
    parts = [f"\n### {fence.name}\n\n{fence.doc}\n\n````markdown\n```{fence.name}{example}\n```\n````\n\n"]
    parts.append(table(fence.model))
    for name, field in fence.model.model_fields.items():
        for model in models_in(field.annotation):
            which = " that is a group of options" if "text" in kind(field.annotation) else ""
            parts.append(f"\nEach of the `{name}`{which}:\n\n{table(model)}")
    return "".join(parts)


HEAD = """# Fences and other lesson syntax

<!-- Written by `python -m site_scripts.lesson.reference` from site_scripts/lesson/fences. Do not edit by hand. -->

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
| `{{ lesson.h1 }}` | a number that lesson_core computes, and that follows the network when a reader changes it |
| `{{ lesson.loss after=100 digits=4 }}` | the same after 100 epochs, with 4 decimal places |
| `{{ lesson.loss after=10 rate=0.1 }}` | with another learning rate |
| `{{ lesson.y_hat x2=3 w1=-1 }}` | with other values of inputs, targets, weights or biases |
| `{{ lesson.w1 digits=1..4 }}` | four places, without zeros at the end down to the first |
| `{{ lesson.w2 brackets=negative }}` | in brackets where it is negative, for a factor: 0.8 · (−0.2) |
| `{{ "too low" if lesson.error < 0 else "too high" }}` | one of the two, see below |
| `{{ chain.influence layers=10 weight=1 activation=sigmoid }}` | what is left of a change after 10 units |
| `[[gradient]]` or `[[slopes|gradient]]` | a word that a `words` fence of the page explains, marked by hand |

Explained words are marked by themselves in running text and tables, not in headings, links and code, nor in questions
and their answers; the first one in each section can also be reached by the Tab key.

In a number, before the point stands the `id` of a network fence on the same page; `lesson` is short for `live-network`.
These names may stand behind it:

"""

WORDS = """
## Words that follow the network

A reader may change every number of a network, and the text tells the epoch that begins with the values as they were set
last. Numbers follow by themselves. A sentence that is true of your numbers only needs its other readings too:

```markdown
The guess is {{ "too low" if lesson.error < 0 else "too high" if lesson.error > 0 else "exactly right" }}.
```

* A reading stands in double quotes and may be empty. The first one is said whose condition holds, otherwise the last.
* A condition compares with `<`, `<=`, `>`, `>=` or `==`, and is joined by `and`, `or` and `not`. Numbers may be added
  (`+`), subtracted, multiplied (`*`) and divided; `abs(...)` is their size. Settings stand behind a number, as in
  `lesson.loss after=1 < lesson.loss`.
* A number may not exist, because training ran away before it. It is shown as a dash, and no condition about it holds:
  what the last reading says must be true then as well.
* All of it stands on one line. Words stand in text, not in formulas; bold and links go around the braces.

`make check-lessons` looks for what you say of numbers in one reading only: "negative", "larger", "falls" and the like,
and numbers with a point, in a paragraph, list item or table row with computed numbers. Where it is true whatever the
numbers are, say so on a line above the paragraph: `<!-- holds for every network -->`.
"""


def numbers_table() -> str:
    """What numbers have names."""
    rows = "".join(f"| `{names}` | {meaning} |\n" for names, meaning in VOCABULARY)
    return f"| name | number |\n|---|---|\n{rows}"


def table(model: type[BaseModel]) -> str:
    """The options of a model, those that must be given first."""
    if issubclass(model, RootModel):
        return f"{model.__doc__}\n"
    fields = sorted(model.model_fields.items(), key=lambda item: not item[1].is_required())
    rows = "".join(
        f"| `{name}` | {kind(field.annotation, field.metadata)} | {default(field)} | {escaped(field.description)} |\n"
        for name, field in fields
    )
    return f"| option | takes | if left out | meaning |\n|---|---|---|---|\n{rows}"


def default(field: FieldInfo) -> str:
    """What an option is where its author leaves it out."""
    if field.is_required():
        return "**must be given**"
    value = field.get_default(call_default_factory=True)
    if value is None or value == []:
        return "–"
    if isinstance(value, list):
        return ", ".join(f"`{one}`" for one in value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


PLAIN: dict[object, str] = {float: "number", int: "whole number", str: "text", bool: "`true`, `false`"}
PLURAL = {
    "number": "numbers",
    "whole number": "whole numbers",
    "text": "texts",
    "group of options": "groups of options",
    "list of numbers": "lists of numbers",
    "group of options or text": "groups of options or texts",
}


def kind(annotation: object, metadata: Sequence[Any] = ()) -> str:
    """What an option takes, in words."""
    if allowed := [word for check in metadata if isinstance(check, Checked) for word in check.allowed()]:
        return ", ".join(f"`{one}`" for one in allowed)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return kind(parts[0], parts[1:])
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(kind(one) for one in parts if one is not NoneType))
    if origin in (list, tuple):
        return f"list of {PLURAL.get(kind(parts[0]), kind(parts[0]))}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "group of options"
    return PLAIN.get(annotation, "group of options")


def models_in(annotation: object) -> list[type[BaseModel]]:
    """The models of options inside an option."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def escaped(text: str | None) -> str:
    """Text for a cell of a table."""
    return (text or "").replace("|", "\\|")


def notation_page() -> str:
    """docs/notation.md."""
    rows = "".join(f"| {letter} | {shape} | {escaped(meaning)} |\n" for letter, shape, meaning in LEGEND)
    return f"""# Letters and names

<!-- Written by `python -m site_scripts.lesson.reference` from lesson_core's LEGEND. Do not edit by hand. -->

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
    """Write the pages that differ."""
    for path, page in PAGES.items():
        text = page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {shown_path(path)}")


if __name__ == "__main__":
    main()
