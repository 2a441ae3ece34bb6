"""`make new-lesson NAME=my-lesson`: writes a lesson that builds, to be changed piece by piece."""

from __future__ import annotations

from pathlib import Path

from site_scripts.lesson.front_matter import LESSON_NAME
from site_scripts.lesson.mistakes import DOCS, shown_path
from site_scripts.steps import BuildError, say

TEMPLATE = """---
title: {title}
track: Neural Networks
level: Beginner
minutes: 5
summary: One line that says what the reader gets.
order: 90
---

## Before We Begin

Say in two sentences what the reader will be able to do at the end.

```reflect
id: first-thought
question: Ask something the reader can answer from everyday life.
```

```words
loss: One number that says how wrong a guess is.
```

## Watch it

The network below guesses {{{{ watch.y_hat }}}}. The target is {{{{ watch.y }}}}, so its loss is {{{{ watch.loss }}}}.

```predict
id: which-way
network: watch
question: Will the first weight grow or shrink? Give the sign of its gradient.
of: d_w1
ask: sign
why: A negative gradient means that a larger weight lowers the loss.
```

```network
id: watch
layers:
  - weights: [[0.5, -0.2]]
    biases: [0.1]
inputs: [1, 2]
targets: [1]
learning_rate: 0.5
```

These lines of our code make the step:

```source
function: training.step_downhill
```

## What do you remember?

```quiz
questions:
  - ask: What do we call the one number that says how wrong a guess is?
    answer: loss
    explain: Training tries to make it small.
```

## Where to go next

```lessons
```
"""


def new_lesson(name: str, docs: Path = DOCS) -> Path:
    """Write docs/lessons/NAME.md from the template. Raises BuildError for a name that will not do, or is taken."""
    if not LESSON_NAME.fullmatch(name):
        raise BuildError(
            f'"{name}" cannot be the name of a lesson. It becomes part of the address: use small letters, digits and '
            "single hyphens, as in `make new-lesson NAME=my-lesson`."
        )
    path = docs / "lessons" / f"{name}.md"
    if path.exists():
        raise BuildError(f"{shown_path(path)} exists already. Choose another NAME, or edit that file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEMPLATE.format(title=name.replace("-", " ").capitalize()), encoding="utf-8")
    say(f"wrote {shown_path(path)}: open it, run `make serve`, and change one piece after another")
    return path
